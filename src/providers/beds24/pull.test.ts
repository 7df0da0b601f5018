import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReservationRevision, RevisionProblem } from '../../domain/revision.ts';
import { parseStayDate, type StayDate } from '../../domain/stay-date.ts';
import type { PullPage } from '../kit/provider.ts';
import { type Beds24Account, openBeds24Account } from '../../testing/beds24-account.ts';
import { pull, pullOne } from './pull.ts';

const d = (text: string): StayDate => parseStayDate(text) as StayDate;
const DOUBLE = 501_101;
const MINUTE = 60_000;
const stay = (arrival: string, departure: string) => ({
  roomId: DOUBLE,
  arrival: d(arrival),
  departure: d(departure),
});

let account: Beds24Account;
beforeEach(async () => {
  account = await openBeds24Account();
});
afterEach(() => account.close());

interface Round {
  readonly revisions: readonly ReservationRevision[];
  readonly problems: readonly RevisionProblem[];
  readonly pages: readonly PullPage[];
  readonly cursor: string;
}
/** Every page of one round. */
async function round(cursor: string | null, reach: 'changes' | 'all' = 'changes'): Promise<Round> {
  const pages: PullPage[] = [];
  for (let page: string | null = null; ;) {
    const read = await pull(account.context, { cursor, page, reach });
    if (!read.ok) throw new Error(read.failure.words);
    pages.push(read.value);
    page = read.value.next;
    if (page === null) break;
  }
  return {
    revisions: pages.flatMap(({ revisions }) => revisions),
    problems: pages.flatMap(({ problems }) => problems),
    pages,
    cursor: pages.at(-1)?.cursor ?? '',
  };
}
const ids = ({ revisions }: Round): string[] => revisions.map(({ externalId }) => externalId);
const failing = async (): Promise<string> => {
  const read = await pull(account.context, { cursor: null, page: null, reach: 'changes' });
  return read.ok ? 'it was read' : read.failure.code;
};

