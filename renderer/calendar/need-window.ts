import type { Range } from './geometry.ts';

const within = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/**
 * The nights to load next, or undefined while what is loaded (or asked for already) reaches far enough past both edges of
 * the view. What is asked for is larger than what is missing, so that scrolling on does not ask again at once.
 */
export function windowNeeded(seen: Range, loaded: Range, asked: Range | undefined): Range | undefined {
  const nights = seen.end - seen.first;
  const margin = within(Math.ceil(nights * 0.75), 14, 120);
  const reaches = (range: Range): boolean =>
    range.first <= seen.first - margin && range.end >= seen.end + margin;
  if (reaches(loaded) || (asked && reaches(asked))) return undefined;
  const pad = within(Math.ceil(nights * 1.5), 45, 240);
  return { first: seen.first - pad, end: seen.end + pad };
}
