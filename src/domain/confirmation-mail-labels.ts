import { MAIL_LABELS, type MailLabel, type MailLayout } from './confirmation-mail-layout.ts';

/** A stretch of a text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What stands behind a label. */
export interface Labelled extends Span {
  readonly label: MailLabel;
  /** As it is written: from the label to the end of the value. */
  readonly whole: Span;
  readonly text: string;
}

/** The longest value that is looked at. */
const LONGEST_VALUE = 200;
/** The longest line that may be one of columns. */
const LONGEST_LINE = 600;
/** Empty lines between a label and its value. */
const MOST_EMPTY_LINES = 2;
/** More of one label than any mail has. */
const MOST_OF_ONE = 20;

/** The same text in small letters and with plain spaces and dashes, each character in its place. */
export const plainText = (text: string): string =>
  text
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
    .replace(/[\u00a0\u00ad\u2000-\u200f\u202f\u2060\u3000\ufeff]/g, ' ')
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\uff1a/g, ':');

const isWordChar = (char: string | undefined): boolean =>
  char !== undefined && /[\p{Letter}\p{Number}]/u.test(char);
const isSpace = (char: string | undefined): boolean => char === ' ' || char === '\t';
const isLineEnd = (char: string | undefined): boolean => char === undefined || char === '\n' || char === '\r';
/** Between two cells of a line: a tabulator, a stroke, or two spaces. */
const isCellEnd = (text: string, at: number): boolean =>
  text[at] === '\t' || text[at] === '|' || (text[at] === ' ' && isSpace(text[at + 1]));

interface Hit extends Span {
  readonly label: MailLabel;
  /** Not followed by a colon or the end of its cell: only what can be checked is taken from behind it. */
  readonly isLoose: boolean;
}

/** True where a label may begin: at the start of a line or cell, or anywhere with a colon behind it. */
function mayBegin(text: string, from: number, hasColon: boolean): boolean {
  const before = text[from - 1];
  if (isWordChar(before) || before === '-' || before === '/') return false;
  if (hasColon) return true;
  let at = from - 1;
  for (let steps = 0; steps < 12; steps += 1, at -= 1) {
    const char = text[at];
    if (isLineEnd(char) || char === '\t' || char === '|') return true;
    if (char === ' ' && isSpace(text[at - 1])) return true;
    if (char !== ' ' && char !== '*' && char !== '-' && char !== '>' && char !== '\u2022') return false;
  }
  return true;
}

function hitAt(text: string, label: MailLabel, from: number, to: number): Hit | undefined {
  if (isWordChar(text[to]) || text[to] === '-') return undefined;
  let at = to;
  while (text[at] === ' ' && at - to < 3) at += 1;
  const hasColon = text[at] === ':';
  if (!mayBegin(text, from, hasColon)) return undefined;
  const isLoose = !hasColon && !isLineEnd(text[to]) && !isCellEnd(text, to);
  return { label, from, to: hasColon ? at + 1 : to, isLoose };
}

/** Every label of a layout in a text, none inside another one. */
function hitsIn(text: string, layout: MailLayout): Hit[] {
  const hits: Hit[] = [];
  for (const label of MAIL_LABELS)
    for (const phrase of layout.labels[label]) {
      let found = 0;
      for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length)) {
        const hit = hitAt(text, label, at, at + phrase.length);
        if (hit) hits.push(hit);
        if (hit && (found += 1) >= MOST_OF_ONE) break;
      }
    }
  hits.sort((a, b) => a.from - b.from || b.to - a.to);
  const kept: Hit[] = [];
  for (const hit of hits) if (hit.from >= (kept.at(-1)?.to ?? 0)) kept.push(hit);
  return kept;
}

/** The line that a place is in; of one without end as much as is looked at. */
function lineAt(text: string, at: number): Span {
  let [from, to] = [at, at];
  while (at - from <= LONGEST_LINE && from > 0 && !isLineEnd(text[from - 1])) from -= 1;
  while (to - at <= LONGEST_LINE && !isLineEnd(text[to])) to += 1;
  return { from, to };
}

