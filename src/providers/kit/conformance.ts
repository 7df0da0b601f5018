import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReservationRevision } from '../../domain/revision.ts';
import {
  descriptorProblems,
  failureProblems,
  operationProblems,
  pageProblems,
  takeIn,
} from './conformance-checks.ts';
import { describeDeliveries, describeDocuments } from './conformance-inputs.ts';
import { describeServer } from './conformance-server.ts';
import { operationsOf, recordedContext, type ConformanceHarness } from './conformance-stage.ts';
import { describeTrouble } from './conformance-trouble.ts';
import type { Outcome, Provider, PullPage, WireAnswer } from './provider.ts';

export type { ConformanceHarness, ConformanceServer } from './conformance-stage.ts';

/** What every provider must be. Tests for a test file: `describeProvider(ical, harness)`. */
export function describeProvider(provider: Provider, harness: ConformanceHarness): void {
  describe(`${provider.descriptor.name} keeps the contract`, () => {
    it('is described completely and in words', () => {
      expect(descriptorProblems(provider.descriptor)).toEqual([]);
    });
    it('can do what it claims, and nothing else', () => {
      expect(operationProblems(provider)).toEqual([]);
    });
    describeAnswers(provider, harness);
    if (provider.pull || harness.fixtures.length > 0) describeFixtures(provider, harness);
    if (provider.readDocument || provider.renderDocument) describeDocuments(provider, harness);
    if (provider.parseWebhook) describeDeliveries(provider, harness);
    if (Object.keys(operationsOf(provider, harness)).length > 0) describeTrouble(provider, harness);
    if (harness.open) describeServer(provider, harness, harness.open);
  });
}

const USUAL: readonly (readonly [status: number, codes: readonly string[]])[] = [
  [401, ['unauthorised']],
  [403, ['forbidden', 'unauthorised', 'quota-exhausted', 'rate-limited']],
  [429, ['rate-limited', 'quota-exhausted']],
  [500, ['unavailable']],
  [502, ['unavailable']],
  [503, ['unavailable']],
  [504, ['unavailable']],
];

function describeAnswers(provider: Provider, harness: ConformanceHarness): void {
  const { now } = harness;
  it.each(harness.failures)('gives a recorded failure its code: $name', ({ answer, code }) => {
    const failure = provider.classify(answer, now);
    expect(failure?.code).toBe(code);
    if (failure) expect(failureProblems(failure, now)).toEqual([]);
  });
  it('has recorded failures of every sort that pauses, waits or tries again', () => {
    const codes = new Set(harness.failures.map(({ code }) => code));
    expect([...codes]).toEqual(expect.arrayContaining(['unauthorised', 'rate-limited', 'unavailable']));
  });
  it.each(USUAL)('knows the status %i', (status, codes) => {
    for (const body of [undefined, {}, 'words', { success: false }]) {
      expect(codes).toContain(provider.classify({ status, headers: {}, body }, now)?.code);
    }
  });
  it('judges whatever comes without a stumble, and always in words', () => {
    const headers = fc.dictionary(
      fc.constantFrom('retry-after', 'content-type', 'x-request-cost'),
      fc.string(),
    );
    const status = fc.oneof(fc.integer({ min: 100, max: 599 }), fc.constantFrom(200, 201, 400, 429));
    fc.assert(
      fc.property(status, headers, fc.jsonValue(), (code, found, body) => {
        const answer = { status: code, headers: found, body };
        const failure = provider.classify(answer, now);
        if (failure) expect(failureProblems(failure, now)).toEqual([]);
        const told = provider.limitsOf?.(answer, now);
        if (told) expect([told.remaining, told.resetsAt].every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
  it('does not take a missing header for an empty budget', () => {
    expect(provider.limitsOf?.({ status: 200, headers: {}, body: {} }, now)).toBeUndefined();
  });
}

type Fixture = ConformanceHarness['fixtures'][number];

const valueOf = <T>(outcome: Outcome<T> | undefined): T => {
  if (!outcome?.ok)
    throw new Error(`not read: ${outcome?.failure.code ?? ''} ${outcome?.failure.words ?? ''}`);
  return outcome.value;
};

async function read(provider: Provider, harness: ConformanceHarness, fixture: Fixture): Promise<unknown> {
  const operation = operationsOf(provider, harness)[fixture.reads];
  return valueOf(await operation?.(recordedContext(provider, harness, fixture.answers)));
}

function countOf(reads: Fixture['reads'], value: unknown): number {
  if (reads === 'pull') return (value as PullPage).revisions.length;
  if (reads === 'pullOne') return value === null ? 0 : 1;
  if (reads === 'verify') return (value as { readonly properties: readonly unknown[] }).properties.length;
  return (value as readonly unknown[]).length;
}

async function pageOf(
  provider: Provider,
  harness: ConformanceHarness,
  answer: WireAnswer,
): Promise<PullPage> {
  const fixture = { name: '', reads: 'pull', answers: [answer], holds: 0 } as const;
  return (await read(provider, harness, fixture)) as PullPage;
}

function describeFixtures(provider: Provider, harness: ConformanceHarness): void {
  it.each(harness.fixtures)('reads what was recorded, twice alike: $name', async (fixture) => {
    for (const answer of fixture.answers) expect(provider.classify(answer, harness.now)).toBeUndefined();
    const first = await read(provider, harness, fixture);
    expect(countOf(fixture.reads, first)).toBe(fixture.holds);
    expect(await read(provider, harness, fixture)).toEqual(first);
    if (fixture.reads !== 'pull') return;
    const page = first as PullPage;
    expect(pageProblems(page)).toEqual([]);
    const once = takeIn(new Map(), page.revisions);
    expect(takeIn(once, page.revisions)).toEqual(once);
  });
  it('has a recorded answer for each thing that it reads', () => {
    const has = new Set(harness.fixtures.map(({ reads }) => reads));
    for (const reads of ['verify', 'listRoomTypes', 'pull', 'readBack'] as const) {
      if (provider[reads]) expect(has).toContain(reads);
    }
  });
  if (!provider.pull) return;
  it('has a recorded history', () => expect(harness.histories.length).toBeGreaterThan(0));
  it.each(harness.histories)(
    'leaves cancelled what is cancelled, in whatever order it comes: $name',
    async ({ pages }) => {
      const told: ReservationRevision[] = [];
      for (const answer of pages) told.push(...(await pageOf(provider, harness, answer)).revisions);
      expect(told.length).toBeGreaterThan(1);
      const statusesOf = (revisions: readonly ReservationRevision[]) =>
        new Set([...takeIn(new Map(), revisions).values()].map(({ status }) => status));
      fc.assert(
        fc.property(fc.shuffledSubarray(told, { minLength: told.length }), (shuffled) => {
          expect(statusesOf(shuffled)).toEqual(new Set(['cancelled']));
          expect(statusesOf([...shuffled, ...shuffled])).toEqual(new Set(['cancelled']));
        }),
      );
    },
  );
}
