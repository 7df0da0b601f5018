import type { Deed } from './actors.ts';
import { deskBooking, nights, pick } from './choices.ts';
import { say } from './webhooks-on-the-way.ts';

/** The guest on the phone books, and takes it back before the channels have even heard of it. */
export const deskThinksAgain: Deed = (hotel, chance, told) => {
  const type = pick(chance, hotel.roomTypes);
  if (!type) return '';
  const range = nights(hotel, chance);
  const ms = Math.floor(chance.next() * 1_500);
  told.call('desk books and cancels', async (client) => {
    const { id } = await client.call('reservations.create', deskBooking(type.id, range));
    hotel.clock.world.after(ms, () =>
      told.call('desk cancels at once', (now) => now.call('reservations.cancel', { id, reason: 'Ill' })),
    );
  });
  return `the desk takes a ${type.name} for ${say(range)} and cancels ${ms} ms later`;
};

/**
 * A block is lifted just as the sign-ins run out, and put back a moment later: what is on its way to the channels by then has
 * to sign in anew, and is not true any more when it could leave.
 */
export const staffThinksAgain: Deed = (hotel, chance, told) => {
  const unitId = pick(
    chance,
    hotel.roomTypes.flatMap((type) => type.unitIds),
  );
  if (unitId === undefined) return '';
  const range = nights(hotel, chance);
  const ms = Math.floor(chance.next() * 900);
  const put = (): void =>
    told.call('block', async (client) => {
      const block = { unitId, ...range, kind: 'block', reason: 'Paint', knowinglyReason: 'Leak' } as const;
      told.blocks.add((await client.call('blocks.create', block)).id);
    });
  const known = new Set(told.blocks);
  put();
  hotel.clock.world.after(20_000, () => {
    const [id] = [...told.blocks].filter((one) => !known.has(one));
    if (id === undefined || !told.blocks.delete(id)) return;
    for (const channel of hotel.channels) channel.signIn.expireAccess();
    told.call('unblock', (client) => client.call('blocks.remove', { id }));
    hotel.clock.world.after(ms, put);
  });
  return `staff close unit ${unitId} for ${say(range)}, open it after 20 s and close it again ${ms} ms later`;
};
