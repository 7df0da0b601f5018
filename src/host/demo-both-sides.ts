import { CallFailed, type Client } from '../contract/client.ts';
import type { ConnectionView } from '../contract/connections.ts';
import type { Clock } from '../domain/clock.ts';
import { addNights, type NightRange } from '../domain/stay-date.ts';
import type { DemoBeds24 } from '../sandbox/demo-beds24.ts';

export const BOTH_SIDES = {
  id: 'beds24-both-changed',
  title: 'A booking is changed on both sides',
  story:
    'A guest books by telephone and Beds24 is told. Then the desk takes a night off while somebody at Beds24 puts the same booking a week later. Neither side wins by itself: the inbox asks, field by field.',
} as const;

const GUEST = 'Teresa Vilar';
const LOOKS = 60;
const LOOK_MS = 100;
/** So long the desk's change does not get through: long enough for the other one to come in. */
const HELD_UP_MS = 2_500;
const LATER_NIGHTS = 7;

type Waits = Pick<Clock, 'after'>;

const pause = (clock: Waits, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve);
  });

/** Takes the booking in the first unit that is free; the plan of the demo does not know what people did meanwhile. */
async function takeBooking(client: Client, roomTypeId: number, range: NightRange) {
  const { roomTypes } = await client.call('property.read', {});
  for (const unit of roomTypes.find(({ id }) => id === roomTypeId)?.units ?? [])
    try {
      const { id, roomStayId } = await client.call('reservations.create', {
        ...{ roomTypeId, unitId: unit.id, ...range, guestName: GUEST, contact: '', guests: 2 },
        ...{ priceMinor: 24_000, paidMinor: 0, note: '', source: 'phone' },
      });
      return { id, roomStayId, unitId: unit.id };
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
    }
  return undefined;
}

/** The channel's number of the booking, once it was told. */
async function numberThere(
  client: Client,
  clock: Waits,
  { id, connectionId }: { readonly id: number; readonly connectionId: number },
): Promise<number | undefined> {
  for (let look = 0; look < LOOKS; look += 1) {
    const { channelBookings } = await client.call('reservations.read', { id });
    const there = channelBookings.find((booking) => booking.connectionId === connectionId);
    if (there?.externalId && there.pushState === 'confirmed') return Number(there.externalId);
    await pause(clock, LOOK_MS);
  }
  return undefined;
}

function roomTypeOf({ rooms }: ConnectionView, roomId: number): number | null {
  return rooms.find(({ externalId }) => externalId === String(roomId))?.roomTypeId ?? null;
}

/** Plays it through the desk's own calls; answers what happened, or why nothing did. */
export async function playBothSides(
  client: Client,
  { server, freeNights }: Pick<DemoBeds24, 'server' | 'freeNights'>,
  clock: Waits,
): Promise<string> {
  const { rows } = await client.call('connections.list', {});
  const row = rows.find(({ host, state }) => server.origin.endsWith(host) && state === 'active');
  if (!row?.isTold) return 'Connect Beds24 and begin to tell it first. Nothing happened.';
  const free = freeNights();
  const view = await client.call('connections.read', { id: row.id });
  const roomTypeId = free ? roomTypeOf(view, free.roomId) : null;
  if (!free || roomTypeId === null) return 'No fitting nights were found for it. Nothing happened.';
  const { arrival, departure } = free.range;
  const taken = await takeBooking(client, roomTypeId, { arrival, departure });
  if (!taken) return 'No fitting nights were found for it. Nothing happened.';
  const number = await numberThere(client, clock, { id: taken.id, connectionId: row.id });
  if (number === undefined)
    return `${GUEST} has booked by telephone, but ${row.name} could not be told in time. Try again later.`;

  const heldUp = { kind: 'status', status: 503 } as const;
  server.faults.inject(heldUp, { untilAt: server.now() + HELD_UP_MS }, { method: 'POST', path: '/bookings' });
  const { roomStayId, unitId } = taken;
  await client.call('stays.move', { roomStayId, unitId, arrival, departure: addNights(departure, -1) });
  server.ota.change(number, {
    arrival: addNights(arrival, LATER_NIGHTS),
    departure: addNights(departure, LATER_NIGHTS),
  });
  return `The desk took a night off the stay of ${GUEST}, and ${row.name} has the same booking a week later. The inbox asks which dates hold.`;
}
