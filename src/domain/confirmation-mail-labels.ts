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

/** Where the value of a label begins; undefined where there is none. */
function valueStart(text: string, hit: Hit, next: Hit | undefined): number | undefined {
  const limit = Math.min(next?.from ?? text.length, text.length);
  let lines = 0;
  for (let at = hit.to; at < limit; at += 1) {
    const char = text[at] as string;
    if (char === '\n') {
      // a row of labels has its values in columns: nobody can say here which is whose
      if ((lines += 1) > MOST_EMPTY_LINES + 1) return undefined;
      continue;
    }
    if (char === '\r' || isSpace(char) || '|:#=*>'.includes(char)) continue;
    return at;
  }
  return undefined;
}

function valueEnd(text: string, from: number, next: Hit | undefined): number {
  const limit = Math.min(next?.from ?? text.length, text.length, from + LONGEST_VALUE);
  let at = from;
  while (at < limit && !isLineEnd(text[at]) && !isCellEnd(text, at)) at += 1;
  while (at > from && (isSpace(text[at - 1]) || text[at - 1] === ',')) at -= 1;
  return at;
}

const NEEDS_CELL: ReadonlySet<MailLabel> = new Set(['guestName', 'guestFirst', 'guestLast', 'room']);

/** What stands behind each label, in order. `text` is the original, in which every place is meant. */
export function labelledIn(text: string, layout: MailLayout): Labelled[] {
  const plain = plainText(text);
  const hits = hitsIn(plain, layout);
  return hits.flatMap((hit, index): Labelled[] => {
    if (hit.isLoose && NEEDS_CELL.has(hit.label)) return [];
    const next = hits[index + 1];
    const isRow = next !== undefined && !plain.slice(hit.to, next.from).includes('\n');
    const from = valueStart(plain, hit, next);
    if (from === undefined || (isRow && from >= next.from)) return [];
    const to = valueEnd(plain, from, next);
    if (to <= from) return [];
    const { label } = hit;
    return [{ label, from, to, whole: { from: hit.from, to }, text: text.slice(from, to) }];
  });
}
