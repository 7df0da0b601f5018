import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createManualClock, settle } from '../../testing/manual-clock.ts';
import type { ApiPriority } from './api-http.ts';
import { createGate, type GateLimits, type Passed } from './gate.ts';
import type { Outcome } from './provider.ts';

const START = '2027-03-01T08:00:00Z';
const AT = Date.parse(START);
const MINUTE = 60_000;

const good = (limits?: Passed<string>['limits']): Passed<string> => ({
  outcome: { ok: true, value: 'done' },
  limits,
});
const bad = (code: 'unavailable' | 'rate-limited' | 'rejected', retryAt?: number): Passed<string> => ({
  outcome: {
    ok: false,
    failure: { code, words: 'As the channel said.', ...(retryAt !== undefined && { retryAt }) },
  },
});

function setUp(limits: Partial<GateLimits> = {}) {
  const clock = createManualClock(START);
  let changes = 0;
  const gate = createGate({
    limits: { budget: { points: 100, windowMs: 5 * MINUTE }, parallel: 1, ...limits },
    clock,
    chance: { next: () => 1 },
    changed: () => void (changes += 1),
    name: 'Beds24',
  });
  const stop = new AbortController();
  const pass = (
    task: () => Promise<Passed<string>> | Passed<string>,
    priority: ApiPriority = 'high',
    kind = 'read',
  ): Promise<Outcome<string>> =>
    gate.pass({ kind, priority, signal: stop.signal }, () => Promise.resolve(task()));
  return { clock, gate, pass, stop, changes: () => changes };
}
const verdict = (outcome: Outcome<string>): unknown =>
  outcome.ok ? outcome.value : [outcome.failure.code, outcome.failure.retryAt];

