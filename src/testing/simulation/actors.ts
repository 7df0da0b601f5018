import type { Chance } from '../../domain/chance.ts';
import { addNights, nightsOf, type NightRange } from '../../domain/stay-date.ts';
import { deskBooking, nights, pick } from './choices.ts';
import { deskThinksAgain, staffThinksAgain } from './second-thoughts.ts';
import { TROUBLE } from './trouble.ts';
import { announce, say } from './webhooks-on-the-way.ts';
import { notePutBack } from './put-back.ts';
import type { SimulatedHotel } from './simulated-hotel.ts';

/** Something that somebody does, or that happens. Answers what it was, in words; empty where nothing came of it. */
export type Deed = (hotel: SimulatedHotel, chance: Chance, told: Told) => string;

/** What staff were told had been done: none of it may be missing later. */
export interface Told {
  /** Runs a call of staff; the answer is waited for by nobody, as at a busy desk. */
  call(words: string, run: (client: SimulatedHotel['client']) => Promise<unknown>): void;
  /** Ids of what staff have made and were told of. */
  readonly blocks: Set<number>;
  readonly deskBookings: Set<number>;
  /** What can be taken back, with what that means for the two above. */
  readonly undoable: { readonly undoId: string; readonly undone: () => void }[];
  /** Somebody has revoked a sign-in at a channel: from then on a person may be asked to sign in again. */
  isRevoked: boolean;
}

const guestBooks: Deed = (hotel, chance) => {
  const connection = pick(chance, hotel.connections);
  const place = Math.floor(chance.next() * hotel.roomTypes.length);
  const roomId = connection?.rooms[place];
  if (!connection || roomId === undefined) return '';
  const range = nights(hotel, chance);
  const spec = { roomId, ...range, channel: chance.next() < 0.5 ? 'expedia' : 'booking', price: 100 };
  if (connection.channel.ota.obstacle(spec) !== undefined) return '';
  const { id } = connection.channel.ota.book({
    ...spec,
    guest: { firstName: 'Ines', lastName: `Prova${place}` },
  });
  announce(hotel, chance, connection, id);
  return `a guest books ${id} at ${connection.id}: ${hotel.roomTypes[place]?.name} ${say(range)}`;
};

/** Bookings that guests have made at a channel and not cancelled. */
const coming = (channel: SimulatedHotel['channels'][number]) =>
  channel.state.bookings.filter(
    (booking) => booking['status'] !== 'cancelled' && booking['channel'] !== 'direct',
  );

/** Some channels give a unit back by themselves, a while after its booking was cancelled, whatever they were told. */
function putBack(
  hotel: SimulatedHotel,
  chance: Chance,
  { id, property }: SimulatedHotel['connections'][number],
  roomId: number,
  range: NightRange,
): void {
  const room = property.roomTypes.find((one) => one.id === roomId);
  hotel.clock.world.after(60_000 + chance.next() * 420_000, () => {
    // a clock that was set forward tells them once more too early, and nobody can know
    if (hotel.isClockSet) return;
    for (const date of nightsOf(range)) {
      const night = room?.edit(date);
      if (!night || night.withheld <= 0) continue;
      night.withheld -= 1;
      notePutBack(hotel, id, roomId, date);
    }
  });
}

const guestCancels: Deed = (hotel, chance) => {
  const connection = pick(chance, hotel.connections);
  const booking = connection && pick(chance, coming(connection.channel));
  if (!connection || !booking) return '';
  const { arrival, departure } = booking as unknown as NightRange;
  connection.channel.ota.cancel(Number(booking['id']));
  announce(hotel, chance, connection, Number(booking['id']));
  if (chance.next() < 0.4)
    putBack(hotel, chance, connection, Number(booking['roomId']), { arrival, departure });
  return `the guest of ${String(booking['id'])} cancels at ${connection.id}`;
};

const guestShortens: Deed = (hotel, chance) => {
  const connection = pick(chance, hotel.connections);
  const booking = connection && pick(chance, coming(connection.channel));
  if (!connection || !booking) return '';
  const range = { arrival: booking['arrival'], departure: booking['departure'] } as NightRange;
  if (nightsOf(range).length < 2) return '';
  const departure = addNights(range.departure, -1);
  connection.channel.ota.change(Number(booking['id']), { departure });
  announce(hotel, chance, connection, Number(booking['id']));
  return `the guest of ${String(booking['id'])} leaves a night earlier, on ${departure}`;
};

