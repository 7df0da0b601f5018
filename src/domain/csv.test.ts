import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderCsv } from './csv.ts';

it('quotes what would break a line or a column, and lets no name be a formula', () => {
  const text = renderCsv(
    ['Name', 'Count'],
    [
      ['Iyer, "Anand"', 3],
      ['two\nlines', null],
      ['=HYPERLINK("x")', -1],
    ],
  );
  expect(text).toBe(
    '\uFEFFName,Count\r\n"Iyer, ""Anand""",3\r\n"two\nlines",\r\n"\'=HYPERLINK(""x"")",-1\r\n',
  );
});

/** Reads it as the standard says. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end = ''] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu,
  )) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

it('is read back as it was written', () => {
  const cell = fc.string({ maxLength: 12 }).filter((text) => !/^[=+\-@\t\r]/u.test(text));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 5 }), (rows) => {
      expect(parse(renderCsv(['a', 'b'], rows).slice(1))).toEqual([['a', 'b'], ...rows]);
    }),
  );
});
