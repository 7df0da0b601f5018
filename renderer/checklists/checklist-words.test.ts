import { describe, expect, it } from 'vitest';
import { byPressing, cutAtValues, dueWords, elapsed, shortByHand } from './checklist-words.ts';

const MINUTE = 60_000;

describe('when a list is due', () => {
  const task = { dueAt: 100 * MINUTE, escalateAt: 115 * MINUTE };
  it('says how long there is, and then by how much it is over', () => {
    expect(dueWords(task, 96 * MINUTE)).toEqual({ words: 'due in 4 min', tone: 'plain' });
    expect(dueWords(task, 100 * MINUTE)).toEqual({ words: 'due now', tone: 'warn' });
    expect(dueWords(task, 112 * MINUTE)).toEqual({ words: 'overdue by 12 min', tone: 'warn' });
    expect(dueWords(task, 130 * MINUTE)).toEqual({ words: 'overdue by 30 min', tone: 'danger' });
  });
});

describe('a channel on the status line', () => {
  const kept = { provenAt: 0, offBecause: null };
  const task = { state: 'open', steps: 9, done: 7, dueAt: 90 * MINUTE, escalateAt: 110 * MINUTE } as const;
  it('has the age of the last look', () => {
    expect(shortByHand(kept, undefined, 40 * MINUTE)).toEqual({ words: 'by hand 40 min', tone: 'plain' });
    expect(shortByHand({ ...kept, provenAt: null }, undefined, 0).words).toBe('never confirmed');
  });
  it('has the steps that are due, and says when it was stopped', () => {
    expect(shortByHand(kept, task, 40 * MINUTE)).toEqual({ words: '2 steps due', tone: 'plain' });
    expect(shortByHand(kept, { ...task, done: 8 }, 120 * MINUTE)).toEqual({
      words: '1 step due',
      tone: 'danger',
    });
    expect(shortByHand(kept, { ...task, done: 9 }, 0).words).toBe('to be finished');
    expect(shortByHand(kept, { ...task, state: 'blocked' }, 0)).toEqual({ words: 'stopped', tone: 'danger' });
  });
});

it('puts what is urgent before what is due sooner', () => {
  const line = (id: number, danger: 'now' | 'later', dueAt: number) => ({ id, danger, dueAt }) as never;
  const sorted = [line(1, 'later', 5), line(2, 'now', 9), line(3, 'now', 7)].sort(byPressing);
  expect(sorted.map(({ id }) => id)).toEqual([3, 2, 1]);
});

it('says how long somebody has been at it', () => {
  expect([-5, 42_000, 130_000, 4_000_000].map(elapsed)).toEqual(['0 s', '42 s', '2 min 10 s', '1 h 06']);
});

describe('the values in a text', () => {
  it('are cut out whole, the longest first, each as often as it stands there', () => {
    expect(cutAtValues('Set Room to 1 from Wed 1 Dec, type 1.', ['Room', '1', 'Wed 1 Dec'])).toEqual([
      'Set ',
      'Room',
      ' to ',
      '1',
      ' from ',
      'Wed 1 Dec',
      ', type ',
      '1',
      '.',
    ]);
  });
  it('are never a part of another number, and signs in them mean nothing', () => {
    expect(cutAtValues('10 of 1.', ['1'])).toEqual(['10 of ', '1', '.']);
    expect(cutAtValues('Open (Twin) now', ['(Twin)'])).toEqual(['Open ', '(Twin)', ' now']);
    expect(cutAtValues('Nothing to copy', ['', ''])).toEqual(['Nothing to copy']);
  });
});
