import type { WireAnswer } from '../kit/provider.ts';

const WINDOW_MS = 300_000;

/** First the names that are on the wire, then those of the published description, which nobody has seen there. */
const REMAINING = ['x-five-min-limit-remaining', 'x-fivemincreditlimit-remaining'];
const RESETS_IN = ['x-five-min-limit-resets-in', 'x-fivemincreditlimit-resetsin'];
const COST = ['x-request-cost', 'x-requestcost'];

/** Decimals are usual. Undefined where no header says it, or it says no number. */
function numberIn({ headers }: WireAnswer, names: readonly string[]): number | undefined {
  for (const name of names) {
    const text = headers[name]?.trim() ?? '';
    if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  }
  return undefined;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The instant of `Tue, 02 Mar 2027 12:05:00 GMT`. */
function httpDate(text: string): number | undefined {
  const match = /^\w{3}, (\d{2}) (\w{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/.exec(text);
  if (!match) return undefined;
  const [, day, name = '', year, ...time] = match;
  const month = String(MONTHS.indexOf(name) + 1).padStart(2, '0');
  try {
    return Temporal.Instant.from(`${year}-${month}-${day}T${time.join(':')}Z`).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/**
 * When the channel wants to be asked again: `Retry-After` should it ever appear, else the end of the five minutes as the
 * headers tell it, else a whole window.
 */
export function resetsAtOf(answer: WireAnswer, now: number): number {
  const after = answer.headers['retry-after']?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(after)) return now + Math.ceil(Number(after) * 1000);
  const at = httpDate(after);
  if (at !== undefined) return Math.max(now, at);
  const seconds = numberIn(answer, RESETS_IN);
  return seconds === undefined || seconds < 0 ? now + WINDOW_MS : now + Math.ceil(seconds * 1000);
}

/** What an answer says of the credits; undefined where it does not say what is left: unknown is not zero. */
export function limitsOf(
  answer: WireAnswer,
  now: number,
): { readonly remaining: number; readonly resetsAt: number; readonly cost?: number } | undefined {
  const remaining = numberIn(answer, REMAINING);
  if (remaining === undefined) return undefined;
  const seconds = numberIn(answer, RESETS_IN);
  const resetsAt = seconds === undefined || seconds < 0 ? now + WINDOW_MS : now + Math.ceil(seconds * 1000);
  const cost = numberIn(answer, COST);
  return { remaining: Math.max(0, remaining), resetsAt, ...(cost !== undefined && { cost }) };
}
