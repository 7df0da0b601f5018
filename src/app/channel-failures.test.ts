import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FailureCode } from '../domain/failure.ts';
import { elapse } from '../testing/channel-staff.ts';
import {
  CALENDAR,
  type FailureStage,
  failureStage,
  instead,
  item,
  itemsFail,
  SECOND,
} from '../testing/failure-stage.ts';

let stage: FailureStage;
beforeEach(async () => {
  stage = await failureStage();
});
afterEach(() => stage.hotel.close());

interface Told {
  readonly plant: () => void;
  /** How long after the change it is looked at. */
  readonly after: number;
  readonly code: string;
  /** What the outbox says of the item; null where nothing waits, because the channel would not take it. */
  readonly state: string | null;
  readonly item: RegExp;
  readonly health: string;
  /** What the card of the channel says. */
  readonly card: RegExp;
  /** What Today asks of a person; null for nothing. */
  readonly need: string | null;
  readonly banner: RegExp;
}

/** What every provider has to sort its failures into. */
const CODES: readonly FailureCode[] = [
  ...(['unavailable', 'timed-out', 'rate-limited', 'quota-exhausted'] as const),
  ...(['unauthorised', 'forbidden', 'unmapped', 'rejected', 'unexpected-answer'] as const),
];

const FAILING = { health: 'failing', need: 'Beds24 gives no good answer' } as const;
const AWAY = /^Beds24 has not answered since 08:00\. What you change here goes out when it does\./;
const STRANGE = /^Beds24 has given no answer that can be used since 08:00\./;
const away = { ...FAILING, after: 12 * SECOND, state: 'retrying', card: AWAY, banner: AWAY } as const;
const strange = {
  ...{ ...FAILING, after: 12 * SECOND, code: 'unexpected-answer', state: 'dead' },
  ...{ card: STRANGE, banner: STRANGE, item: /^Beds24 answered in a way that Bellhop does not understand\./ },
} as const;
const slow = {
  ...{ state: 'waiting', health: 'slow', need: null, banner: /^$/ },
  after: 2 * SECOND,
} as const;
const signIn = {
  ...{ state: 'waiting', health: 'needs-sign-in', need: 'Beds24 wants a new sign-in', banner: /^$/ },
  ...{ after: 2 * SECOND, card: /^Beds24 no longer takes our sign-in\. Sign in again; what waits goes out/ },
} as const;

const refused = {
  ...{ state: null, health: 'failing', need: 'Beds24 would not take 3 nights', banner: /^$/ },
  after: 2 * SECOND,
} as const;

