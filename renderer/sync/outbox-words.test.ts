import { expect, test } from 'vitest';
import type { OutboxItem } from '../../src/contract/sync.ts';
import { byEnd, byState, isSecondLook, itemWords } from './outbox-words.ts';

const NOW = 1_800_000_000_000;
const item: OutboxItem = {
  jobId: 1,
  connectionId: 1,
  kind: 'push',
  title: 'Tell Beds24 what is left',
  says: [],
  state: 'waiting',
  priority: 'high',
  dueAt: null,
  addedAt: NOW - 120_000,
  endedAt: null,
  attempts: 0,
  failureCode: null,
  failureWords: null,
};

test('says when an item goes, and how often it was tried', () => {
  expect(itemWords(item, NOW, 'UTC')).toBe('goes now');
  expect(itemWords({ ...item, state: 'retrying', dueAt: NOW + 24_100, attempts: 1 }, NOW, 'UTC')).toBe(
    'tries again in 25 s · tried once',
  );
  expect(itemWords({ ...item, state: 'dead', attempts: 4 }, NOW, 'UTC')).toBe('for 2 min · tried 4 times');
  expect(itemWords({ ...item, state: 'done', endedAt: NOW - 61_000, attempts: 1 }, NOW, 'UTC')).toBe(
    '1 min ago (07:58)',
  );
});

test('puts what needs a person first', () => {
  const states = (['waiting', 'done', 'dead', 'retrying', 'parked'] as const).map((state) => ({
    ...item,
    state,
  }));
  expect(states.sort(byState).map(({ state }) => state)).toEqual([
    'dead',
    'parked',
    'retrying',
    'waiting',
    'done',
  ]);
});

test('puts what ended last first, whatever became of it', () => {
  const ended = (jobId: number, state: OutboxItem['state'], endedAt: number) => ({
    ...item,
    ...{ jobId, state, endedAt },
  });
  const items = [ended(1, 'done', NOW - 3), ended(2, 'cancelled', NOW - 1), ended(3, 'done', NOW - 2)];
  expect(items.sort(byEnd).map(({ jobId }) => jobId)).toEqual([2, 3, 1]);
});

test('knows a second look while it waits, and no other wait', () => {
  expect(isSecondLook({ kind: 'reassert', state: 'waiting' })).toBe(true);
  expect(isSecondLook({ kind: 'reassert', state: 'parked' })).toBe(false);
  expect(isSecondLook({ kind: 'push', state: 'waiting' })).toBe(false);
});
