import { describe, expect, it } from 'vitest';
import { ago, silent, stretch, until } from './ages.ts';

const minutes = (count: number): number => count * 60_000;

describe('ages', () => {
  it.each([
    [0, 'under 1 min'],
    [59_999, 'under 1 min'],
    [minutes(1), '1 min'],
    [minutes(4), '4 min'],
    [minutes(59), '59 min'],
    [minutes(60), '1 h'],
    [minutes(65), '1 h 05'],
    [minutes(130), '2 h 10'],
    [minutes(47 * 60 + 59), '47 h 59'],
    [minutes(48 * 60), '2 days'],
    [minutes(24 * 60 * 9), '9 days'],
    [-minutes(5), 'under 1 min'],
  ])('says %i ms as %s', (ms, words) => {
    expect(stretch(ms)).toBe(words);
  });

  it('says how long ago', () => {
    expect(ago(0, minutes(4))).toBe('4 min ago');
    expect(ago(0, 30_000)).toBe('just now');
    expect(ago(minutes(2), 0)).toBe('just now');
  });

  it('says silence and what is to come', () => {
    expect(silent(0, minutes(130))).toBe('silent 2 h 10');
    expect(until(minutes(6), 0)).toBe('in 6 min');
    expect(until(0, minutes(6))).toBe('due now');
  });
});
