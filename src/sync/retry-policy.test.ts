import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAILURE_CODES, type FailureCode } from '../domain/failure.ts';
import { policyFor, type RetryPolicy, WORK_KINDS } from './retry-policy-defaults.ts';
import { attemptsAllowed, judge, pauseAfter, type Verdict } from './retry-policy.ts';

const NOW = Date.parse('2027-03-01T08:00:00Z');
const SECOND = 1000;
const fresh = { attempts: 1, hasRenewed: false };
const beds24 = policyFor('beds24', 'inventory');
const full = (): number => 0.999_999;

/** Verdicts of an attempt that fails again and again, until there is none left. */
function story(policy: RetryPolicy, code: FailureCode, random: () => number): string[] {
  const told: string[] = [];
  for (let attempts = 1; attempts < 20; attempts += 1) {
    const verdict = judge({ code }, { attempts, hasRenewed: false }, policy, NOW, random);
    told.push(verdict.type === 'retry' ? `${(verdict.at - NOW) / SECOND} s` : verdict.type);
    if (verdict.type !== 'retry') break;
  }
  return told;
}

describe('the figures', () => {
  it.each([
    ['beds24', ['5 s', '25 s', '125 s', 'dead']],
    ['octorate', ['1 s', '2 s', '4 s', 'dead']],
  ])('keeps to the steps of %s, whatever the chance', (provider, steps) => {
    for (const kind of WORK_KINDS)
      for (const random of [() => 0, full])
        expect(story(policyFor(provider, kind), 'unavailable', random)).toEqual(steps);
  });

  it.each([
    ['booking-created', 'critical', 30, [1, 2, 4, 8, 16]],
    ['booking-cancelled', 'critical', 30, [1, 2, 4, 8, 16]],
    ['inventory', 'high', 15, [2, 4, 8]],
    ['rates', 'medium', 10, [5, 10, 20]],
    ['content', 'low', 30, [10, 20]],
  ] as const)('%s: %s, %i s for one attempt, pauses of at most %j s', (kind, priority, timeout, longest) => {
    const policy = policyFor('expedia', kind);
    expect(policy).toMatchObject({ priority, timeoutMs: timeout * SECOND });
    expect(story(policy, 'unavailable', full)).toEqual([...longest.map((each) => `${each} s`), 'dead']);
    expect(story(policy, 'unavailable', () => 0)).toEqual([...longest.map(() => '0 s'), 'dead']);
  });

  it('lets a provider differ for one kind of work only', () => {
    const delays = { type: 'fixed', stepsMs: [7] } as const;
    const providers = { other: { timeoutMs: 1, kinds: { rates: { delays } } } };
    expect(policyFor('other', 'rates', providers)).toEqual({ priority: 'medium', timeoutMs: 1, delays });
    expect(policyFor('other', 'content', providers)).toMatchObject({
      timeoutMs: 1,
      delays: { type: 'doubling' },
    });
    expect(policyFor('constructor', 'rates')).toEqual(policyFor('expedia', 'rates'));
  });
});

const verdict = (code: FailureCode, more: object = {}, state = fresh): Verdict =>
  judge({ code, ...more }, state, beds24, NOW, () => 0);

describe('verdicts', () => {
  it.each<[FailureCode, object, Verdict]>([
    ['unavailable', {}, { type: 'retry', at: NOW + 5 * SECOND }],
    ['timed-out', {}, { type: 'retry', at: NOW + 5 * SECOND }],
    ['unavailable', { retryAt: NOW + 90 * SECOND }, { type: 'wait', at: NOW + 90 * SECOND }],
    ['rate-limited', { retryAt: NOW + 42 * SECOND }, { type: 'wait', at: NOW + 42 * SECOND }],
    ['rate-limited', {}, { type: 'wait', at: NOW + 60 * SECOND }],
    ['rate-limited', { retryAt: NOW - 60 * SECOND }, { type: 'wait', at: NOW + SECOND }],
    ['rate-limited', { retryAt: NOW + 1e12 }, { type: 'wait', at: NOW + 86_400 * SECOND }],
    ['quota-exhausted', {}, { type: 'wait', at: NOW + 900 * SECOND }],
    ['unauthorised', {}, { type: 'renew' }],
    ['forbidden', {}, { type: 'renew' }],
    ['unmapped', { fact: 'mapping:7' }, { type: 'park', fact: 'mapping:7' }],
    ['unmapped', {}, { type: 'dead', keepsAnswer: true }],
    ['rejected', {}, { type: 'dead', keepsAnswer: true }],
    ['unexpected-answer', {}, { type: 'retry', at: NOW + 5 * SECOND }],
    ['not-found', {}, { type: 'dead', keepsAnswer: false }],
    ['cancelled', {}, { type: 'release' }],
  ])('%s %j', (code, more, expected) => {
    expect(verdict(code, more)).toEqual(expected);
  });

  it('pauses the connection where a new sign-in did not help', () => {
    for (const code of ['unauthorised', 'forbidden'] as const)
      expect(verdict(code, {}, { attempts: 1, hasRenewed: true })).toEqual({ type: 'pause' });
  });

  it('asks once more after an answer that nobody foresaw, then leaves it to a person', () => {
    expect(story(beds24, 'unexpected-answer', full)).toEqual(['5 s', 'dead']);
    expect(story(beds24, 'too-large', full)).toEqual(['5 s', 'dead']);
  });
});

const codes = fc.constantFrom<FailureCode>(...FAILURE_CODES);
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const policies = fc
  .tuple(fc.constantFrom('beds24', 'octorate', 'expedia'), fc.constantFrom(...WORK_KINDS))
  .map(([provider, kind]) => policyFor(provider, kind));

it('never loops: counted attempts end, none comes before now, none before the provider said', () => {
  fc.assert(
    fc.property(
      codes,
      policies,
      fc.integer({ min: 1, max: 50 }),
      fc.option(fc.integer({ min: -1e9, max: 86_000_000 }), { nil: undefined }),
      chance,
      (code, policy, attempts, inMs, random) => {
        const failure = inMs === undefined ? { code } : { code, retryAt: NOW + inMs };
        const made = judge(failure, { attempts, hasRenewed: false }, policy, NOW, () => random);
        if (made.type === 'retry') {
          expect(attempts).toBeLessThan(attemptsAllowed(policy.delays));
          expect(made.at).toBeGreaterThanOrEqual(NOW);
        }
        if (made.type === 'wait') {
          expect(made.at).toBeGreaterThan(NOW);
          expect(made.at).toBeGreaterThanOrEqual(NOW + (inMs ?? 0));
          expect(made.at).toBeLessThanOrEqual(NOW + 86_430_000);
        }
        expect(Number.isSafeInteger('at' in made ? made.at : 0)).toBe(true);
      },
    ),
  );
});

it('spreads retries over the whole pause', () => {
  const { delays } = policyFor('expedia', 'rates');
  const pauses = Array.from({ length: 100 }, (_, at) => pauseAfter(3, delays, () => at / 100) ?? -1);
  expect(Math.min(...pauses)).toBeLessThan(SECOND);
  expect(Math.max(...pauses)).toBeGreaterThan(19 * SECOND);
});
