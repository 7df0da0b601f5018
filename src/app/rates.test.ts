import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallFailed } from '../contract/client.ts';
import type { RateChange, RatePlanView } from '../contract/rates.ts';
import { coreForTest, type CoreForTest } from '../testing/core-for-test.ts';

let desk: CoreForTest;
let double: number;
let twin: number;

beforeEach(async () => {
  desk = await coreForTest();
  await desk.client.call('property.save', { name: 'Casa Prova', zone: 'Europe/Rome', currency: 'EUR' });
  double = (await desk.client.call('roomTypes.save', { name: 'Double', sleeps: 2, addUnits: ['1', '2'] })).id;
  twin = (await desk.client.call('roomTypes.save', { name: 'Twin', sleeps: 2, addUnits: ['3'] })).id;
});
afterEach(() => desk.close());

const plan = (name: string, more: Partial<Omit<RatePlanView, 'id'>> = {}) =>
  desk.client.call('rates.savePlan', {
    id: null,
    name,
    kind: 'bar',
    mealPlan: 'room-only',
    cancellation: 'flexible',
    parentId: null,
    adjustBasisPoints: 0,
    adjustMinor: 0,
    minLos: 1,
    maxLos: 0,
    advanceMinDays: null,
    advanceMaxDays: null,
    floorMinor: null,
    ...more,
  });

const change = (set: RateChange['set'], more: Partial<RateChange> = {}): RateChange => ({
  roomTypeIds: [double],
  ratePlanIds: [],
  connectionIds: [],
  nights: [{ arrival: '2026-12-10', departure: '2026-12-13' }],
  reason: '',
  ...more,
  set,
});

const lanes = async (from = '2026-12-09', to = '2026-12-14') =>
  (await desk.client.call('rates.read', { from, to })).lanes;
const lane = async (roomTypeId: number, ratePlanId: number) => {
  const found = (await lanes()).find((row) => row.roomTypeId === roomTypeId && row.ratePlanId === ratePlanId);
  if (!found) throw new Error('no such lane');
  return found;
};

async function refusal(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CallFailed)) throw new Error('It was not refused.');
  return error.failure;
}

describe('rate plans', () => {
  it('take no price and no floor that no night can hold', async () => {
    const bar = await plan('BAR');
    const beyond = 2_147_483_648;
    const set = desk.client.call('rates.set', change({ priceMinor: beyond }, { ratePlanIds: [bar.id] }));
    expect((await refusal(set)).code).toBe('invalid-input');
    expect((await refusal(plan('Dear', { floorMinor: beyond }))).code).toBe('invalid-input');
    await plan('Dearest', { floorMinor: beyond - 1 });
  });

  it('derive their price and say from what', async () => {
    const bar = await plan('BAR');
    const saved = await plan('Breakfast', { parentId: bar.id, adjustBasisPoints: -1500, adjustMinor: 800 });
    expect(saved.message).toBe('Saved Breakfast, 15 % below and €8.00 above BAR.');
    await desk.client.call('rates.set', change({ priceMinor: 10_000 }, { ratePlanIds: [bar.id] }));
    expect([...(await lane(double, bar.id)).priceMinor]).toEqual([-1, 10_000, 10_000, 10_000, -1]);
    expect([...(await lane(double, saved.id)).priceMinor]).toEqual([-1, 9_300, 9_300, 9_300, -1]);
    expect([...(await lane(twin, bar.id)).priceMinor]).toEqual([-1, -1, -1, -1, -1]);
  });

  it('are refused where they would derive from themselves, and kept while others stand on them', async () => {
    const bar = await plan('BAR');
    const member = await plan('Member', { parentId: bar.id });
    const circle = desk.client.call('rates.savePlan', { ...(await plans())[0]!, parentId: member.id });
    expect((await refusal(circle)).message).toContain('from itself');
    expect((await refusal(plan('BAR'))).message).toContain('already');
    const removed = desk.client.call('rates.removePlan', { id: bar.id });
    expect((await refusal(removed)).message).toBe(
      'Member takes its price from BAR. Change or remove Member first.',
    );
    await desk.client.call('rates.removePlan', { id: member.id });
    expect((await plans()).map(({ name }) => name)).toEqual(['BAR']);
  });
});

const plans = async () => (await desk.client.call('rates.plans', {})).plans;

