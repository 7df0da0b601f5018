import type { MailFieldView } from '../../src/contract/extranet-bookings.ts';

/** A stretch of a mail's text, and the fields that were taken from it. */
export interface MailPiece {
  readonly from: number;
  readonly text: string;
  readonly keys: readonly MailFieldView['key'][];
}

/** The whole text in pieces, so that each stretch that something was taken from can be marked; stretches may overlap. */
export function piecesOf(text: string, fields: readonly MailFieldView[]): MailPiece[] {
  const spans = fields.flatMap(({ key, taken }) =>
    taken.map(({ from, to }) => ({ key, from: Math.max(0, from), to: Math.min(text.length, to) })),
  );
  const cuts = new Set([0, text.length, ...spans.flatMap(({ from, to }) => [from, to])]);
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, index) => {
    const to = sorted[index + 1] ?? text.length;
    const keys = spans.filter((span) => span.from <= from && span.to >= to).map(({ key }) => key);
    return { from, text: text.slice(from, to), keys: [...new Set(keys)] };
  });
}

/** True for what is too long for a field and looks like a mail: it has lines. */
export const isMail = (text: string): boolean =>
  text
    .trim()
    .split(/\r?\n/u)
    .filter((line) => line.trim()).length >= 3;
