/** Writing content lines as RFC 5545 §3.1 and §3.3.11 ask. */

const LONGEST_LINE = 75;
const NEEDS_ESCAPE = /[\\;,\r\n]/;

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]+/g;

const NOT_PLAIN = /[^\u0020-\u007e]/;

/** A TEXT value: escaped, without control characters; broken surrogates become replacement marks. */
export function escapeText(text: string): string {
  const clean = NOT_PLAIN.test(text) ? text.toWellFormed().replace(CONTROL, '') : text;
  if (!NEEDS_ESCAPE.test(clean)) return clean;
  return clean
    .replace(/\\/g, '\\\\')
    .replace(/;/g, '\\;')
    .replace(/,/g, '\\,')
    .replace(/\r\n|\r|\n/g, '\\n');
}

/** A parameter value; quotes cannot be written inside one, so they go the way of RFC 6868. */
export function parameterValue(text: string): string {
  const escaped = text
    .replace(/\^/g, '^^')
    .replace(/"/g, "^'")
    .replace(/[\r\n]+/g, '^n');
  return /[:;,]/.test(escaped) ? `"${escaped}"` : escaped;
}

function octetsOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/** Breaks a line so that none has more than 75 octets, never inside a character. Ends with CRLF. */
export function foldLine(line: string): string {
  // no character of a plain line has more than one octet
  if (line.length <= LONGEST_LINE && !NOT_PLAIN.test(line)) return `${line}\r\n`;
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) as number);
    if (octets + size > LONGEST_LINE) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return `${folded}\r\n`;
}
