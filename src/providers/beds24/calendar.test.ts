import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../domain/ari.ts';
import { addNights, parseStayDate, type StayDate } from '../../domain/stay-date.ts';
import { amountOf, minorOf } from './amount.ts';
import { cellsOf, overrideOf, rangeOf, switchesOf } from './calendar.ts';
import { readRange } from './wire.ts';

const d = (text: string): StayDate => parseStayDate(text) as StayDate;
const FROM = d('2027-03-01');
const change = (value: CellValue, externalPlanId: string | null = null, nights = 3) => ({
  ...{ id: 1, externalRoomId: '501101', externalPlanId, value },
  ...{ from: FROM, to: addNights(FROM, nights - 1) },
});
/** What is written, as it would be read again. */
function readAgain(written: ReturnType<typeof rangeOf>, currency = 'EUR') {
  if (written.type === 'refused') throw new Error(written.words);
  const range = readRange(JSON.parse(JSON.stringify(written.range)));
  if (!range) throw new Error('It can not be read again.');
  return cellsOf('501101', range, { from: FROM, to: addNights(FROM, 400) }, currency);
}

describe('the one word for three switches', () => {
  const flag = fc.boolean();

  it('says again what was said, but for what a closed night hides', () => {
    fc.assert(
      fc.property(flag, flag, flag, (stopSell, closedToArrival, closedToDeparture) => {
        const said = { stopSell, closedToArrival, closedToDeparture };
        const word = overrideOf(said);
        expect(switchesOf(word)).toEqual(stopSell ? { stopSell: true } : said);
      }),
    );
  });

  it.each([
    [{}, undefined],
    [{ stopSell: true }, 'blackout'],
    [{ stopSell: true, closedToArrival: true, closedToDeparture: true }, 'blackout'],
    [{ stopSell: false, closedToArrival: false, closedToDeparture: false }, 'none'],
    [{ stopSell: false, closedToArrival: true, closedToDeparture: false }, 'noCheckIn'],
    [{ stopSell: false, closedToArrival: false, closedToDeparture: true }, 'noCheckOut'],
    [{ stopSell: false, closedToArrival: true, closedToDeparture: true }, 'noCheckInOrCheckOut'],
    [{ stopSell: false }, 'unclear'],
    [{ closedToArrival: true, closedToDeparture: true }, 'unclear'],
    [{ stopSell: false, closedToArrival: true }, 'unclear'],
  ] as const)('%j', (switches, word) => {
    expect(overrideOf(switches)).toBe(word);
  });

  it('says nothing where the word is not known', () => {
    expect(switchesOf('seasonal')).toEqual({});
    expect(switchesOf(undefined)).toEqual({});
    expect(switchesOf('exception')).toMatchObject({ stopSell: false });
  });
});

describe('what is written', () => {
  it('tells number and switches together, and takes no limit for the longest stay there is', () => {
    const open = { available: 2, stopSell: false, closedToArrival: false, closedToDeparture: false };
    expect(rangeOf(change({ ...open, minLos: 1, maxLos: 0 }), 'EUR')).toEqual({
      type: 'range',
      range: {
        ...{ from: '2027-03-01', to: '2027-03-03' },
        ...{ numAvail: 2, override: 'none', minStay: 1, maxStay: 364 },
      },
    });
  });

  it.each([
    ['opening without a number', { stopSell: false, closedToArrival: false, closedToDeparture: false }, null],
    ['one switch alone', { available: 1, closedToArrival: true }, null],
    ['a minimum beyond a year', { minLos: 366 }, null],
    ['a price of no slot', { priceMinor: 1_000 }, '17'],
    ['a price of the room itself', { priceMinor: 1_000 }, null],
    ['nothing', {}, null],
  ] as const)('refuses %s in words, and sends nothing', (_name, value, plan) => {
    const written = rangeOf(change(value, plan), 'EUR');
    expect(written).toMatchObject({ type: 'refused', words: expect.stringMatching(/^[A-Z].*\.$/) as string });
  });

  it('refuses a price in a currency that is not known', () => {
    expect(rangeOf(change({ priceMinor: 1_000 }, '1'), '').type).toBe('refused');
  });

  it('refuses dates that stand the wrong way round', () => {
    expect(rangeOf({ ...change({ available: 1 }), to: d('2027-02-28') }, 'EUR').type).toBe('refused');
  });

  it.each([
    [11_850, 'EUR', 118.5],
    [1_999, 'EUR', 19.99],
    [12_000, 'JPY', 12_000],
    [12_345, 'KWD', 12.345],
  ])('%i minor units of %s are %d', (minor, currency, amount) => {
    expect(amountOf(minor, currency)).toBe(amount);
    expect(minorOf(amount, currency)).toBe(minor);
  });
});

describe('what is read again', () => {
  const roomValue = fc.record({
    available: fc.integer({ min: 0, max: 400 }),
    stopSell: fc.boolean(),
    closedToArrival: fc.boolean(),
    closedToDeparture: fc.boolean(),
    minLos: fc.integer({ min: 1, max: 365 }),
    maxLos: fc.integer({ min: 0, max: 363 }),
  });

  it('is what was written, on every night and on no other', () => {
    fc.assert(
      fc.property(roomValue, fc.integer({ min: 1, max: 366 }), (value, nights) => {
        const cells = readAgain(rangeOf(change(value, null, nights), 'EUR'));
        expect(cells.map(({ night }) => night)).toEqual(
          Array.from({ length: nights }, (_, index) => addNights(FROM, index)),
        );
        const { closedToArrival: _cta, closedToDeparture: _ctd, ...visible } = value;
        for (const cell of cells) expect(cell.value).toEqual(value.stopSell ? visible : value);
      }),
      { numRuns: 60 },
    );
  });

  it('gives every price back to the last minor unit, in its own slot', () => {
    const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'USD');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999_999 }),
        fc.integer({ min: 1, max: 16 }),
        currency,
        (priceMinor, slot, money) => {
          const cells = readAgain(rangeOf(change({ priceMinor }, String(slot), 1), money), money);
          expect(cells).toEqual([
            { externalRoomId: '501101', externalPlanId: String(slot), night: FROM, value: { priceMinor } },
          ]);
        },
      ),
    );
  });

  const span = { from: FROM, to: d('2027-03-31') };
  const read = (range: object) => cellsOf('501101', readRange(range) ?? expect.fail(), span, 'EUR');
  const oneNight = { from: '2027-03-01', to: '2027-03-01' };

  it('takes an overbooked night for one with nothing left, and prices as text', () => {
    expect(read({ ...oneNight, numAvail: -1, price1: '118.50', price2: 'soon' })).toEqual([
      { externalRoomId: '501101', externalPlanId: null, night: FROM, value: { available: 0 } },
      { externalRoomId: '501101', externalPlanId: '1', night: FROM, value: { priceMinor: 11_850 } },
    ]);
  });

  it('leaves out nights beyond what was asked for, and ranges without dates', () => {
    expect(read({ from: '2027-02-01', to: '2027-03-02', numAvail: 1 })).toHaveLength(2);
    expect(read({ from: '2027-03-05', to: '2027-03-04', numAvail: 1 })).toEqual([]);
    expect(read({ from: 'soon', to: '2027-03-04', numAvail: 1 })).toEqual([]);
    expect(read(oneNight)).toEqual([]);
  });
});
