// Writes docs/calls.md from the contract. Run by `npm run docs:calls`; a test says when the file is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { z } from 'zod';
import { contract } from '../src/contract/index.ts';
import { eventSchema } from '../src/contract/events.ts';
import { FAILURE_CODES } from '../src/domain/failure.ts';

export const file = join(dirname(fileURLToPath(import.meta.url)), '..', 'docs', 'calls.md');

const schemaOf = (type, io) =>
  z.toJSONSchema(type, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      // columns of whole numbers are the only values that JSON has no word for
      if (zodSchema._zod.def.type === 'custom') jsonSchema.$comment = 'Int32Array';
    },
  });

const isNull = (schema) => schema.type === 'null';
const range = ({ minimum, maximum, exclusiveMinimum }) => {
  const least = exclusiveMinimum === 0 ? 1 : minimum;
  const isBound = (value) => value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  if (isBound(least) && isBound(maximum)) return ` ${least}…${maximum}`;
  if (isBound(least)) return ` ≥ ${least}`;
  return isBound(maximum) ? ` ≤ ${maximum}` : '';
};

/** A JSON schema in the short words of a type. */
export function shapeOf(schema, indent = '') {
  if (schema.$comment) return schema.$comment;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = Array.isArray(schema.type)
    ? schema.type.map((type) => ({ ...schema, type }))
    : (schema.anyOf ?? schema.oneOf);
  if (choices)
    return [...choices]
      .sort((a, b) => isNull(a) - isNull(b))
      .map((one) => shapeOf(one, indent))
      .join(' | ');
  if (schema.type === 'array') {
    const item = shapeOf(schema.items ?? {}, indent);
    return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
  }
  if (schema.type === 'object') return objectShape(schema, indent);
  if (schema.type === 'integer') return `integer${range(schema)}`;
  if (schema.type === 'string') {
    if (schema.format) return schema.format;
    return schema.maxLength === undefined ? 'string' : `string ≤ ${schema.maxLength}`;
  }
  return schema.type ?? 'anything';
}

function objectShape({ properties = {}, required = [], additionalProperties }, indent) {
  const names = Object.keys(properties);
  if (names.length === 0) return additionalProperties ? `{ [name]: ${shapeOf(additionalProperties)} }` : '{}';
  const inner = `${indent}  `;
  const lines = names.map(
    (name) => `${inner}${name}${required.includes(name) ? '' : '?'}: ${shapeOf(properties[name], inner)}`,
  );
  return `{\n${lines.join('\n')}\n${indent}}`;
}

const block = (text) => ['```text', text, '```'].join('\n');

function callText(name, { type, says, input, output }) {
  return [
    `### \`${name}\``,
    `${type === 'command' ? 'Command. ' : ''}${says}`,
    `Input:\n\n${block(shapeOf(schemaOf(input, 'input')))}`,
    `Output:\n\n${block(shapeOf(schemaOf(output, 'output')))}`,
  ].join('\n\n');
}

function areas() {
  const found = new Map();
  for (const [name, call] of Object.entries(contract)) {
    const area = name.split('.')[0];
    found.set(area, [...(found.get(area) ?? []), callText(name, call)]);
  }
  return [...found].map(([area, calls]) => `## ${area}\n\n${calls.join('\n\n')}`);
}

const HEAD = `# The calls

Written by \`npm run docs:calls\` from \`src/contract\`; do not edit.

All three ways in carry the same calls. A **query** reads. A **command** writes: it carries a \`commandId\` (a fresh UUID per
intended act), and the same id sent again is answered, not applied again. Every answer is a reply: \`{ "ok": true, "value": … }\`
or \`{ "ok": false, "failure": { "code", "message", "details"? } }\`.

- **Desktop**: \`window.bellhop.call({ name, input, commandId? })\` and \`window.bellhop.subscribe(listener)\`.
- **Browser host**: \`POST /call/<name>\` on the address that Bellhop printed, with \`Authorization: Bearer <secret>\`,
  \`Content-Type: application/json\` and a body \`{ "input": …, "commandId"?: … }\` of at most 6 MB. \`GET /events\` with the same
  header is an event stream. Whole-number columns (\`Int32Array\`) travel as \`{ "$i32": base64 }\`, little-endian. A refusal in
  words is a 200; 400, 401, 403, 404, 405, 413, 415 and 500 say that the request itself was at fault, with a reply as well.
- **Command line**: \`npm run -s bellhop -- …\`; see \`--help\`.

Dates are \`YYYY-MM-DD\`, departures exclusive; instants are epoch milliseconds; money is minor units.`;

/** The whole document. */
export async function callsDocument() {
  const events = `## Events\n\n${block(shapeOf(schemaOf(eventSchema, 'output')))}`;
  const codes = `## Failure codes\n\n${FAILURE_CODES.map((code) => `\`${code}\``).join(', ')}`;
  const text = [HEAD, ...areas(), events, codes].join('\n\n');
  return format(text, { parser: 'markdown', printWidth: 110 });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await callsDocument();
  const isNew = (() => {
    try {
      return readFileSync(file, 'utf8') !== text;
    } catch {
      return true;
    }
  })();
  if (isNew) writeFileSync(file, text);
  console.log(isNew ? 'docs/calls.md is written.' : 'docs/calls.md is up to date.');
}
