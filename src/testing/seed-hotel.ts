import { createClient, type Client } from '../contract/client.ts';
import type { Core } from '../app/core.ts';
import { databaseFile } from '../app/create-core.ts';
import type { DemoHotel, DemoReservation } from '../sandbox/demo-hotel.ts';
import { openDatabase } from '../store/database.ts';
import type { Writer } from '../store/writer.ts';
import { createCommit } from '../sync/commit.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface SeedPlace {
  readonly folder: string;
  readonly migrationsFolder: string;
  readonly now: number;
}

interface Numbers {
  readonly property: number;
  readonly roomTypes: ReadonlyMap<string, number>;
  readonly units: ReadonlyMap<string, number>;
}

/** An id that must be there, by the name that the demo knows it by. */
function idOf(ids: ReadonlyMap<string, number>, name: string): number {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`The demo hotel names ${name}, which it does not have.`);
  return id;
}

function writeRooms(writer: Writer, demo: DemoHotel): Numbers {
  const property = writer.insert('property', { ...demo.property, createdAt: writer.act.at }).id;
  const roomTypes = new Map(
    demo.roomTypes.map(({ name, sleeps }, position) => [
      name,
      writer.insert('room_type', { propertyId: property, name, sleeps, position }).id,
    ]),
  );
  const units = new Map(
    demo.units.map(({ name, roomType, note }, position) => [
      name,
      writer.insert('unit', { roomTypeId: idOf(roomTypes, roomType), name, note, position }).id,
    ]),
  );
  return { property, roomTypes, units };
}

const SOURCES = { phone: 'phone', 'walk-in': 'walk-in', email: 'mail', website: 'other' } as const;

function writeReservation(writer: Writer, numbers: Numbers, demo: DemoReservation): void {
  const { status, guestName, guests, priceMinor, note, bookedAt, arrival, departure } = demo;
  const isPaid = status === 'departed' || status === 'in-house';
  const made = writer.insert('reservation', {
    propertyId: numbers.property,
    channel: demo.channel,
    source: demo.via ? SOURCES[demo.via] : '',
    status,
    guestName,
    guests,
    priceMinor,
    paidMinor: isPaid ? (priceMinor ?? 0) : 0,
    note,
    bookedAt,
    receivedAt: bookedAt,
    ...(status === 'cancelled' ? { cancelledAt: bookedAt + DAY_MS, cancelReason: 'Plans changed' } : {}),
  });
  writer.insert('room_stay', {
    reservationId: made.id,
    roomTypeId: idOf(numbers.roomTypes, demo.roomType),
    unitId: idOf(numbers.units, demo.unit),
    arrival,
    departure,
    isTaking: status === 'cancelled' || status === 'no-show' ? 0 : 1,
  });
}

function writeBlocks(writer: Writer, numbers: Numbers, demo: DemoHotel): void {
  const roomTypeOf = new Map(demo.units.map(({ name, roomType }) => [name, roomType]));
  for (const { unit, reason, arrival, departure } of demo.blocks) {
    writer.insert('block', {
      roomTypeId: idOf(numbers.roomTypes, roomTypeOf.get(unit) ?? ''),
      unitId: idOf(numbers.units, unit),
      kind: 'block',
      channel: 'direct',
      reason,
      arrival,
      departure,
      receivedAt: writer.act.at,
    });
  }
}

/**
 * Writes what the desk knows, eighteen months of it, into a database that does not exist yet; before a core opens it,
 * because no call can enter the past. It goes through the journaled writer like everything else, in one transaction.
 */
export function seedDesk(place: SeedPlace, demo: DemoHotel): void {
  const store = openDatabase(databaseFile(place.folder), place.migrationsFolder);
  try {
    const yesterday = { now: () => place.now - DAY_MS, after: () => () => undefined };
    const commit = createCommit(store, yesterday, () => undefined);
    commit({ commandId: null, actor: 'Bellhop', origin: 'demo', act: 'demo.seed', why: '' }, (writer) => {
      const numbers = writeRooms(writer, demo);
      for (const past of [...demo.pastChannelStays, ...demo.reservations]) {
        writeReservation(writer, numbers, past);
      }
      writeBlocks(writer, numbers, demo);
    });
  } finally {
    store.close();
  }
}

/** Speaks to a core as a clerk would. */
export const clerkOf = (core: Core): Client =>
  createClient({
    send: (request) => core.dispatch(request, { actor: 'Bellhop', origin: 'demo' }),
    subscribe: (listen) => core.subscribe(listen),
  });

/**
 * Adds the demo's feeds, in and out, by the very calls that a person would make. The sandbox must be loaded and the
 * desk seeded.
 */
export async function seedFeeds(core: Core, demo: DemoHotel, origin: string): Promise<void> {
  const clerk = clerkOf(core);
  const { roomTypes } = await clerk.call('property.read', {});
  const places = new Map(
    roomTypes.flatMap(({ id, units }) =>
      units.map((unit) => [unit.name, { roomTypeId: id, unitId: unit.id }] as const),
    ),
  );
  for (const { channel, unit, path } of demo.feeds) {
    const place = places.get(unit);
    if (!place) throw new Error(`The demo hotel has a feed for ${unit}, which it does not have.`);
    const preview = await clerk.call('feeds.preview', { address: `${origin}${path}` });
    const label = `${preview.suggestedLabel || channel} ${unit}`.slice(0, 80);
    await clerk.call('feeds.add', { previewId: preview.previewId, channel, label, ...place });
    await clerk.call('exports.add', { channel, ...place });
  }
  await checkIn(clerk, demo.today);
}

/** Whoever came on an earlier day stands in no feed as arrived; the night shift has checked them in. */
async function checkIn(clerk: Client, today: string): Promise<void> {
  const { rows } = await clerk.call('reservations.list', { filter: 'upcoming' });
  for (const { id, arrival, status } of rows) {
    if (arrival < today && status === 'confirmed') {
      await clerk.call('reservations.setStatus', { id, status: 'in-house' });
    }
  }
}
