import { MAX_LINE_LENGTH } from './feed-limits.ts';

/**
 * Splits a body into its unfolded lines and hands each on with the number of its first line in the body. CRLF, LF and CR
 * all end a line, blank lines are passed over, also in the middle of a fold. A line over the limit is cut off there.
 */
export function eachContentLine(
  text: string,
  take: (content: string, line: number, isCut: boolean) => void,
): void {
  let pending = '';
  let pendingLine = 0;
  let isCut = false;
  const flush = (): void => {
    if (pending !== '') take(pending, pendingLine, isCut);
  };
  eachLine(text, (start, end, line) => {
    if (start === end) return;
    const first = text.charCodeAt(start);
    const isBlank = first === 32 || first === 9;
    if (isBlank && pendingLine > 0) {
      const room = MAX_LINE_LENGTH - pending.length;
      if (end - start - 1 > room) isCut = true;
      if (room > 0) pending += text.slice(start + 1, Math.min(end, start + 1 + room));
      return;
    }
    // before the first line there is nothing to continue
    if (isBlank) start += text.slice(start, end).search(/\S|$/);
    if (start === end) return;
    flush();
    isCut = end - start > MAX_LINE_LENGTH;
    pending = text.slice(start, isCut ? start + MAX_LINE_LENGTH : end);
    pendingLine = line;
  });
  flush();
}

/** Calls back with the bounds of every line of the body and its number, from 1. */
export function eachLine(text: string, take: (start: number, end: number, line: number) => void): void {
  const length = text.length;
  let line = 1;
  let start = 0;
  let nextLf = text.indexOf('\n');
  let nextCr = text.indexOf('\r');
  while (start < length) {
    if (nextLf !== -1 && nextLf < start) nextLf = text.indexOf('\n', start);
    if (nextCr !== -1 && nextCr < start) nextCr = text.indexOf('\r', start);
    if (nextLf === -1 && nextCr === -1) break;
    const isCrFirst = nextCr !== -1 && (nextLf === -1 || nextCr < nextLf);
    const end = isCrFirst ? nextCr : nextLf;
    take(start, end, line);
    start = isCrFirst && nextLf === nextCr + 1 ? end + 2 : end + 1;
    line += 1;
  }
  if (start < length) take(start, length, line);
}