const TABLE: Readonly<Record<string, Told>> = {
  'unavailable: nobody listens': {
    ...{ ...away, code: 'unavailable', item: /^Beds24 cannot be reached\. .* check the internet connection/ },
    plant: () => void stage.hotel.beds24.close(),
  },
  'unavailable: the answer breaks off': {
    ...{ ...away, code: 'unavailable', item: /^Beds24 broke off before its answer was complete\./ },
    plant: () => stage.strike({ kind: 'reset' }),
  },
  'unavailable: a fault there': {
    ...{ ...away, code: 'unavailable', item: /^Beds24 is out of order at the moment \(status 503\)\./ },
    plant: () => stage.strike({ kind: 'status', status: 503 }),
  },
  'timed-out': {
    ...{
      ...away,
      code: 'timed-out',
      item: /^Beds24 did not answer in 15 seconds\. .* tries again by itself/,
    },
    ...{ plant: () => stage.strike({ kind: 'timeout' }), after: 52 * SECOND, state: 'running' },
  },
  'rate-limited: with the time to come again': {
    ...{ ...slow, code: 'rate-limited', item: /^Beds24 allows only so many calls in five minutes/ },
    card: /^Beds24 asks us to slow down\. Changes go out again at 08:01\. Nothing is lost\.$/,
    plant: () => stage.strike({ kind: 'status', status: 429, retryAfter: 90 }),
  },
  'rate-limited: without': {
    ...{ ...slow, code: 'rate-limited', item: /^Beds24 allows only so many calls in five minutes/ },
    card: /^Beds24 asks us to slow down\. Changes go out again at 08:05\. Nothing is lost\.$/,
    plant: () => stage.strike({ kind: 'status', status: 429 }),
  },
  'quota-exhausted, inside a good status': {
    ...{ ...slow, code: 'quota-exhausted', item: /^The Beds24 account has no API credit\./ },
    card: /again at 08:05\. Nothing is lost\. The Beds24 account has no API credit\..* ask Beds24 support/,
    plant: () => stage.strike(instead({ success: false, code: 1021, error: 'No credit' })),
  },
  unauthorised: {
    ...{
      ...signIn,
      code: 'unauthorised',
      item: /^Beds24 does not accept the sign-in any more: it was revoked/,
    },
    plant: () => stage.strike({ kind: 'status', status: 401 }),
  },
  forbidden: {
    ...{
      ...signIn,
      code: 'forbidden',
      item: /may not do that at Beds24 \(write:inventory\)\. Make a new invite/,
    },
    plant: () =>
      stage.strike(
        instead({ success: false, code: 403, error: 'Token has no scope write:inventory' }),
        CALENDAR,
      ),
  },
  'unmapped, inside a good status': {
    ...{ ...refused, code: 'unmapped', item: /^3 nights were refused\. Beds24 does not know this room/ },
    card: /would not take 3 nights as they are here\..* Read the rooms again and link it anew\.$/,
    plant: () => stage.strike(itemsFail('roomId', 'room not accessible'), CALENDAR),
  },
  'rejected, inside a good status': {
    ...{
      ...refused,
      code: 'rejected',
      item: /^3 nights were refused\. Beds24 refused this: numAvail: is too many\.$/,
    },
    card: /^Beds24 would not take 3 nights as they are here\. Beds24 refused this: numAvail: is too many\.$/,
    plant: () => stage.strike(itemsFail('numAvail', 'is too many'), CALENDAR),
  },
  'rejected: the call as a whole': {
    ...{ ...refused, code: 'rejected', item: /^3 nights were refused\. Beds24 refused the request: no\./ },
    card: /^Beds24 would not take 3 nights as they are here\. Beds24 refused the request: no\./,
    plant: () => stage.strike({ kind: 'status', status: 400, error: 'no' }, CALENDAR),
  },
  'unexpected-answer: a web page': { ...strange, plant: () => stage.strike({ kind: 'html' }) },
  'unexpected-answer: cut JSON': { ...strange, plant: () => stage.strike({ kind: 'malformed-json' }) },
  'unexpected-answer: not JSON by its type': {
    ...strange,
    plant: () => stage.strike({ kind: 'wrong-content-type' }),
  },
  'unexpected-answer: no such call at that address': {
    ...{ ...strange, item: /^There is no such call at this address\. Check the base address/ },
    plant: () => stage.strike({ kind: 'status', status: 404 }),
  },
  'redirect-refused: at once, for the sign-in goes nowhere else': {
    ...{
      ...strange,
      code: 'redirect-refused',
      item: /^Beds24 points to another address\. .* check the base address/,
    },
    ...{
      need: 'Beds24: 1 item of the outbox given up',
      card: /^1 item of the outbox was given up\./,
      banner: /^$/,
    },
    plant: () => stage.strike({ kind: 'status', status: 302 }),
  },
  'unexpected-answer: nothing at all': {
    ...{ ...strange, item: /^Beds24 answered strangely: it is empty, or not JSON\./ },
    plant: () => stage.strike({ kind: 'empty-body' }),
  },
};

describe('every way in which a channel fails', () => {
  it.each(Object.entries(TABLE))('is told to staff: %s', async (_name, told) => {
    told.plant();
    await stage.close();
    await elapse(stage.hotel, told.after);
    const found = await stage.read();
    const waiting = item(found, 'push');
    if (told.state === null) {
      expect(found.items).toEqual([]);
      expect(found.summary.join()).toMatch(told.item);
    } else {
      expect(waiting).toMatchObject({ failureCode: told.code, state: told.state });
      expect(waiting?.failureWords).toMatch(told.item);
      expect(waiting?.says).toEqual(['Double: 10, 11 and 12 Mar closed']);
      expect(found.requests[0]).toMatchObject({ failureCode: told.code });
    }
    expect(found.row).toMatchObject({ health: told.health, waitingCells: 3 });
    expect(found.row.words).toMatch(told.card);
    const titles = found.needs.filter(({ kind }) => kind === 'connection').map(({ title }) => title);
    if (told.need === null) expect(titles).toEqual([]);
    else expect(titles).toContain(told.need);
    expect(found.exposure.words).toMatch(told.banner);
  });

  it('is in the table', () => {
    const codes = new Set(Object.values(TABLE).map(({ code }) => code));
    for (const code of CODES) expect(codes).toContain(code);
  });
});
