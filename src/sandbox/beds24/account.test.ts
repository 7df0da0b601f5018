import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { addNights, nightsOf, type StayDate } from '../../domain/stay-date.ts';
import { clock, closeBeds24, d, openBeds24, type TestClient } from './beds24-for-test.ts';

afterEach(closeBeds24);
const ALL = ['bookings', 'bookings-personal', 'bookings-financial', 'inventory', 'properties'].map(
  (area) => `all:${area}`,
);
const START = d('2027-03-10');
const ROOMS = [501_101, 501_102];

/** Sends without the network, so that thousands of requests are cheap. */
function ask({ sandbox, token }: TestClient, method: string, path: string, body: unknown): [number, unknown] {
  sandbox.credits.limit = 1e9;
  const [pathname = '', query = ''] = `/v2${path}`.split('?');
  const { answer } = sandbox.answer({
    ...{ method, path: pathname, query: new URLSearchParams(query), body: JSON.stringify(body) ?? '' },
    headers: { token, 'content-type': 'application/json' },
  });
  return [answer.status, answer.body];
}

const oddValue = fc.oneof(
  fc.jsonValue(),
  fc.integer(),
  fc.constantFrom('2027-03-10', '2027-13-01', null, true),
);
const oddItem = (names: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...names, '__proto__', 'constructor', 'x'), oddValue, { maxKeys: 8 });

describe('any request', () => {
  it('is answered in a documented shape, however odd its body', async () => {
    const client = await openBeds24(ALL);
    const range = oddItem(['from', 'to', 'numAvail', 'price1', 'override', 'channels', 'minStay']);
    const booking = oddItem([
      'id',
      'roomId',
      'arrival',
      'departure',
      'status',
      'infoItems',
      'actions',
      'masterId',
    ]);
    const calendar = fc.record({ roomId: fc.constant(ROOMS[0]), calendar: fc.array(range) });
    const property = oddItem(['id', 'webhooks', 'roomTypes']);
    const request = fc.oneof(
      fc.tuple(fc.constant('/bookings'), fc.oneof(fc.jsonValue(), fc.array(booking))),
      fc.tuple(fc.constant('/inventory/rooms/calendar'), fc.oneof(fc.jsonValue(), fc.array(calendar))),
      fc.tuple(fc.constant('/properties'), fc.oneof(fc.jsonValue(), fc.array(property))),
    );
    fc.assert(
      fc.property(request, ([path, body]) => {
        const [status, answer] = ask(client, 'POST', path, body);
        expect([201, 400]).toContain(status);
        if (status === 400) expect(answer).toMatchObject({ success: false, type: 'error', code: 400 });
        else expect(answer).toHaveLength((body as unknown[]).length);
      }),
      { numRuns: 400 },
    );
  });
});

type Step = readonly ['book' | 'move' | 'cancel' | 'delete' | 'ota', number, number, number];

describe('any history of bookings', () => {
  it('leaves each night with its units less the bookings that hold one', async () => {
    const step: fc.Arbitrary<Step> = fc.tuple(
      fc.constantFrom('book', 'move', 'cancel', 'delete', 'ota'),
      fc.nat(9),
      fc.integer({ min: 1, max: 5 }),
      fc.nat(50),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const client = await openBeds24(ALL);
        const { sandbox } = client;
        for (const [kind, offset, nights, which] of steps) {
          const arrival = addNights(START, offset);
          const stay = { roomId: ROOMS[which % 2] as number, arrival, departure: addNights(arrival, nights) };
          const id = sandbox.state.bookings[which]?.['id'] as number | undefined;
          if (kind === 'book') ask(client, 'POST', '/bookings', [{ ...stay, roomQty: (which % 3) + 1 }]);
          else if (kind === 'ota') sandbox.ota.book({ ...stay, force: true });
          else if (kind === 'move') ask(client, 'POST', '/bookings', [{ id, ...stay }]);
          else if (kind === 'cancel') ask(client, 'POST', '/bookings', [{ id, status: 'cancelled' }]);
          else ask(client, 'DELETE', `/bookings?id=${id}`, undefined);
        }
        for (const [index, roomId] of ROOMS.entries()) {
          const taken = new Map<StayDate, number>();
          for (const booking of sandbox.state.bookings)
            if (booking['roomId'] === roomId && booking['status'] !== 'cancelled')
              for (const night of nightsOf(booking as unknown as { arrival: StayDate; departure: StayDate }))
                taken.set(night, (taken.get(night) ?? 0) + (booking['roomQty'] as number));
          for (const day of sandbox.state.calendar(roomId, START, addNights(START, 20)))
            expect(day['numAvail']).toBe((index === 0 ? 3 : 1) - (taken.get(day['date'] as StayDate) ?? 0));
        }
        await closeBeds24();
      }),
      { numRuns: 40 },
    );
  });
});

describe('the calendar', () => {
  it('reads back in the fewest ranges what was written night by night', async () => {
    const client = await openBeds24(ALL);
    const path = '/inventory/rooms/calendar';
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 20 }), (prices) => {
        const calendar = prices.map((price, index) => ({
          ...{ from: addNights(START, index), to: addNights(START, index), price1: price },
        }));
        ask(client, 'POST', path, [{ roomId: ROOMS[0], calendar }]);
        const end = addNights(START, prices.length - 1);
        const query = `startDate=${START}&endDate=${end}&roomId=${ROOMS[0]}&includePrices=true`;
        const [, answer] = ask(client, 'GET', `${path}?${query}`, undefined);
        const ranges = (
          answer as { data: { calendar: { from: StayDate; to: StayDate; price1: number }[] }[] }
        ).data.flatMap((room) => room.calendar);
        const read = ranges.flatMap(({ from, to, price1 }) =>
          nightsOf({ arrival: from, departure: addNights(to, 1) }).map(() => price1),
        );
        expect(read).toEqual(prices);
        const changes = prices.filter((price, index) => price !== prices[index - 1]).length;
        expect(ranges).toHaveLength(changes);
      }),
      { numRuns: 60 },
    );
  });

  it('tells the time of its own clock', async () => {
    const client = await openBeds24();
    clock.set('2027-03-05T08:00:00Z');
    expect((await client.get('/bookings')).headers.get('date')).toBe('Fri, 05 Mar 2027 08:00:00 GMT');
  });
});