/** True where a label has its line to itself, so that its value may stand in the next one. */
function isAlone(text: string, { from, to }: Hit): boolean {
  const before = text.slice(Math.max(0, from - LEAST_LEAD), from);
  const rest = text.slice(to, to + LEAST_LEAD);
  return (
    /(?:^|[\n\r])[^\p{Letter}\p{Number}\n\r]*$/u.test(before) &&
    /^[^\p{Letter}\p{Number}\n\r]*(?:$|[\n\r])/u.test(rest)
  );
}
/** Marks and spaces around a label that has a line to itself. */
const LEAST_LEAD = 40;

/** Where the value of a label begins; undefined where there is none. */
function valueStart(text: string, hit: Hit, limit: number): number | undefined {
  let lines = 0;
  for (let at = hit.to; at < limit; at += 1) {
    const char = text[at] as string;
    if (char === '\n') {
      if ((lines += 1) > MOST_EMPTY_LINES + 1 || (lines === 1 && !isAlone(text, hit))) return undefined;
      continue;
    }
    if (char === '\r' || isSpace(char) || '|:#=*>'.includes(char)) continue;
    return at;
  }
  return undefined;
}

/** The cells of a line between its strokes or tabulators; a stroke at its start or end makes none. */
function cellsOf(text: string, { from, to }: Span): Span[] {
  const cells: Span[] = [];
  let start = from;
  for (let at = from; at <= to && cells.length < MOST_CELLS; at += 1) {
    if (at < to && text[at] !== '\t' && text[at] !== '|') continue;
    let [left, right] = [start, at];
    while (left < right && isSpace(text[left])) left += 1;
    while (right > left && isSpace(text[right - 1])) right -= 1;
    if (right > left) cells.push({ from: left, to: right });
    start = at + 1;
  }
  return cells;
}
const MOST_CELLS = 30;

/** A label at the head of a column: its value is below it, where both lines have as many cells. */
function valueBelow(text: string, hit: Hit): Span | undefined {
  const head = lineAt(text, hit.from);
  if (head.to - head.from > LONGEST_LINE) return undefined;
  let at = head.to;
  while (at < text.length && (isLineEnd(text[at]) || isSpace(text[at])) && at - head.to < 8) at += 1;
  const [heads, values] = [cellsOf(text, head), cellsOf(text, lineAt(text, at))];
  if (heads.length < 2 || heads.length !== values.length) return undefined;
  const column = heads.findIndex(({ from, to }) => from === hit.from && to >= hit.to && to - hit.to < 2);
  return column < 0 ? undefined : values[column];
}

function valueEnd(text: string, from: number, least: number): number {
  const limit = Math.min(least, from + LONGEST_VALUE);
  let at = from;
  while (at < limit && !isLineEnd(text[at]) && !isCellEnd(text, at)) at += 1;
  while (at > from && (isSpace(text[at - 1]) || text[at - 1] === ',')) at -= 1;
  return at;
}

const NEEDS_CELL: ReadonlySet<MailLabel> = new Set(['guestName', 'guestFirst', 'guestLast', 'room']);

/** What belongs to a label: what stands behind it, else what stands below it. */
function valueOf(text: string, hit: Hit, next: Hit | undefined): (Span & { isBelow?: true }) | undefined {
  const limit = next?.from ?? text.length;
  const from = valueStart(text, hit, limit);
  if (from === undefined) {
    const below = valueBelow(text, hit);
    return below && { ...below, isBelow: true };
  }
  const to = valueEnd(text, from, limit);
  return to > from ? { from, to } : undefined;
}

/** What belongs to each label, in order. `text` is the original, in which every place is meant. */
export function labelledIn(text: string, layout: MailLayout): Labelled[] {
  const plain = plainText(text);
  const hits = hitsIn(plain, layout);
  return hits.flatMap((hit, index): Labelled[] => {
    if (hit.isLoose && NEEDS_CELL.has(hit.label)) return [];
    const value = valueOf(plain, hit, hits[index + 1]);
    if (!value) return [];
    const { from, to } = value;
    const { label } = hit;
    const whole = value.isBelow ? { from, to } : { from: hit.from, to };
    return [{ label, from, to, whole, text: text.slice(from, to) }];
  });
}
