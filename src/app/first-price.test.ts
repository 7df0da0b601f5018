import { afterEach, beforeEach, expect, it } from 'vitest';
import { CallFailed } from '../contract/client.ts';
import type { InputOf } from '../contract/index.ts';
import type { StayDate } from '../domain/stay-date.ts';
import { channelHotel, type ChannelHotel, DOUBLES } from '../testing/channel-hotel.ts';

const BAR: InputOf<'rates.savePlan'> = {
  ...{ id: null, name: 'BAR', kind: 'bar', mealPlan: 'room-only', cancellation: 'flexible', parentId: null },
  ...{ adjustBasisPoints: 0, adjustMinor: 0, minLos: 1, maxLos: 0 },
  ...{ advanceMinDays: null, advanceMaxDays: null, floorMinor: null },
};

let hotel: ChannelHotel;
let bar: number;
beforeEach(async () => {
  hotel = await channelHotel();
  bar = (await hotel.client.call('rates.savePlan', BAR)).id;
});
afterEach(() => hotel.close());

async function linkBar(id: number): Promise<void> {
  const { rooms } = await hotel.client.call('connections.read', { id });
  const room = rooms.find(({ externalId }) => externalId === String(DOUBLES));
  const externalPlanId = room?.plans[0]?.externalId ?? '';
  const link = { id, externalRoomId: String(DOUBLES), externalPlanId, ratePlanId: bar };
  await hotel.client.call('connections.linkPlan', link);
}

const price = (priceMinor: number, knowing: readonly string[] = []) =>
  hotel.client.call('rates.set', {
    ...{ roomTypeIds: [hotel.roomTypes.doubles], ratePlanIds: [bar], connectionIds: [] },
    ...{ nights: [{ arrival: '2027-03-10', departure: '2027-03-13' }], reason: '' },
    ...{ set: { priceMinor }, knowing: [...knowing] },
  });

interface Asked {
  readonly message: string;
  readonly ids: readonly string[];
}

async function asked(work: Promise<unknown>): Promise<Asked> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CallFailed)) throw new Error('Nothing was asked.');
  const { guards = [] } = error.failure.details as { guards?: readonly { readonly id: string }[] };
  return { message: error.failure.message, ids: guards.map(({ id }) => id) };
}

it('is asked about once where nobody knows what the channel asks now', async () => {
  const id = await hotel.connect();
  await linkBar(id);
  const { message, ids } = await asked(price(1_900));
  expect(message).toBe(
    'No price is known for these nights: is €19.00 right? (Double, BAR: 10, 11 and 12 Mar)',
  );
  await price(1_900, ids);
  await price(2_000);
});

it('is measured by the price that was read at the channel', async () => {
  for (const night of ['2027-03-10', '2027-03-11', '2027-03-12'])
    hotel
      .roomThere(DOUBLES)
      .edit(night as StayDate)
      .prices.set(1, 90);
  const id = await hotel.connect();
  await linkBar(id);
  await hotel.quiet();
  const { message } = await asked(price(1_900));
  expect(message).toContain('from €90.00 to €19.00');
  await price(9_500);
});

it('is nobody’s question where no channel that is told sells the plan', async () => {
  await price(1_900);
  await hotel.connect();
  await price(2_000);
});
