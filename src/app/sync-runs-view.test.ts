import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Store } from '../store/database.ts';
import { endDelivery, receiveDelivery } from '../store/inbox.ts';
import { storeForTest } from '../store/store-for-test.ts';
import { beginRun, endRun } from '../store/sync-runs.ts';
import { runRows } from './sync-runs-view.ts';

let store: Store;
beforeEach(() => {
  store = storeForTest();
});
afterEach(() => store.close());

function run(at: number): void {
  store.write((tx) => {
    const id = beginRun(tx, { connectionId: 1, jobId: null, kind: 'pull', at });
    endRun(tx, id, { at: at + 1, outcome: 'done', words: 'Read the bookings.' });
  });
}

function notice(at: number, state: 'done' | 'refused' = 'done', words = ''): void {
  store.write((tx) => {
    const { id } = receiveDelivery(tx, {
      ...{ connectionId: 1, deliveryId: `n${String(at)}`, receivedAt: at, body: '{}' },
    });
    endDelivery(tx, id, { state, words, at: at + 1 });
  });
}

const lines = (connectionId: number | null = 1) =>
  runRows(store.read, connectionId, 10).map(({ kind, outcome, words }) => `${kind} ${outcome}: ${words}`);

it('lists notices of the channel beside the runs that followed, newest first', () => {
  run(10);
  notice(20);
  run(21);
  expect(lines()).toEqual([
    'pull done: Read the bookings.',
    'webhook done: It said that something changed.',
    'pull done: Read the bookings.',
  ]);
  expect(lines(2)).toEqual([]);
  expect(lines(null)).toHaveLength(3);
});

it('puts a flood of notices on one line, and what was refused on one of its own', () => {
  run(10);
  for (let at = 20; at < 60; at += 1) notice(at);
  notice(60, 'refused', 'A notice of a kind that is not known.');
  expect(lines()).toEqual([
    'webhook failed: A notice of a kind that is not known.',
    'webhook done: It said 40 times that something changed.',
    'pull done: Read the bookings.',
  ]);
});