describe('setting nights', () => {
  it('says what was done in nights, and can be taken back', async () => {
    const done = await desk.client.call('rates.set', change({ stopSell: true }, { reason: 'Painting' }));
    expect(done.message).toBe('Double: 10, 11 and 12 Dec closed.');
    expect([...(await lane(double, 0)).stopSell]).toEqual([0, 1, 1, 1, 0]);
    await desk.client.call('history.undo', { undoId: done.undoId as string });
    expect([...(await lane(double, 0)).stopSell]).toEqual([0, 0, 0, 0, 0]);
  });

  it('leaves alone what is so already, and what it does not speak of', async () => {
    await desk.client.call('rates.set', change({ stopSell: true }));
    const again = await desk.client.call('rates.set', change({ stopSell: true }));
    expect(again).toMatchObject({ message: 'It is so already. Nothing was changed.', undoId: null });
    await desk.client.call('rates.set', change({ minLos: 3 }));
    expect([...(await lane(double, 0)).stopSell]).toEqual([0, 1, 1, 1, 0]);
    expect([...(await lane(double, 0)).minLos]).toEqual([1, 3, 3, 3, 1]);
  });

  it('takes a word back with null', async () => {
    await desk.client.call('rates.set', change({ minLos: 3 }));
    const done = await desk.client.call('rates.set', change({ minLos: null }));
    expect(done.message).toBe('Double: 10, 11 and 12 Dec shortest stay as usual again.');
    expect([...(await lane(double, 0)).minLos]).toEqual([1, 1, 1, 1, 1]);
  });

  it('is refused for nights that are over, prices without a plan, nothing at all and too much at once', async () => {
    const past = [{ arrival: '2026-11-18', departure: '2026-11-22' }];
    const refused = await Promise.all(
      [
        change({ stopSell: true }, { nights: past }),
        change({ priceMinor: 9_000 }),
        change({}),
        change({ stopSell: true }, { nights: [{ arrival: '2026-12-10', departure: '2026-12-10' }] }),
        change({ stopSell: true }, { roomTypeIds: [999] }),
      ].map((asked) => refusal(desk.client.call('rates.set', asked))),
    );
    expect(refused.map(({ code }) => code)).toEqual([
      'not-possible',
      'invalid-input',
      'invalid-input',
      'invalid-input',
      'not-found',
    ]);
  });

  it('asks before a price jumps and before nights open that somebody closed; a yes to that goes through', async () => {
    const bar = await plan('BAR');
    await desk.client.call('rates.set', change({ priceMinor: 10_000 }, { ratePlanIds: [bar.id] }));
    const jump = change({ priceMinor: 1_000 }, { ratePlanIds: [bar.id] });
    expect((await refusal(desk.client.call('rates.set', jump))).message).toContain('from €100.00 to €10.00');
    const { guards } = await desk.client.call('rates.preview', jump);
    expect(guards.map(({ kind, weight }) => [kind, weight])).toEqual([['price-jump', 'ask']]);
    const knowing = guards.map(({ id }) => id);
    await desk.client.call('rates.set', { ...jump, knowing });
    expect([...(await lane(double, bar.id)).priceMinor]).toEqual([-1, 1_000, 1_000, 1_000, -1]);

    await desk.client.call('rates.set', change({ stopSell: true }));
    const opening = await refusal(desk.client.call('rates.set', change({ stopSell: null })));
    expect(opening.message).toContain('Test clerk closed by hand');
  });

  it('never goes below the floor of a plan, whoever says so', async () => {
    const bar = await plan('BAR', { floorMinor: 5_000 });
    const low = change({ priceMinor: 4_000 }, { ratePlanIds: [bar.id] });
    const { guards } = await desk.client.call('rates.preview', low);
    expect(guards).toMatchObject([{ kind: 'below-floor', weight: 'stop' }]);
    const knowing = guards.map(({ id }) => id);
    expect((await refusal(desk.client.call('rates.set', { ...low, knowing }))).message).toContain('floor');
  });
});

describe('what is held back', () => {
  it('is said in words and gone where nothing is held back any more', async () => {
    const rule = {
      roomTypeId: double,
      connectionId: 0,
      buffer: 1,
      directReserve: 1,
      allotment: null,
      closeAtLeft: null,
    };
    const done = await desk.client.call('rates.setRule', rule);
    expect(done.message).toBe('Double: 1 held back, 1 kept for the desk.');
    expect((await desk.client.call('rates.rules', {})).rules).toEqual([rule]);
    await desk.client.call('rates.setRule', { ...rule, buffer: 0, directReserve: 0 });
    expect((await desk.client.call('rates.rules', {})).rules).toEqual([]);
  });
});

describe('the history', () => {
  const history = async (limit = 10) =>
    (await desk.client.call('history.list', { limit })).entries.map(({ changes }) => changes.join(' · '));

  it('tells a change of many nights in one line, however many nights it was', async () => {
    const bar = await plan('BAR');
    const year = [{ arrival: '2026-12-01', departure: '2027-12-01' }];
    await desk.client.call(
      'rates.set',
      change({ priceMinor: 9_000 }, { ratePlanIds: [bar.id], nights: year, roomTypeIds: [double, twin] }),
    );
    await desk.client.call('rates.set', change({ stopSell: true }));
    const shorter = await desk.client.call('rates.set', change({ minLos: 2 }));
    await desk.client.call('history.undo', { undoId: shorter.undoId as string });
    expect((await history()).slice(0, 5)).toEqual([
      'Double: 10, 11 and 12 Dec shortest stay as usual again (was at least 2 nights)',
      'Double: 10, 11 and 12 Dec at least 2 nights',
      'Double: 10, 11 and 12 Dec closed',
      'Twin, BAR: 1 Dec 2026 to 30 Nov 2027 (365 nights) €90.00 · Double, BAR: 1 Dec 2026 to 30 Nov 2027 (365 nights) €90.00',
      'Rate plan BAR made',
    ]);
    expect(await history(3)).toHaveLength(3);
  });

  it('goes on behind a change of many nights', async () => {
    await desk.client.call('rates.set', change({ stopSell: true }));
    const [newest] = (await desk.client.call('history.list', { limit: 1 })).entries;
    const { entries } = await desk.client.call('history.list', { limit: 1, before: newest?.seq ?? 0 });
    expect(entries[0]?.entity).toBe('unit');
  });

  it('says what is held back, and what it was', async () => {
    const rule = { roomTypeId: double, connectionId: 0, buffer: 1, directReserve: 0, allotment: null };
    await desk.client.call('rates.setRule', { ...rule, closeAtLeft: null });
    await desk.client.call('rates.setRule', { ...rule, buffer: 2, closeAtLeft: 1 });
    expect((await history(2)).toReversed()).toEqual([
      'Double: 1 held back',
      'Double: 2 held back, closed from 1 left (was 1 held back)',
    ]);
  });
});
