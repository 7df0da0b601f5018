import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createManualClock, settle } from '../../testing/manual-clock.ts';
import { backOff, createPacing, nextTurn, type PacingPolicy } from './pacing.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('backing off', () => {
  it.each([
    [0, undefined, 0, 0],
    [1, undefined, 5, 10],
    [2, undefined, 10, 20],
    [3, undefined, 20, 40],
    [6, undefined, 160, 320],
    [7, undefined, 180, 360],
    [1_000_000, undefined, 180, 360],
    [1, 30, 30, 30],
    [0, 3, 3, 3],
    [3, 24 * 60, 24 * 60, 24 * 60],
  ])('after %i failures, told %s minutes: %i to %i minutes', (failures, told, least, most) => {
    const after = (chance: number): number =>
      backOff(failures, told === undefined ? undefined : told * MINUTE, () => chance) / MINUTE;
    expect(after(0)).toBe(least);
    expect(after(1)).toBe(most);
  });

  it('never waits less than the host asked or than 5 minutes, nor more than 6 hours of its own accord', () => {
    const asked = fc.option(fc.integer({ min: -DAY, max: 2 * DAY }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.integer({ min: 1 }),
        asked,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, told, chance) => {
          const wait = backOff(n, told, () => chance);
          expect(wait).toBeGreaterThanOrEqual(Math.max(5 * MINUTE, told ?? 0));
          expect(wait).toBeLessThanOrEqual(Math.max(6 * HOUR, told ?? 0));
        },
      ),
    );
  });
});

describe('whose turn it is', () => {
  const now = 1_000_000_000;
  it.each([
    ['a host never asked', { lastEndedAt: undefined, startedAts: [] }, {}, { waitMs: 0 }],
    ['one asked just now', { lastEndedAt: now - 300, startedAts: [now - 900] }, {}, { waitMs: 700 }],
    ['one asked long ago', { lastEndedAt: now - HOUR, startedAts: [now - HOUR] }, {}, { waitMs: 0 }],
    ['a clock set back', { lastEndedAt: now + HOUR, startedAts: [now + HOUR] }, {}, { waitMs: 1_000 }],
    [
      'a spent allowance',
      { lastEndedAt: now - HOUR, startedAts: [now - 5 * HOUR, now - HOUR] },
      { dailyCap: 2 },
      { spentForMs: 19 * HOUR },
    ],
    [
      'an allowance that is free again',
      { lastEndedAt: now - HOUR, startedAts: [now - DAY, now - HOUR] },
      { dailyCap: 2 },
      { waitMs: 0 },
    ],
    ['no allowance at all', { lastEndedAt: undefined, startedAts: [] }, { dailyCap: 0 }, { spentForMs: DAY }],
  ])('%s', (_name, past, policy, verdict) => {
    expect(nextTurn(past, { minGapMs: 1_000, ...policy }, now)).toEqual(verdict);
  });
});

describe('the lanes', () => {
  const setUp = (policy: PacingPolicy = { minGapMs: 1_000 }) => {
    const clock = createManualClock('2027-03-01T08:00:00Z');
    const startedAt = clock.now();
    const log: string[] = [];
    const task = (name: string, takesMs: number) => (): Promise<string> => {
      log.push(`${name} starts ${clock.now() - startedAt}`);
      return new Promise((resolve) => {
        clock.after(takesMs, () => {
          log.push(`${name} ends ${clock.now() - startedAt}`);
          resolve(name);
        });
      });
    };
    return { clock, log, task, pacing: createPacing({ clock, policyFor: () => policy }) };
  };

  it('asks a host one at a time, with a gap, and other hosts beside it', async () => {
    const { clock, log, task, pacing } = setUp();
    const all = [
      pacing.run('a.example', task('a1', 500)),
      pacing.run('A.example', task('a2', 500)),
      pacing.run('b.example', task('b1', 200)),
    ];
    await clock.advance(10_000);
    expect(log).toEqual([
      'a1 starts 0',
      'b1 starts 0',
      'b1 ends 200',
      'a1 ends 500',
      'a2 starts 1500',
      'a2 ends 2000',
    ]);
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'b1'].map((value) => ({ ran: true, value })));
  });

  it('goes on after a task that failed', async () => {
    const { clock, task, pacing } = setUp();
    const failing = pacing.run('a.example', () => Promise.reject(new Error('broken')));
    const next = pacing.run('a.example', task('a2', 10));
    await expect(failing).rejects.toThrow('broken');
    await clock.advance(2_000);
    expect(await next).toEqual({ ran: true, value: 'a2' });
  });

  it('lets one leave the queue, waiting or not', async () => {
    const { clock, log, task, pacing } = setUp();
    const leaving = new AbortController();
    await clock.advance(0);
    const first = pacing.run('a.example', task('a1', 100));
    const second = pacing.run('a.example', task('a2', 100), leaving.signal);
    const third = pacing.run('a.example', task('a3', 100));
    await clock.advance(500);
    leaving.abort();
    await settle();
    expect(await second).toMatchObject({ ran: false, failure: { code: 'cancelled' } });
    expect(await pacing.run('b.example', task('b', 1), leaving.signal)).toMatchObject({ ran: false });
    await clock.advance(5_000);
    expect((await first).ran && (await third).ran).toBe(true);
    expect(log).toEqual(['a1 starts 0', 'a1 ends 100', 'a3 starts 1100', 'a3 ends 1200']);
    expect(clock.pending()).toBe(0);
  });

  it('stops asking when the allowance is spent, and asks again when it is not', async () => {
    const { clock, task, pacing } = setUp({ minGapMs: 0, dailyCap: 2 });
    const ask = async () => {
      const asked = pacing.run('a.example', task('a', 0));
      await clock.advance(0);
      return asked;
    };
    expect([(await ask()).ran, (await ask()).ran]).toEqual([true, true]);
    const refused = await ask();
    expect(refused).toMatchObject({ ran: false, failure: { code: 'rate-limited' }, retryAfterMs: DAY });
    await clock.advance(DAY);
    expect((await ask()).ran).toBe(true);
  });
});
