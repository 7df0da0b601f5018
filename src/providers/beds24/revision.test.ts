import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterTime, instantOf, markOf } from './instant.ts';
import { revisionOf, withoutCards } from './revision.ts';
import { sellerOf } from './sellers.ts';

interface Page {
  readonly data: readonly Record<string, unknown>[];
}
const fixture = JSON.parse(readFileSync(new URL('fixtures/bookings.json', import.meta.url), 'utf8')) as Page;
const row = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...fixture.data[0],
  ...over,
});
const read = (over: Record<string, unknown> = {}) => {
  const found = revisionOf(row(over), 'EUR');
  return found.type === 'revision' ? found.revision : expect.fail(found.problem.words);
};
const problem = (value: unknown) => {
  const found = revisionOf(value, 'EUR');
  return found.type === 'problem' ? found.problem : expect.fail('It was read.');
};

describe('a booking', () => {
  it('is read whole', () => {
    expect(read()).toEqual({
      ...{ externalId: '70001234', externalPropertyId: '40001', externalRoomId: '501101', groupRef: null },
      ...{ units: 1, status: 'confirmed', rawStatus: 'new', channel: 'booking', channelRef: '4100999888' },
      ...{ arrival: '2027-03-02', departure: '2027-03-04', adults: 2, children: 1 },
      guest: {
        ...{ externalId: '', name: 'Ana Marlow', email: 'ana.marlow@guest.example' },
        ...{ phone: '+353 1 555 0100', country: 'IE' },
      },
      ...{ priceMinor: 23_700, commissionMinor: 3_555, note: 'Late arrival\nCot in the room' },
      ...{ bookedAt: Date.UTC(2027, 0, 10, 8, 12, 44), modifiedAt: Date.UTC(2027, 0, 20, 17, 3, 9) },
      ...{ modifiedMark: '2027-01-20T17:03:09.000Z', ownRef: null },
    });
  });

  it.each([
    ['confirmed', 'none', 'confirmed'],
    ['new', 'none', 'confirmed'],
    ['request', 'none', 'request'],
    ['inquiry', 'none', 'inquiry'],
    ['black', 'none', 'block'],
    ['cancelled', 'cancelledByGuest', 'cancelled'],
    ['confirmed', 'noShow', 'no-show'],
    ['cancelled', 'noShow', 'cancelled'],
    ['onHold', 'none', 'unknown'],
    ['constructor', 'none', 'unknown'],
    [undefined, 'none', 'unknown'],
  ])('with status %s and %s is %s, and the word is kept', (status, subStatus, meaning) => {
    expect(read({ status, subStatus })).toMatchObject({ status: meaning, rawStatus: status ?? '' });
  });

  it('may have its ids as text and its prices and counts too', () => {
    const asText = read({
      id: '70001234',
      roomId: '501101',
      propertyId: '40001',
      price: '237.00',
      numAdult: '2',
    });
    expect(asText).toEqual(read());
  });

  it('may lack everything but number, room and dates', () => {
    const bare = { id: 5, roomId: 6, arrival: '2027-03-02', departure: '2027-03-04' };
    expect(revisionOf(bare, 'EUR')).toMatchObject({
      type: 'revision',
      revision: {
        ...{
          externalId: '5',
          units: 1,
          status: 'unknown',
          priceMinor: null,
          modifiedAt: null,
          modifiedMark: '',
        },
        guest: { name: '', email: '', phone: '', country: '' },
      },
    });
  });

  it('may be nonsense in every other field', () => {
    const wild = {
      price: {},
      guests: 'none',
      infoItems: null,
      roomQty: 'two',
      country2: 7,
      modifiedTime: 'now',
    };
    expect(read({ ...wild, firstName: 12, numChild: -3 })).toMatchObject({
      ...{ priceMinor: null, units: 1, children: 0, channelRef: '4100999888' },
      guest: { name: '12 Marlow', country: '' },
    });
  });

  it('belongs to a group by its master or by the list of its group', () => {
    expect(read({ masterId: 70001230 }).groupRef).toBe('70001230');
    expect(read({ masterId: '70001230' }).groupRef).toBe('70001230');
    expect(read({ bookingGroup: { master: 70001230, ids: [70001230, 70001234] } }).groupRef).toBe('70001230');
    expect(read({ bookingGroup: { master: 70001234, ids: [70001234] } }).groupRef).toBeNull();
    expect(read({ masterId: 0 }).groupRef).toBeNull();
  });

  it('tells what the guest and what the house wrote, each once', () => {
    const noteOf = (comments: string, notes: string) => read({ comments, notes }).note;
    expect(noteOf('Late', 'Cot')).toBe('Late\nCot');
    expect(noteOf('Late', 'Late\nCot for two')).toBe('Late\nCot for two');
    expect(noteOf('', 'Cot')).toBe('Cot');
    expect(noteOf('Late', '')).toBe('Late');
  });

  it('carries our reference where we made it', () => {
    const infoItems = [
      { code: 'NOTE', text: 'x' },
      { code: 'EXTREF', text: '' },
      7,
      { code: 'EXTREF', text: 'r-1' },
    ];
    expect(read({ infoItems, roomQty: 2 })).toMatchObject({ ownRef: 'r-1', units: 2 });
  });

  it('is told in the minor units of its currency, and not at all where that is unknown', () => {
    const priceIn = (currency: string) => {
      const found = revisionOf(row({ price: 237 }), currency);
      return found.type === 'revision' ? found.revision.priceMinor : undefined;
    };
    expect(['EUR', 'JPY', 'KWD', '', 'eur'].map(priceIn)).toEqual([23_700, 237, 237_000, null, null]);
  });
});

