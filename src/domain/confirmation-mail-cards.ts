/** A text in which card data is covered: as long as it was, so that places in the one are places in the other. */
export interface WithoutCards {
  readonly text: string;
  /** How many numbers were covered. */
  readonly dropped: number;
}

/** What stands for each covered character. */
export const COVER = '•';
const SHORTEST = 13;
const LONGEST = 19;
/** Of the digits behind the letters of a booking number. */
const LONGEST_NUMBER = 14;

const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0xff10] as const;

/** The value of a digit, also of those that other scripts write; -1 for anything else. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0x30) return -1;
  for (const zero of ZEROS) if (code >= zero && code < zero + 10) return code - zero;
  return -1;
}

const isGap = (code: number): boolean =>
  code <= 0x20 ||
  code === 0xa0 ||
  code === 0xad ||
  (code >= 0x2000 && code <= 0x200f) ||
  code === 0x202f ||
  code === 0x2060 ||
  code === 0x3000 ||
  code === 0xfeff;
const isDash = (code: number): boolean =>
  code === 0x2d || code === 0x2e || code === 0x5f || code === 0xb7 || (code >= 0x2010 && code <= 0x2015);

/** Digits that stand together without anything between. */
interface Group {
  readonly from: number;
  readonly to: number;
  /** Right after a letter, as in a booking number. */
  readonly isAfterLetter: boolean;
}

const isLetter = (text: string, at: number): boolean => at >= 0 && /\p{Letter}/u.test(text.charAt(at));

const ISO_DATE = /^20\d\d-[01]\d-[0-3]\d$/;

/** Runs of groups with nothing but gaps and at most one dash between each: as card numbers are written. */
function runsIn(text: string): Group[][] {
  const runs: Group[][] = [];
  let run: Group[] = [];
  let dashes = 0;
  const end = (): void => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  for (let at = 0; at < text.length;) {
    if (digitAt(text, at) < 0) {
      const code = text.charCodeAt(at);
      if (isDash(code)) dashes += 1;
      if ((!isGap(code) && !isDash(code)) || dashes > 1) end();
      at += 1;
      continue;
    }
    // a date is no part of a card number
    if (ISO_DATE.test(text.slice(at, at + 10)) && digitAt(text, at + 10) < 0 && digitAt(text, at - 1) < 0) {
      end();
      at += 10;
      dashes = 0;
      continue;
    }
    const from = at;
    while (at < text.length && digitAt(text, at) >= 0) at += 1;
    run.push({ from, to: at, isAfterLetter: isLetter(text, from - 1) });
    dashes = 0;
  }
  end();
  return runs;
}

const DOUBLED = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9] as const;

/** The stretches of a run that may be a card number, as places in the text. */
function cardsIn(text: string, run: readonly Group[]): [number, number][] {
  const found: [number, number][] = [];
  for (const [at, group] of run.entries()) {
    if (group.to - group.from >= (group.isAfterLetter ? LONGEST_NUMBER + 1 : SHORTEST)) {
      found.push([group.from, group.to]);
      continue;
    }
    // the check sum of all digits so far, with the last one as it is and with the last one doubled
    let [plain, doubled, length] = [0, 0, 0];
    for (let next = at; next < run.length; next += 1) {
      const { from, to } = run[next] as Group;
      if ((length += to - from) > LONGEST) break;
      for (let place = from; place < to; place += 1) {
        const digit = digitAt(text, place);
        [plain, doubled] = [doubled + digit, plain + (DOUBLED[digit] as number)];
      }
      if (length >= SHORTEST && plain % 10 === 0) found.push([group.from, to]);
    }
  }
  return found;
}

const CODE_WORDS =
  /\b(?:cvv2?|cvc2?|csc|cid|card security|security code|card verification|expiry|valid thru)\b/giu;
/** So far behind such a word its number stands. */
const CODE_REACH = 40;

/** Check numbers and end dates of cards, behind the words that announce them. */
function codesIn(text: string): [number, number][] {
  const found: [number, number][] = [];
  for (const match of text.matchAll(CODE_WORDS)) {
    const start = match.index + match[0].length;
    const behind = text.slice(start, start + CODE_REACH);
    const number = /\d{1,4}(?:\s?\/\s?\d{2,4})?/u.exec(behind);
    if (!number || /\p{Letter}{3}/u.test(behind.slice(0, number.index))) continue;
    found.push([start + number.index, start + number.index + number[0].length]);
  }
  return found;
}

/**
 * Covers whatever may be a card number, its check number or its end date, before anything else looks at a text. It errs on the
 * side of covering: a long number that is none is asked for instead.
 */
export function dropCardNumbers(text: string): WithoutCards {
  const spans = [...runsIn(text).flatMap((run) => cardsIn(text, run)), ...codesIn(text)];
  if (spans.length === 0) return { text, dropped: 0 };
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const parts: string[] = [];
  let kept = 0;
  let dropped = 0;
  for (const [from, to] of spans) {
    if (to <= kept) continue;
    const start = Math.max(from, kept);
    if (from >= kept) dropped += 1;
    parts.push(text.slice(kept, start), COVER.repeat(to - start));
    kept = to;
  }
  return { text: parts.join('') + text.slice(kept), dropped };
}
