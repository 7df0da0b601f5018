import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

interface WriteCalls {
  readonly file: string;
  callsDocument(): Promise<string>;
  shapeOf(schema: object): string;
}
const { file, callsDocument, shapeOf } = (await import(
  /* @vite-ignore */ join(import.meta.dirname, 'write-calls.mjs')
)) as WriteCalls;

it('docs/calls.md says what the contract says (npm run docs:calls writes it anew)', async () => {
  expect(readFileSync(file, 'utf8')).toBe(await callsDocument());
});

it.each([
  [{ type: 'integer', exclusiveMinimum: 0, maximum: 9 }, 'integer 1…9'],
  [{ anyOf: [{ type: 'null' }, { type: 'string' }] }, 'string | null'],
  [{ type: 'array', items: { enum: ['a', 'b'] } }, '("a" | "b")[]'],
  [{ type: 'object', properties: { a: { type: 'boolean' } }, required: [] }, '{\n  a?: boolean\n}'],
  [{ type: 'object' }, '{}'],
])('writes %j as %s', (schema, shape) => {
  expect(shapeOf(schema)).toBe(shape);
});