describe('a booking that can not be read', () => {
  it.each([
    [7, 'shape'],
    [null, 'shape'],
    [{ arrival: '2027-03-02' }, 'no-id'],
    [row({ id: 'abc' }), 'no-id'],
    [row({ id: 1.5 }), 'no-id'],
    [row({ roomId: null }), 'shape'],
    [row({ arrival: '2027-02-30' }), 'dates'],
    [row({ departure: undefined }), 'dates'],
    [row({ arrival: '2027-03-04', departure: '2027-03-02' }), 'dates-inverted'],
    [row({ arrival: '2027-03-04', departure: '2027-03-04' }), 'dates-inverted'],
  ])('%j is %s', (value, code) => {
    const found = problem(value);
    expect(found.code).toBe(code);
    expect(found.words).not.toMatch(/Marlow|Ana|555/);
  });

  it('never throws, whatever stands there', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(row())), fc.anything()), (over) => {
        expect(['revision', 'problem']).toContain(revisionOf(row(over), 'EUR').type);
      }),
      { numRuns: 300 },
    );
  });
});

it('lets no card number through, wherever it stands', () => {
  const cards = { stripeToken: 'tok_1', cardNumber: '4111111111111111', cvc: '123' };
  const text = JSON.stringify(read({ ...cards, comments: 'card 4111 1111 1111 1111, code 12', notes: '' }));
  expect(text).not.toMatch(/4111|tok_1|"123"/);
  expect(text).toContain('card …, code 12');
  expect(withoutCards('booking 4100999888, phone 00353155501001234')).toBe(
    'booking 4100999888, phone 00353155501001234',
  );
});

it.each([
  [19, 'booking', 'booking'],
  [46, 'airbnb', 'airbnb'],
  [10, 'airbnbical', 'airbnb'],
  [14, 'expedia', 'expedia'],
  [17, undefined, 'agoda'],
  [30, undefined, 'vrbo'],
  [0, 'direct', 'direct'],
  [0, undefined, 'direct'],
  [1, 'bookingpage', 'direct'],
  [0, 'booking', 'booking'],
  [999, 'direct', 'other'],
  [53, '', 'other'],
  [12_345, '', 'other'],
  [undefined, 'goibibo', 'gommt'],
  [undefined, 'toString', 'other'],
  [undefined, undefined, 'direct'],
] as const)('source %s %s is sold by %s', (source, slug, channel) => {
  expect(sellerOf(source, slug)).toBe(channel);
});

describe('times', () => {
  it.each([
    ['2027-01-20T17:03:09Z', Date.UTC(2027, 0, 20, 17, 3, 9)],
    ['2027-01-20T17:03:09', Date.UTC(2027, 0, 20, 17, 3, 9)],
    ['2027-01-20 17:03:09', Date.UTC(2027, 0, 20, 17, 3, 9)],
    ['2027-01-20T19:03:09+02:00', Date.UTC(2027, 0, 20, 17, 3, 9)],
    ['2027-01-20T17:03:09.5Z', Date.UTC(2027, 0, 20, 17, 3, 9, 500)],
    ['2027-02-30T00:00:00Z', null],
    ['2027-01-20', null],
    ['', null],
    [undefined, null],
  ])('%s', (text, at) => {
    expect(instantOf(text)).toBe(at);
  });

  it('sort as text as they do in time, and are never rounded up in a filter', () => {
    const at = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });
    fc.assert(
      fc.property(at, at, (a, b) => {
        expect(Math.sign(a - b)).toBe(markOf(a) < markOf(b) ? -1 : Number(markOf(a) > markOf(b)));
        expect(instantOf(markOf(a))).toBe(a);
        expect(instantOf(filterTime(a))).toBe(Math.floor(a / 1000) * 1000);
      }),
    );
  });
});