describe('a round', () => {
  it('begins with everything, the cancelled and the lately departed too', async () => {
    const { ota, state } = account.sandbox;
    account.clock.jumpTo('2027-02-01T12:00:00Z');
    const past = ota.book(stay('2027-02-10', '2027-02-12'));
    account.clock.jumpTo('2027-03-01T12:00:00Z');
    const coming = ota.book(stay('2027-03-05', '2027-03-07'));
    ota.cancel(coming.id);
    const read = await round(null);
    expect(ids(read)).toEqual([past, coming].map(({ id }) => String(id)));
    expect(read.revisions.at(1)).toMatchObject({ status: 'cancelled', channel: 'booking' });
    expect(state.bookings).toHaveLength(2);
  });

  it('then tells what changed, cancellations and changes of past stays among it, and nothing older', async () => {
    const { ota } = account.sandbox;
    account.clock.jumpTo('2027-02-01T12:00:00Z');
    const [past, quiet, coming] = [
      ota.book(stay('2027-02-10', '2027-02-12')),
      ota.book(stay('2027-04-01', '2027-04-03')),
      ota.book(stay('2027-04-01', '2027-04-03')),
    ];
    account.clock.jumpTo('2027-03-01T12:00:00Z');
    const newest = ota.book(stay('2027-03-09', '2027-03-10'));
    const first = await round(null);
    const settled = await round(first.cursor);
    expect(ids(settled)).toEqual([String(newest.id)]);
    await account.clock.advance(60 * MINUTE);
    ota.cancel(coming.id);
    ota.change(past.id, { subStatus: 'noShow', status: 'confirmed' });
    const read = await round(settled.cursor);
    expect(ids(read)).toEqual([past, coming, newest].map(({ id }) => String(id)));
    expect(read.revisions.map(({ status }) => status)).toEqual(['no-show', 'cancelled', 'confirmed']);
    expect(ids(read)).not.toContain(String(quiet.id));
  });

  it('reads again what lies within ten minutes, and once a whole day after the first reading', async () => {
    const { ota } = account.sandbox;
    account.clock.jumpTo('2027-02-28T14:00:00Z');
    ota.book(stay('2027-03-05', '2027-03-07'));
    account.clock.jumpTo('2027-03-01T12:00:00Z');
    ota.book(stay('2027-03-05', '2027-03-07'));
    const first = await round(null);
    const second = await round(first.cursor);
    const third = await round(second.cursor);
    expect([first, second, third].map(({ revisions }) => revisions.length)).toEqual([2, 2, 1]);
    expect(third.cursor).toBe(second.cursor);
  });

  it('takes its cursor from what was read, and is not led astray by a clock that ran ahead', async () => {
    const { sandbox, clock } = account;
    sandbox.skewMs = 3 * 60 * MINUTE;
    sandbox.ota.book(stay('2027-03-05', '2027-03-07'));
    const first = await round(null);
    const settled = await round(first.cursor);
    sandbox.skewMs = 0;
    await clock.advance(30 * MINUTE);
    const next = sandbox.ota.book(stay('2027-03-08', '2027-03-09'));
    expect(ids(await round(settled.cursor))).toContain(String(next.id));
  });

  it('of an empty account begins anew next time', async () => {
    const { cursor, revisions } = await round(null);
    expect(revisions).toEqual([]);
    account.sandbox.ota.book(stay('2027-03-05', '2027-03-07'));
    expect((await round(cursor)).revisions).toHaveLength(1);
  });

  it('comes page by page, each booking once', async () => {
    account.sandbox.pageSize = 3;
    const booked = Array.from({ length: 8 }, (_, index) =>
      account.sandbox.ota.book({
        ...stay('2027-03-05', '2027-03-07'),
        channel: 'airbnb',
        force: true,
        adults: index + 1,
      }),
    );
    const read = await round(null);
    expect(read.pages).toHaveLength(3);
    expect(ids(read)).toEqual(booked.map(({ id }) => String(id)));
    expect(read.cursor).toBe('2027-03-01T12:00:00.000Z+');
  });

  it('tells groups, units and our own reference', async () => {
    account.sandbox.ota.bookGroup([
      { ...stay('2027-03-05', '2027-03-07'), units: 2 },
      { ...stay('2027-03-05', '2027-03-07'), roomId: 501_102 },
    ]);
    const { revisions } = await round(null);
    expect(revisions.map(({ units }) => units)).toEqual([2, 1]);
    expect(new Set(revisions.map(({ groupRef }) => groupRef))).toEqual(new Set([revisions[0]?.externalId]));
  });
});

describe('one booking', () => {
  it('is told as it is now, also cancelled; one that does not exist is null', async () => {
    const { id } = account.sandbox.ota.book(stay('2027-03-05', '2027-03-07'));
    account.sandbox.ota.cancel(id);
    expect(await pullOne(account.context, String(id))).toMatchObject({
      ok: true,
      value: { status: 'cancelled' },
    });
    expect(await pullOne(account.context, '1')).toEqual({ ok: true, value: null });
    expect(await pullOne(account.context, 'abc')).toEqual({ ok: true, value: null });
  });

  it('with inverted dates is a failure, not a gap', async () => {
    const { id } = account.sandbox.ota.book(stay('2027-03-05', '2027-03-07'));
    account.sandbox.faults.inject({ kind: 'inverted-dates' }, 'once', { path: '/bookings' });
    const read = await pullOne(account.context, String(id));
    expect(read).toMatchObject({ ok: false, failure: { code: 'unexpected-answer' } });
  });
});

