import { sayRanges, sayCellNights } from '../domain/say-cell.ts';
import { sayNights } from '../domain/say-nights.ts';
import { type DayNumber, stayDate, type StayDate } from '../domain/stay-date.ts';
import type { JobView } from '../queue/job-view.ts';
import { type ChannelBookingRow, findChannelBooking } from '../store/channel-bookings.ts';
import type { ConnectionRow } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { findRow, rowsWhere } from '../store/find.ts';
import type { Row } from '../store/writer.ts';
import type { cellWordsOf } from './diff-view.ts';
import type { Surroundings } from './handler.ts';
import { sayGuest } from './say.ts';
import { planFor } from './sync-plans.ts';

type Words = ReturnType<typeof cellWordsOf>;

export interface JobWords {
  /** "Tell Beds24 what is left", "Cancel Marlow at Beds24". */
  readonly title: string;
  /** What it will say, from what is desired now. */
  readonly says: string[];
}

/** What an outbox line needs of its surroundings, gathered once for all lines. */
export interface WordWorld {
  readonly here: Surroundings;
  readonly words: Words;
  readonly connections: ReadonlyMap<number, ConnectionRow>;
}

const SHOWN = 4;

interface Booked {
  readonly booking: ChannelBookingRow;
  readonly reservation: Row<'reservation'>;
}

function bookedOf(read: ReadHandle, { subject }: JobView): Booked | undefined {
  const { channelBookingId } = subject;
  const booking =
    typeof channelBookingId === 'number' ? findChannelBooking(read, channelBookingId) : undefined;
  const reservationId = booking?.reservationId ?? null;
  const reservation = reservationId === null ? undefined : findRow(read, 'reservation', reservationId);
  return booking && reservation && { booking, reservation };
}

function bookingWords(world: WordWorld, job: JobView, name: string): JobWords {
  const { read } = world.here.store;
  const booked = bookedOf(read, job);
  if (!booked) return { title: `Tell ${name} of a booking`, says: [] };
  const { booking, reservation } = booked;
  const guest = sayGuest(reservation.guestName, reservation.channel, reservation.channelRef);
  // a guest who did not come is no cancellation there
  const verb =
    reservation.status === 'cancelled' ? 'Cancel' : booking.externalId === null ? 'Make' : 'Change';
  const stays = rowsWhere(read, 'room_stay', 'reservationId', [reservation.id]).filter(
    (stay) => stay.channelBookingId === null || stay.channelBookingId === booking.id,
  );
  const says = stays.slice(0, SHOWN).map(({ roomTypeId, arrival, departure }) => {
    const nights = sayNights(
      { arrival: arrival as StayDate, departure: departure as StayDate },
      world.words.today,
    );
    return `${world.words.roomTypeName(roomTypeId)}: ${nights}`;
  });
  return { title: `${verb} ${guest} at ${name}`, says };
}

function againWords({ words }: WordWorld, { subject }: JobView, name: string): JobWords {
  const { roomTypeId, from, to } = subject;
  const isWhole = typeof roomTypeId === 'number' && typeof from === 'number' && typeof to === 'number';
  if (!isWhole) return { title: `Tell ${name} some nights again`, says: [] };
  const nights = { arrival: stayDate(from as DayNumber), departure: stayDate(to as DayNumber) };
  const said = sayCellNights([nights], words.today);
  return { title: `Tell ${name} again`, says: [`${words.roomTypeName(roomTypeId)}: ${said}`] };
}

function pushWords({ here, words, connections }: WordWorld, connectionId: number, name: string): JobWords {
  const connection = connections.get(connectionId);
  const plan = connection ? planFor(here, connection) : null;
  const says = plan === null ? [] : sayRanges([...plan.ranges, ...plan.held], words, SHOWN);
  return { title: `Tell ${name} what is left and what it costs`, says };
}

const PLAIN: Readonly<Record<string, (name: string) => string>> = {
  pull: (name) => `Read what changed at ${name}`,
  'pull-all': (name) => `Read every booking of ${name}`,
  'read-back': (name) => `Look at what ${name} shows`,
  reconcile: (name) => `Compare everything with ${name}`,
  rooms: (name) => `Read the rooms and prices of ${name}`,
  webhook: (name) => `Take in what ${name} sent`,
};

/** What a job does, and, while it has not ended, what it will say. */
export function jobWords(world: WordWorld, job: JobView, connectionId: number): JobWords {
  const name = world.connections.get(connectionId)?.name ?? 'a former channel';
  const hasEnded = job.endedAt !== null && job.state !== 'dead';
  if (job.kind === 'push') {
    const told = pushWords(world, connectionId, name);
    return hasEnded ? { ...told, says: [] } : told;
  }
  if (job.kind === 'push-reservation') return bookingWords(world, job, name);
  if (job.kind === 'reassert') return againWords(world, job, name);
  return { title: PLAIN[job.kind]?.(name) ?? `${name}: ${job.kind}`, says: [] };
}
