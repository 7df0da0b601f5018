import { addNights, dateInZone, type NightRange, overlaps } from '../domain/stay-date.ts';
import { startBeds24, type Beds24Sandbox } from './beds24/server.ts';
import { chanceFrom } from './chance.ts';
import type { DemoHotel } from './demo-hotel.ts';
import { guestName } from './demo-people.ts';
import { plannedDesk, sayNights } from './free-nights.ts';
import type { Sandbox } from './server.ts';

/** Something that happens at the simulated channel manager. */
export interface Beds24Incident {
  readonly id: string;
  readonly title: string;
  /** For staff: what is going to happen, and what to watch. */
  readonly story: string;
  /** Answers what happened where. */
  play(): { readonly said: string };
}

/** The demo hotel's account at a channel manager that sells its rooms on two more channels. */
export interface DemoBeds24 {
  readonly server: Beds24Sandbox;
  /** Its webhooks are set by whoever connects it. */
  readonly property: ReturnType<Beds24Sandbox['addProperty']>;
  /** Nights of a room with at least two free units, for a booking that the desk is about to take. */
  freeNights(): { readonly roomId: number; readonly range: NightRange } | undefined;
  /** A fresh code, as a person would make it in the control panel: good once. */
  inviteCode(): string;
  readonly incidents: readonly Beds24Incident[];
}

/** Their names for our room types, as somebody typed them there once. */
const NAMES: Readonly<Record<string, string>> = {
  'Standard double': 'Double Standard',
  'Deluxe king': 'Deluxe King',
  'Garden twin': 'Twin with garden',
  'Family suite': 'Family Suite',
};
const SOLD_BY = ['expedia', 'agoda'] as const;
const CHANNEL_NAMES = { expedia: 'Expedia', agoda: 'Agoda' } as const;
const FIRST_BOOKINGS = 9;
/** From an event there to the word of it here; about a minute in the real service, shortened for practice. */
const WORD_AFTER_MS = 300;
const REFUSED_MS = 30_000;

interface Room {
  readonly id: number;
  readonly name: string;
  readonly units: readonly string[];
  readonly nightMinor: number;
}

interface Found {
  readonly room: Room;
  readonly range: NightRange;
}

/** Opens the account with the hotel's room types and a few bookings on nights that nobody else has sold. */
export async function startDemoBeds24(
  hotel: DemoHotel,
  feeds: Sandbox,
  clock: { now(): number },
): Promise<DemoBeds24> {
  const { name, currency, zone } = hotel.property;
  const server = await startBeds24({ clock, zone, account: 'maresia' });
  server.webhooks.delayMs = WORD_AFTER_MS;
  const property = server.addProperty({
    ...{ name, currency, zone, country: 'PT' },
    roomTypes: hotel.roomTypes.map((type) => ({
      name: NAMES[type.name] ?? type.name,
      qty: hotel.units.filter((unit) => unit.roomType === type.name).length,
      maxPeople: type.sleeps,
      dailyPrice: type.nightMinor / 100,
    })),
  });
  const rooms = property.roomTypes.map((room, index): Room => {
    const type = hotel.roomTypes[index];
    const units = hotel.units.filter((unit) => unit.roomType === type?.name).map((unit) => unit.name);
    return { id: room.id, name: room.name, units, nightMinor: type?.nightMinor ?? 0 };
  });
  const chance = chanceFrom(`${hotel.today}/beds24`);
  const isFreeAtDesk = plannedDesk(hotel);
  const own: (NightRange & { roomId: number })[] = [];

  /** Units that neither the desk's plan, nor a calendar, nor an earlier booking here has taken. */
  const freeUnits = ({ id, units }: Room, range: NightRange): number => {
    const free = units.filter(
      (unit) =>
        isFreeAtDesk(unit, range) &&
        feeds.listings.every((listing) => listing.name !== unit || listing.isFree(range)),
    );
    return free.length - own.filter((other) => other.roomId === id && overlaps(other, range)).length;
  };
  const find = (isRight: (free: number) => boolean, firstDay: number): Found | undefined => {
    const today = dateInZone(server.now(), zone);
    for (let day = firstDay; day < 300; day++)
      for (const room of rooms) {
        const arrival = addNights(today, day);
        const range = { arrival, departure: addNights(arrival, 2 + ((day + room.id) % 2)) };
        const isOpen = server.ota.obstacle({ roomId: room.id, ...range, channel: 'expedia' }) === undefined;
        if (isOpen && isRight(freeUnits(room, range))) return { room, range };
      }
    return undefined;
  };
  let turn = 0;
  const book = ({ room, range }: Found): string => {
    const channel = SOLD_BY[turn++ % SOLD_BY.length] ?? 'expedia';
    const [firstName = '', ...rest] = guestName(chance).split(' ');
    const nights = Math.round((Date.parse(range.departure) - Date.parse(range.arrival)) / 86_400_000);
    const price = (room.nightMinor * nights) / 100;
    own.push({ ...range, roomId: room.id });
    server.ota.book({
      ...{ roomId: room.id, ...range, channel, price, commission: Math.round(price * 15) / 100 },
      guest: { firstName, lastName: rest.join(' ') },
    });
    return `${CHANNEL_NAMES[channel]} sold a ${room.name} for the nights of ${sayNights(range)}.`;
  };
  for (let index = 0; index < FIRST_BOOKINGS; index++) {
    const found = find((free) => free >= 2, 3 + index * 4);
    if (found) book(found);
  }
  return {
    server,
    property,
    freeNights() {
      const found = find((free) => free >= 2, 5);
      if (!found) return undefined;
      own.push({ ...found.range, roomId: found.room.id });
      return { roomId: found.room.id, range: found.range };
    },
    inviteCode: () => server.signIn.inviteCode(),
    incidents: incidentsOf(server, find, book),
  };
}