describe('turns', () => {
  it('never lets more through at once than allowed, the most urgent first, then in order', async () => {
    const { gate, pass } = setUp({ parallel: 2 });
    const log: string[] = [];
    const ends: (() => void)[] = [];
    const asked = (['low', 'medium', 'low', 'high', 'critical', 'critical'] as const).map((priority, index) =>
      pass(async () => {
        log.push(`${priority} ${index}`);
        await new Promise<void>((resolve) => ends.push(resolve));
        return good();
      }, priority),
    );
    await settle();
    expect([log, gate.view().waiting]).toEqual([['low 0', 'medium 1'], 4]);
    for (let turn = 0; turn < 6; turn += 1) {
      ends.shift()?.();
      await settle();
      expect(ends.length).toBeLessThanOrEqual(2);
    }
    await Promise.all(asked);
    expect(log).toEqual(['low 0', 'medium 1', 'critical 4', 'critical 5', 'high 3', 'low 2']);
  });

  it('is given up by who is called off, and goes to the next', async () => {
    const { gate, pass } = setUp();
    const first = Promise.withResolvers<Passed<string>>();
    const one = pass(() => first.promise);
    const stop = new AbortController();
    const two = gate.pass({ kind: 'read', priority: 'critical', signal: stop.signal }, () =>
      Promise.reject(new Error('must not run')),
    );
    const three = pass(() => good(), 'low');
    stop.abort();
    expect(await two).toMatchObject({ ok: false, failure: { code: 'cancelled', mayHaveHappened: false } });
    first.resolve(good());
    expect(await Promise.all([one, three])).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('is given back by a task that throws', async () => {
    const { pass } = setUp();
    await expect(pass(() => Promise.reject(new Error('a mistake')))).rejects.toThrow('a mistake');
    expect(verdict(await pass(() => good()))).toBe('done');
  });
});

describe('points', () => {
  it('are counted by estimate where the channel says nothing, and nobody waits for minutes', async () => {
    const { clock, gate, pass } = setUp({ budget: { points: 5, windowMs: 5 * MINUTE } });
    for (let call = 0; call < 5; call += 1) expect(verdict(await pass(() => good()))).toBe('done');
    expect(gate.view()).toMatchObject({ remaining: 0, total: 5, resetsAt: AT + 5 * MINUTE });
    let ran = false;
    const outcome = await pass(() => ((ran = true), good()));
    expect(verdict(outcome)).toEqual(['rate-limited', AT + 5 * MINUTE]);
    expect(outcome).toMatchObject({ failure: { details: { wasAsked: false } } });
    expect(ran).toBe(false);
    await clock.advance(5 * MINUTE);
    expect(verdict(await pass(() => good()))).toBe('done');
  });

  it('are waited for where it is a matter of seconds', async () => {
    const { clock, pass } = setUp({ budget: { points: 1, windowMs: 2_000 } });
    await pass(() => good());
    const waited = pass(() => good());
    await clock.advance(1_999);
    expect(clock.pending()).toBe(1);
    await clock.advance(1);
    expect(verdict(await waited)).toBe('done');
    expect(clock.pending()).toBe(0);
  });

  it('are what the channel says, whatever was counted', async () => {
    const { gate, pass } = setUp();
    await pass(() => good({ remaining: 97.6, resetsAt: AT + 155_000, cost: 1.2 }));
    expect(gate.view()).toMatchObject({ remaining: 97.6, total: 100, resetsAt: AT + 155_000 });
    await pass(() => good({ remaining: 0.4, resetsAt: AT + 155_000, cost: 1.2 }));
    expect(verdict(await pass(() => good()))).toEqual(['rate-limited', AT + 155_000]);
  });

  it('are not used up by an answer that says nothing', async () => {
    const { gate, pass } = setUp();
    await pass(() => good({ remaining: 50, resetsAt: AT + 60_000, cost: 1 }));
    await pass(() => good());
    expect(gate.view().remaining).toBe(49);
  });

  it('may be more than usual', async () => {
    const { gate, pass } = setUp();
    await pass(() => good({ remaining: 198, resetsAt: AT + 1_000, cost: 2 }));
    expect(gate.view().total).toBe(200);
  });

  it('are learnt for each kind of call: a costly one is not begun where it would not fit', async () => {
    const { pass } = setUp();
    await pass(() => good({ remaining: 30, resetsAt: AT + 60_000, cost: 25 }), 'high', 'calendar');
    await pass(() => good({ remaining: 20, resetsAt: AT + 60_000, cost: 1 }), 'high', 'read');
    expect(verdict(await pass(() => good(), 'high', 'calendar'))).toEqual(['rate-limited', AT + 60_000]);
    expect(verdict(await pass(() => good(), 'high', 'read'))).toBe('done');
  });

  it('are set aside for calls that are under way', async () => {
    const { pass } = setUp({ budget: { points: 2, windowMs: 5 * MINUTE }, parallel: 9 });
    const slow = Promise.withResolvers<Passed<string>>();
    const under = [pass(() => slow.promise), pass(() => slow.promise)];
    expect(verdict(await pass(() => good()))).toEqual(['rate-limited', AT + 5 * MINUTE]);
    slow.resolve(good());
    await Promise.all(under);
  });

  it('are kept back for what is urgent', async () => {
    const { pass } = setUp();
    await pass(() => good({ remaining: 8, resetsAt: AT + 60_000, cost: 1 }));
    expect(verdict(await pass(() => good(), 'low'))).toEqual(['rate-limited', AT + 60_000]);
    expect(verdict(await pass(() => good(), 'critical'))).toBe('done');
  });

  it('let a call go alone that costs more than there ever is', async () => {
    const { clock, pass } = setUp({ budget: { points: 10, windowMs: MINUTE } });
    await pass(() => good({ remaining: 0, resetsAt: AT + MINUTE, cost: 40 }), 'low');
    await clock.advance(MINUTE);
    expect(verdict(await pass(() => good(), 'low'))).toBe('done');
  });

  it('are out for everybody once the channel says so', async () => {
    const { clock, gate, pass } = setUp();
    expect(verdict(await pass(() => bad('rate-limited', AT + 90_000)))).toEqual([
      'rate-limited',
      AT + 90_000,
    ]);
    expect(verdict(await pass(() => good(), 'critical'))).toEqual(['rate-limited', AT + 90_000]);
    expect(gate.view()).toMatchObject({ remaining: 0, resetsAt: AT + 90_000, breaker: 'closed' });
    await clock.advance(90_000);
    expect(verdict(await pass(() => good()))).toBe('done');
  });

  it('are out for a whole window where the channel does not say how long', async () => {
    const { pass } = setUp();
    expect(verdict(await pass(() => bad('rate-limited')))).toEqual(['rate-limited', AT + 5 * MINUTE]);
  });

  it('are not out for hours because the clock of the machine was set back', async () => {
    const { clock, pass } = setUp();
    await pass(() => bad('rate-limited', AT + 60_000));
    clock.jumpTo('2027-03-01T05:00:00Z');
    const three = 3 * 60 * MINUTE;
    expect(verdict(await pass(() => good()))).toEqual(['rate-limited', AT - three + 60_000]);
    await clock.advance(60_000);
    expect(verdict(await pass(() => good()))).toBe('done');
  });

  it('are never overspent, whatever is asked and whenever (property)', async () => {
    const call = fc.record({ cost: fc.integer({ min: 1, max: 4 }), gap: fc.integer({ min: 0, max: 9_000 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 30 }), async (calls) => {
        const windowMs = 60_000;
        const { clock, pass } = setUp({ budget: { points: 12, windowMs } });
        const known = new Set<number>();
        // the channel's own books, with a fixed cost for each kind
        let [left, resetsAt] = [12, 0];
        for (const { cost, gap } of calls) {
          await clock.advance(gap);
          const passing = pass(
            () => {
              const now = clock.now();
              if (now >= resetsAt) [left, resetsAt] = [12, now + windowMs];
              const isFirst = !known.has(cost);
              known.add(cost);
              // a kind that was never seen may surprise once
              if (!isFirst) expect(left).toBeGreaterThanOrEqual(cost);
              left = Math.max(0, left - cost);
              return good({ remaining: left, resetsAt, cost });
            },
            'critical',
            `kind ${cost}`,
          );
          await clock.advance(3_000);
          await passing;
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a channel in trouble', () => {
  async function fail(pass: ReturnType<typeof setUp>['pass'], times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) await pass(() => bad('unavailable'));
  }

  it('is left alone after five troubles in a row, then tried by one', async () => {
    const { clock, gate, pass } = setUp({ parallel: 4 });
    await fail(pass, 4);
    await pass(() => good());
    await fail(pass, 4);
    expect(gate.view().breaker).toBe('closed');
    await fail(pass, 1);
    expect(gate.view()).toMatchObject({ breaker: 'open', until: AT + 15_000 });
    expect(verdict(await pass(() => good()))).toEqual(['unavailable', AT + 15_000]);

    await clock.advance(15_000);
    expect(gate.view()).toMatchObject({ breaker: 'half-open', until: null });
    const probe = Promise.withResolvers<Passed<string>>();
    let ran = 0;
    const asked = [1, 2, 3].map(() => pass(() => ((ran += 1), probe.promise)));
    await settle();
    expect([ran, gate.view().waiting]).toEqual([1, 2]);
    probe.resolve(good());
    expect((await Promise.all(asked)).map(verdict)).toEqual(['done', 'done', 'done']);
    expect(gate.view().breaker).toBe('closed');
  });

  it('is left alone for longer each time the probe fails, and all who wait are told', async () => {
    const { clock, gate, pass } = setUp();
    await fail(pass, 5);
    await clock.advance(15_000);
    const probe = Promise.withResolvers<Passed<string>>();
    const asked = [pass(() => probe.promise), pass(() => good()), pass(() => good())];
    probe.resolve(bad('unavailable'));
    const until = AT + 45_000;
    expect((await Promise.all(asked)).map(verdict)).toEqual([
      ['unavailable', undefined],
      ['unavailable', until],
      ['unavailable', until],
    ]);
    for (let round = 0; round < 6; round += 1) {
      await clock.advance((gate.view().until ?? 0) - clock.now());
      await fail(pass, 1);
    }
    expect((gate.view().until ?? 0) - clock.now()).toBe(2 * MINUTE);
  });

  it('is left alone no longer because many were under way when it failed', async () => {
    const { clock, gate, pass } = setUp({ parallel: 9 });
    const slow = Promise.withResolvers<Passed<string>>();
    const under = Array.from({ length: 9 }, () => pass(() => slow.promise));
    slow.resolve(bad('unavailable'));
    await Promise.all(under);
    expect(gate.view().until).toBe(AT + 15_000);
    await clock.advance(15_000);
    await fail(pass, 1);
    expect(gate.view().until).toBe(AT + 45_000);
  });

  it('is left alone at once for as long as it asks for', async () => {
    const { gate, pass } = setUp();
    await pass(() => bad('unavailable', AT + 4 * MINUTE));
    expect(gate.view()).toMatchObject({ breaker: 'open', until: AT + 4 * MINUTE });
  });

  it('may be tried at once by somebody who knows better', async () => {
    const { gate, pass } = setUp();
    await fail(pass, 5);
    gate.tryNow();
    expect(gate.view().breaker).toBe('half-open');
    expect(verdict(await pass(() => good()))).toBe('done');
  });

  it('is not what refuses: a channel that says no is there', async () => {
    const { gate, pass } = setUp();
    for (let time = 0; time < 9; time += 1) await pass(() => bad('rejected'));
    expect(gate.view().breaker).toBe('closed');
  });
});

it('says when what it shows has changed', async () => {
  const { changes, pass } = setUp();
  const before = changes();
  await pass(() => good());
  expect(changes()).toBeGreaterThan(before);
});
