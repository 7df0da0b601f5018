/** A table for spreadsheets: RFC 4180, lines end in CR LF, with a mark at its beginning by which Excel knows UTF-8. */

export type CsvCell = string | number | null;

/** What a spreadsheet would take for a formula is made plain text by an apostrophe: names come from outside. */
function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const plain = /^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

export const renderCsv = (head: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  `\uFEFF${[head, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('')}`;