const NOTHING = { said: 'No fitting nights were found for it. Nothing happened.' };

function incidentsOf(
  server: Beds24Sandbox,
  find: (isRight: (free: number) => boolean, firstDay: number) => Found | undefined,
  book: (found: Found) => string,
): readonly Beds24Incident[] {
  const sell = (found: Found | undefined): { said: string } => (found ? { said: book(found) } : NOTHING);
  return [
    {
      id: 'beds24-booking',
      title: 'A booking through Beds24',
      story:
        'A guest books on Expedia or Agoda, which Beds24 serves. Once Beds24 is connected it appears here within seconds, and every other channel is told.',
      play: () => sell(find((free) => free >= 2, 2)),
    },
    {
      id: 'beds24-last-room',
      title: 'The last room goes',
      story:
        'A guest books the last free room of a type through Beds24. Watch the other channels being closed before anything else is sent.',
      play: () => sell(find((free) => free === 1, 2)),
    },
    {
      id: 'beds24-cancellation',
      title: 'A cancellation through Beds24',
      story: 'A guest of Expedia or Agoda cancels. The nights open again everywhere, last of all there.',
      play() {
        const coming = server.state.bookings.find(
          (booking) =>
            booking['status'] !== 'cancelled' && CHANNEL_NAMES[booking['channel'] as 'expedia'] !== undefined,
        );
        if (!coming) return { said: 'No coming guest of Beds24 is left who could cancel.' };
        server.ota.cancel(Number(coming['id']));
        return { said: `${CHANNEL_NAMES[coming['channel'] as 'expedia']}'s guest has cancelled.` };
      },
    },
    {
      id: 'beds24-sign-out',
      title: 'Beds24 ends the sign-in',
      story:
        'Somebody takes Bellhop off the list of devices at Beds24. Nothing is read or told any more; Channels asks for a new sign-in, and what waits goes out after it.',
      play() {
        server.signIn.revokeAll();
        return { said: 'Beds24 has ended the sign-in. The next request will be refused.' };
      },
    },
    {
      id: 'beds24-refusal',
      title: 'Beds24 refuses changes',
      story:
        'For half a minute Beds24 takes no change of what is left. What is changed meanwhile stands as refused, with its reason, until somebody tells it again.',
      play() {
        const fault = { kind: 'status', status: 400, error: 'the calendar of this room is locked' } as const;
        const aim = { method: 'POST', path: '/inventory/rooms/calendar' };
        server.faults.inject(fault, { untilAt: server.now() + REFUSED_MS }, aim);
        return { said: 'Beds24 refuses changes of its calendar for half a minute.' };
      },
    },
  ];
}
