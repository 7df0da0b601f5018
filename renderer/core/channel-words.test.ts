import { describe, expect, it } from 'vitest';
import { longState, shortState } from './channel-words.ts';

const now = 1_000 * 60_000;
const at = (minutesAgo: number): number => now - minutesAgo * 60_000;

describe('the words for a channel', () => {
  it('says the age of what is well', () => {
    expect(shortState({ state: 'fresh', lastGoodAt: at(4) }, now)).toBe('4 min');
    expect(shortState({ state: 'fresh', lastGoodAt: at(0) }, now)).toBe('just now');
    expect(longState({ state: 'fresh', lastGoodAt: at(4) }, now)).toBe('read 4 min ago');
    expect(longState({ state: 'fresh', lastGoodAt: at(0) }, now)).toBe('read just now');
  });

  it('says silence as a state of its own', () => {
    expect(shortState({ state: 'stale', lastGoodAt: at(130) }, now)).toBe('silent 2 h 10');
    expect(longState({ state: 'failing', lastGoodAt: null }, now)).toBe('no good answer yet');
  });

  it('says what a person did or must do', () => {
    expect(shortState({ state: 'quarantined', lastGoodAt: at(3) }, now)).toBe('waits for you');
    expect(shortState({ state: 'paused', lastGoodAt: at(3) }, now)).toBe('paused');
    expect(shortState({ state: 'never', lastGoodAt: null }, now)).toBe('not read yet');
  });
});
