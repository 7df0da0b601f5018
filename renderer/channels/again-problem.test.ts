import { describe, expect, it } from 'vitest';
import { againProblem } from './again-problem.ts';

const SLIP = 'This is not the same passphrase as the first.';

describe('a passphrase typed twice', () => {
  it('is quiet while the second is the beginning of the first', () => {
    for (const second of ['', 'quiet h', 'quiet harbour'])
      expect(againProblem('quiet harbour', second, false)).toBeNull();
  });
  it('speaks at the first letter that differs, and of one too many', () => {
    expect(againProblem('quiet harbour', 'quiet g', false)).toBe(SLIP);
    expect(againProblem('quiet harbour', 'quiet harbourx', false)).toBe(SLIP);
    expect(againProblem('quiet harbour', 'Quiet', false)).toBe(SLIP);
  });
  it('wants all of it once somebody is through', () => {
    expect(againProblem('quiet harbour', 'quiet harb', true)).toBe(SLIP);
    expect(againProblem('quiet harbour', 'quiet harbour', true)).toBeNull();
  });
});
