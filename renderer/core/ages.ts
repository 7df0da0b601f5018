const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** A stretch of time as staff say it: "under 1 min", "4 min", "2 h 10", "3 days". Never negative. */
export function stretch(ms: number): string {
  const time = Math.max(0, ms);
  if (time < MINUTE) return 'under 1 min';
  if (time < HOUR) return `${Math.floor(time / MINUTE)} min`;
  if (time < 2 * DAY) {
    const minutes = Math.floor((time % HOUR) / MINUTE);
    const hours = Math.floor(time / HOUR);
    return minutes === 0 ? `${hours} h` : `${hours} h ${two(minutes)}`;
  }
  return `${Math.floor(time / DAY)} days`;
}

/** "just now", "4 min ago". */
export const ago = (at: number, now: number): string =>
  now - at < MINUTE ? 'just now' : `${stretch(now - at)} ago`;

/** "silent 2 h 10": a channel that has given no good answer since `lastGoodAt`. */
export const silent = (lastGoodAt: number, now: number): string => `silent ${stretch(now - lastGoodAt)}`;

/** "in 4 min", or "due now" when it is past. */
export const until = (at: number, now: number): string =>
  at - now < MINUTE ? 'due now' : `in ${stretch(at - now)}`;