describe('an answer that is written badly', () => {
  beforeEach(() => {
    account.sandbox.ota.book({ ...stay('2027-03-05', '2027-03-07'), guest: { lastName: 'Marlow' } });
  });

  it.each([{ kind: 'ids-as-text' }, { kind: 'prices-as-text' }] as const)(
    'is read all the same: %j',
    async (fault) => {
      const before = await round(null);
      account.sandbox.faults.inject(fault, 'once', { path: '/bookings' });
      expect((await round(null)).revisions).toEqual(before.revisions);
    },
  );

  it('with a status nobody foresaw keeps the word and takes the room', async () => {
    account.sandbox.faults.inject({ kind: 'unknown-status', status: 'onHold' }, 'once', {
      path: '/bookings',
    });
    expect((await round(null)).revisions).toMatchObject([{ status: 'unknown', rawStatus: 'onHold' }]);
  });

  it('with inverted dates in one booking tells the others', async () => {
    account.sandbox.ota.book(stay('2027-03-08', '2027-03-09'));
    const rewrite = (body: unknown): unknown => {
      const { data, ...rest } = body as { data: Record<string, unknown>[] };
      return {
        ...rest,
        data: data.map((row, index) => (index === 0 ? { ...row, departure: '2027-03-01' } : row)),
      };
    };
    account.sandbox.faults.inject({ kind: 'rewrite', rewrite }, 'once', { path: '/bookings' });
    const read = await round(null);
    expect(read.revisions).toHaveLength(1);
    expect(read.problems).toMatchObject([{ code: 'dates-inverted', externalId: '70000001' }]);
    expect(JSON.stringify(read.problems)).not.toContain('Marlow');
  });

  it.each([
    [{ kind: 'malformed-json' }, 'unexpected-answer'],
    [{ kind: 'empty-body' }, 'unexpected-answer'],
    [{ kind: 'html' }, 'unexpected-answer'],
    [{ kind: 'wrong-content-type' }, 'unexpected-answer'],
    [{ kind: 'reset' }, 'unavailable'],
    [{ kind: 'status', status: 429 }, 'rate-limited'],
    [{ kind: 'status', status: 500 }, 'unavailable'],
    [{ kind: 'status', status: 400 }, 'rejected'],
    [{ kind: 'rewrite', rewrite: () => ({ success: true }) }, 'unexpected-answer'],
    [{ kind: 'rewrite', rewrite: () => [] }, 'unexpected-answer'],
    [{ kind: 'rewrite', rewrite: () => ({ success: false, type: 'error', code: 1020 }) }, 'rate-limited'],
  ] as const)('or not at all is a failure: %j is %s', async (fault, code) => {
    account.sandbox.faults.inject(fault, 'once', { path: '/bookings' });
    expect(await failing()).toBe(code);
  });

  it('whose page repeats ends the round', async () => {
    account.sandbox.faults.inject({ kind: 'page-repeats' }, { times: 9 }, { path: '/bookings' });
    await expect(round(null)).rejects.toThrow('the same page came twice');
    expect(account.log.filter(({ purpose }) => purpose === 'read bookings')).toHaveLength(2);
  });

  it('whose link leads elsewhere is followed to nowhere but our own address', async () => {
    account.sandbox.pageSize = 1;
    account.sandbox.ota.book(stay('2027-03-08', '2027-03-09'));
    const rewrite = (body: unknown): unknown => ({
      ...(body as object),
      pages: { nextPageExists: true, nextPageLink: 'https://evil.example/v2/bookings?page=7' },
    });
    account.sandbox.faults.inject({ kind: 'rewrite', rewrite }, 'once', { path: '/bookings' });
    expect(ids(await round(null))).toHaveLength(2);
  });
});

it('takes ten thousand bookings', async () => {
  account.sandbox.pageSize = 500;
  account.sandbox.credits.limit = 1_000;
  for (let index = 0; index < 10_000; index++)
    account.sandbox.ota.book({ ...stay('2027-03-05', '2027-03-07'), force: true, channel: 'airbnb' });
  const read = await round(null);
  expect(new Set(ids(read)).size).toBe(10_000);
  expect(read.pages).toHaveLength(20);
});
