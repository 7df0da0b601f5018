/** Why a channel did not take a calendar. `line` counts physical lines from 1; 0 speaks of the whole. */
export class Unreadable extends Error {
  readonly line: number;
  constructor(line: number, why: string) {
    super(line === 0 ? why : `line ${line}: ${why}`);
    this.name = 'Unreadable';
    this.line = line;
  }
}

/** One unfolded content line. */
export interface ContentLine {
  /** The physical line on which it starts. */
  readonly line: number;
  /** In capitals. */
  readonly name: string;
  readonly params: ReadonlyMap<string, string>;
  readonly value: string;
}

const CR = 0x0d;
const LF = 0x0a;
const MOST_OCTETS = 75;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array, line: number): string {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new Unreadable(line, 'is not UTF-8, or is folded inside a character');
  }
  if ([...text].some((character) => character < ' ' && character !== '\t' && character !== '\r'))
    throw new Unreadable(line, 'holds a control character');
  return text;
}

/** Cuts a body into physical lines: CRLF only, each at most 75 octets and whole characters, the last one ended. */
function physicalLines(body: Uint8Array): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let end = body.indexOf(LF); end !== -1; end = body.indexOf(LF, start)) {
    const number = lines.length + 1;
    if (end === start || body[end - 1] !== CR) throw new Unreadable(number, 'ends with LF instead of CRLF');
    const bytes = body.subarray(start, end - 1);
    if (bytes.includes(CR)) throw new Unreadable(number, 'holds a CR of its own');
    if (bytes.length > MOST_OCTETS)
      throw new Unreadable(number, `has ${bytes.length} octets, 75 are allowed`);
    if (bytes.length === 0) throw new Unreadable(number, 'is empty');
    lines.push(decode(bytes, number));
    start = end + 1;
  }
  if (start < body.length) throw new Unreadable(lines.length + 1, 'the last line does not end with CRLF');
  if (lines.length === 0) throw new Unreadable(0, 'The body is empty.');
  return lines;
}

const LINE = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/s;
const PARAM = /;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:])*)/g;

function contentLine(text: string, line: number): ContentLine {
  const match = LINE.exec(text);
  if (!match) throw new Unreadable(line, 'is not "NAME;PARAMETER=VALUE:VALUE"');
  const [, name = '', rest = '', value = ''] = match;
  const params = new Map<string, string>();
  for (const [, key = '', content = ''] of rest.matchAll(PARAM))
    params.set(key.toUpperCase(), content.replaceAll('"', ''));
  return { line, name: name.toUpperCase(), params, value };
}

/** Reads a body into content lines by the letter of RFC 5545; throws {@link Unreadable} at the first offence. */
export function contentLines(body: Uint8Array): ContentLine[] {
  const unfolded: { line: number; text: string }[] = [];
  physicalLines(body).forEach((text, index) => {
    const last = unfolded.at(-1);
    if (!/^[ \t]/.test(text)) unfolded.push({ line: index + 1, text });
    else if (last) last.text += text.slice(1);
    else throw new Unreadable(1, 'starts with a blank');
  });
  return unfolded.map(({ line, text }) => contentLine(text, line));
}