const staffBlock: Deed = (hotel, chance, told) => {
  const unitId = pick(
    chance,
    hotel.roomTypes.flatMap((type) => type.unitIds),
  );
  if (unitId === undefined) return '';
  const range = nights(hotel, chance);
  told.call('block', async (client) => {
    const { id, undoId } = await client.call('blocks.create', {
      ...{ unitId, ...range, kind: 'block', reason: 'Paint', knowinglyReason: 'Leak' },
    });
    told.blocks.add(id);
    if (undoId !== null) told.undoable.push({ undoId, undone: () => told.blocks.delete(id) });
  });
  return `staff close unit ${unitId} for ${say(range)}`;
};

const staffUnblock: Deed = (_hotel, chance, told) => {
  const id = pick(chance, [...told.blocks]);
  if (id === undefined) return '';
  told.blocks.delete(id);
  told.call('unblock', async (client) => {
    const { undoId } = await client.call('blocks.remove', { id });
    if (undoId !== null) told.undoable.push({ undoId, undone: () => told.blocks.add(id) });
  });
  return `staff open block ${id} again`;
};

const deskBooks: Deed = (hotel, chance, told) => {
  const type = pick(chance, hotel.roomTypes);
  if (!type) return '';
  const range = nights(hotel, chance);
  told.call('desk booking', async (client) => {
    const { id } = await client.call('reservations.create', deskBooking(type.id, range));
    told.deskBookings.add(id);
  });
  return `the desk takes a ${type.name} for ${say(range)}`;
};

const deskCancels: Deed = (_hotel, chance, told) => {
  const id = pick(chance, [...told.deskBookings]);
  if (id === undefined) return '';
  told.deskBookings.delete(id);
  told.call('desk cancels', async (client) => {
    const { undoId } = await client.call('reservations.cancel', { id, reason: 'Ill' });
    if (undoId !== null) told.undoable.push({ undoId, undone: () => told.deskBookings.add(id) });
  });
  return `the desk cancels its booking ${id}`;
};

const staffSetRate: Deed = (hotel, chance, told) => {
  const type = pick(chance, hotel.roomTypes);
  if (!type) return '';
  const range = nights(hotel, chance);
  const set = pick(chance, [
    { stopSell: true },
    { stopSell: null },
    { minLos: 2 },
    { minLos: null },
    { closedToArrival: true },
  ]);
  told.call('rates', (client) =>
    client.call('rates.set', {
      ...{ roomTypeIds: [type.id], ratePlanIds: [], connectionIds: [], nights: [range] },
      ...{ set: set ?? {}, reason: '', knowing: [] },
    }),
  );
  return `staff set ${JSON.stringify(set)} for ${type.name} ${say(range)}`;
};

const staffPrice: Deed = (hotel, chance, told) => {
  const type = pick(chance, hotel.roomTypes);
  if (!type) return '';
  const range = nights(hotel, chance);
  const priceMinor = 9_000 + Math.floor(chance.next() * 9) * 100;
  told.call('price', async (client) => {
    const asked = {
      ...{ roomTypeIds: [type.id], ratePlanIds: [hotel.ratePlanId], connectionIds: [], nights: [range] },
      ...{ set: { priceMinor }, reason: '' },
    };
    // a first price is asked about
    const { guards } = await client.call('rates.preview', asked);
    await client.call('rates.set', { ...asked, knowing: guards.map(({ id }) => id) });
  });
  return `staff price ${type.name} at ${priceMinor / 100} for ${say(range)}`;
};

const staffUndo: Deed = (_hotel, chance, told) => {
  const act = pick(chance, told.undoable);
  if (!act) return '';
  told.undoable.splice(told.undoable.indexOf(act), 1);
  told.call('undo', async (client) => {
    await client.call('history.undo', { undoId: act.undoId });
    act.undone();
  });
  return 'staff take something back';
};

/** All deeds, each with how often it comes. */
export const DEEDS: readonly (readonly [weight: number, name: string, deed: Deed])[] = [
  [10, 'guest-books', guestBooks],
  [4, 'guest-cancels', guestCancels],
  [2, 'guest-shortens', guestShortens],
  [5, 'staff-block', staffBlock],
  [4, 'staff-unblock', staffUnblock],
  [2, 'staff-thinks-again', staffThinksAgain],
  [4, 'desk-books', deskBooks],
  [2, 'desk-thinks-again', deskThinksAgain],
  [3, 'desk-cancels', deskCancels],
  [3, 'staff-set-rate', staffSetRate],
  [3, 'staff-price', staffPrice],
  [2, 'staff-undo', staffUndo],
  ...TROUBLE,
];
