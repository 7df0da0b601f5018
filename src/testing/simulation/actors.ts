import type { Chance } from '../../domain/chance.ts';
import { addNights, dateInZone, nightsOf, type NightRange } from '../../domain/stay-date.ts';
import type { Beds24Fault } from '../../sandbox/beds24/faults.ts';
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
}

const NIGHTS = 12;
const pick = <T>(chance: Chance, items: readonly T[]): T | undefined =>
  items[Math.floor(chance.next() * items.length)];

function nights(hotel: SimulatedHotel, chance: Chance): NightRange {
  const today = dateInZone(hotel.clock.now(), 'Europe/Lisbon');
  const arrival = addNights(today, 1 + Math.floor(chance.next() * NIGHTS));
  return { arrival, departure: addNights(arrival, 1 + Math.floor(chance.next() * 3)) };
}
const say = ({ arrival, departure }: NightRange): string => nightsOf({ arrival, departure }).join(' ');

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
  return `a guest books ${id} at ${connection.id}: ${hotel.roomTypes[place]?.name} ${say(range)}`;
};

/** Bookings that guests have made at a channel and not cancelled. */
const coming = (channel: SimulatedHotel['channels'][number]) =>
  channel.state.bookings.filter(
    (booking) => booking['status'] !== 'cancelled' && booking['channel'] !== 'direct',
  );

const guestCancels: Deed = (hotel, chance) => {
  const connection = pick(chance, hotel.connections);
  const booking = connection && pick(chance, coming(connection.channel));
  if (!connection || !booking) return '';
  connection.channel.ota.cancel(Number(booking['id']));
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
    const { id } = await client.call('blocks.create', {
      ...{ unitId, ...range, kind: 'block', reason: 'Paint', knowinglyReason: 'Leak' },
    });
    told.blocks.add(id);
  });
  return `staff close unit ${unitId} for ${say(range)}`;
};

const staffUnblock: Deed = (_hotel, chance, told) => {
  const id = pick(chance, [...told.blocks]);
  if (id === undefined) return '';
  told.blocks.delete(id);
  told.call('unblock', (client) => client.call('blocks.remove', { id }));
  return `staff open block ${id} again`;
};

const deskBooks: Deed = (hotel, chance, told) => {
  const type = pick(chance, hotel.roomTypes);
  if (!type) return '';
  const range = nights(hotel, chance);
  told.call('desk booking', async (client) => {
    const { id } = await client.call('reservations.create', {
      ...{ ...range, roomTypeId: type.id, unitId: null, guestName: 'Marlow', contact: '', guests: 2 },
      ...{ priceMinor: 20_000, paidMinor: 0, note: '', source: 'phone', knowinglyReason: 'Regular' },
    });
    told.deskBookings.add(id);
  });
  return `the desk takes a ${type.name} for ${say(range)}`;
};

const deskCancels: Deed = (_hotel, chance, told) => {
  const id = pick(chance, [...told.deskBookings]);
  if (id === undefined) return '';
  told.deskBookings.delete(id);
  told.call('desk cancels', (client) => client.call('reservations.cancel', { id, reason: 'Ill' }));
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

const FAULTS: readonly Beds24Fault[] = [
  { kind: 'timeout' },
  { kind: 'timeout', applied: true },
  { kind: 'reset' },
  { kind: 'reset', applied: true },
  { kind: 'slow', ms: 90_000 },
  { kind: 'slow', ms: 4_000 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502, applied: true },
  { kind: 'status', status: 429, retryAfter: 30 },
  { kind: 'status', status: 429 },
  { kind: 'malformed-json' },
  { kind: 'html' },
  { kind: 'empty-body' },
  { kind: 'page-repeats' },
  { kind: 'ids-as-text' },
  { kind: 'no-new-ids' },
];

const channelFails: Deed = (hotel, chance) => {
  const channel = pick(chance, hotel.channels);
  const fault = pick(chance, FAULTS);
  if (!channel || !fault) return '';
  const times = 1 + Math.floor(chance.next() * 3);
  channel.faults.inject(fault, { times });
  return `the next ${times} answers of ${hotel.channels.indexOf(channel)} go wrong: ${JSON.stringify(fault)}`;
};

const lineFails: Deed = (hotel, chance) => {
  if (hotel.network.isDown) return '';
  hotel.network.isDown = true;
  const ms = Math.floor(chance.next() * 20 * 60_000);
  hotel.clock.world.after(ms, () => (hotel.network.isDown = false));
  return `the line is down for ${Math.round(ms / 1000)} s`;
};

const tokensExpire: Deed = (hotel, chance) => {
  pick(chance, hotel.channels)?.signIn.expireAccess();
  return 'access tokens expire';
};

const crash: Deed = (hotel, chance) => {
  const within = 1 + Math.floor(chance.next() * 12);
  const when = chance.next() < 0.5 ? 'before' : 'after';
  hotel.life.crashAt(within, when);
  return `the program will die ${when} its write number ${within} from now`;
};

const crashNow: Deed = (hotel) => {
  hotel.life.die();
  return 'the program dies';
};

/** All deeds, each with how often it comes. */
export const DEEDS: readonly (readonly [weight: number, name: string, deed: Deed])[] = [
  [10, 'guest-books', guestBooks],
  [4, 'guest-cancels', guestCancels],
  [2, 'guest-shortens', guestShortens],
  [5, 'staff-block', staffBlock],
  [4, 'staff-unblock', staffUnblock],
  [4, 'desk-books', deskBooks],
  [3, 'desk-cancels', deskCancels],
  [3, 'staff-set-rate', staffSetRate],
  [5, 'channel-fails', channelFails],
  [1, 'line-fails', lineFails],
  [1, 'tokens-expire', tokensExpire],
  [2, 'crash', crash],
  [1, 'crash-now', crashNow],
];
