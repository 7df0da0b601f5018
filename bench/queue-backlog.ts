import assert from 'node:assert/strict';
import { join } from 'node:path';
import { counted, open, type Opened } from './queue-file.ts';
import { type BenchResult, figure, shuffled } from './result.ts';

const BACKLOGS = [10_000, 1_000_000] as const;
const QUEUES = 8;
const CLAIM_LIMIT = 1.3;

/** Jobs of all priorities in several serial queues, all due, written in one statement. */
function fill({ store }: Opened, count: number): void {
  store.write((tx) => {
    tx.run(
      `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1)
       INSERT INTO job (kind, queue, key, subject, priority, visible_at, added_at)
       SELECT 'deliver', 'q' || (i % ${QUEUES}), 'k' || i, '{"roomTypeId":' || i || '}', (i / ${QUEUES}) % 4, ?2 - i, ?2
       FROM n`,
      count,
      Date.now() - count,
    );
  });
  assert.equal(counted(store, 'waiting'), count);
}

const p99 = (samples: readonly number[]): number =>
  [...samples].sort((a, b) => a - b)[Math.floor(samples.length * 0.99)] ?? Number.NaN;

/** Claims on both backlogs in random order; what was claimed goes back, so that no backlog shrinks. */
function claims(opened: readonly Opened[], count: number): number[][] {
  const samples = opened.map((): number[] => []);
  for (let at = -200; at < count; at += 1)
    for (const which of shuffled(opened.map((_, index) => index))) {
      const { queue } = opened[which] as Opened;
      const startedAt = performance.now();
      const job = queue.claim(`q${Math.abs(at) % QUEUES}`, 'b');
      const elapsed = performance.now() - startedAt;
      assert.ok(job && job.priority === 'critical');
      queue.end(job, { type: 'released' });
      if (at >= 0) samples[which]?.push(elapsed);
    }
  return samples;
}

/** Q2: a long backlog does not make a claim dearer. */
export function backlog(folder: string, rounds: number): BenchResult {
  const opened = BACKLOGS.map((size) => open(join(folder, `backlog-${size}.db`)));
  try {
    opened.forEach((each, at) => fill(each, BACKLOGS[at] as number));
    const [few = [], many = []] = claims(opened, rounds * 400);
    const value = p99(many) / p99(few);
    return {
      id: 'Q2',
      title: 'Claim with 10,000 and with 1,000,000 jobs waiting, on disk',
      target: `p99 ≤ ${CLAIM_LIMIT} × that with 10,000`,
      met: value <= CLAIM_LIMIT,
      figures: {
        'claim, 10,000 waiting': figure(few),
        'claim, 1,000,000 waiting': figure(many),
        'p99, 10,000 waiting': figure([p99(few)]),
        'p99, 1,000,000 waiting': figure([p99(many)]),
      },
      ratio: [{ name: 'p99, 1,000,000 of 10,000', value, limit: CLAIM_LIMIT }],
      peer: 'itself',
    };
  } finally {
    for (const { store } of opened) store.close();
  }
}
