import { resolve } from 'node:path';
import type { ReservationRevision } from '../domain/revision.ts';
import { findByExternalId, bookingsOfConnection, saveChannelBooking } from '../store/channel-bookings.ts';
import { openDatabase, type Store } from '../store/database.ts';
import { allRows } from '../store/find.ts';
import { openIncidents } from '../store/incidents.ts';
import { unitsOf } from '../store/property.ts';
import type { Row, Writer } from '../store/writer.ts';
import { createCommit } from './commit.ts';
import { ingestReservation, type Ingested } from './ingest-reservation.ts';

const MIGRATIONS = resolve(import.meta.dirname, '../../drizzle');
const NOW = Date.parse('2027-03-01T08:00:00Z');

/** A booking as a channel tells it; invented. */
export const revisionOf = (patch: Partial<ReservationRevision>): ReservationRevision =>
  ({
    externalId: 'b1',
    externalPropertyId: 'p1',
    externalRoomId: 'R1',
    groupRef: null,
    units: 1,
    status: 'confirmed',
    rawStatus: 'confirmed',
    channel: 'airbnb',
    channelRef: 'HM1',
    arrival: '2027-03-10',
    departure: '2027-03-13',
    adults: 2,
    children: 0,
    guest: { externalId: 'g1', name: 'Iyer', email: 'Iyer@example.org', phone: '', country: '' },
    priceMinor: 30_000,
    commissionMinor: null,
    note: '',
    bookedAt: null,
    modifiedAt: null,
    modifiedMark: '1',
    ownRef: null,
    ...patch,
  }) as ReservationRevision;

export interface IngestHotel {
  readonly store: Store;
  readonly connection: Row<'connection'>;
  write<T>(work: (writer: Writer) => T): T;
  ingest(revision: ReservationRevision): Ingested;
  /** A booking of the desk that was told to the channel under our reference and has not come back yet. */
  bookHere(ownRef: string): number;
  link(externalRoomId: string, roomType: string | null): void;
  unit(name: string): number;
  stayIds(): number[];
  /** Stays that take nights: "Iyer · 1 · 2027-03-10 to 2027-03-13". */
  stays(): string[];
  blocks(): string[];
  reservation(id?: number): Row<'reservation'>;
  booking(externalId?: string): ReturnType<typeof findByExternalId>;
  /** Kinds of the open conflicts. */
  conflicts(): string[];
  incidents(): string[];
  pass(ms: number): void;
}

/** A small hotel in memory with one connection. */
export function ingestHotel(
  types: Readonly<Record<string, readonly string[]>>,
  links: Readonly<Record<string, string>>,
): IngestHotel {
  const store = openDatabase(':memory:', MIGRATIONS);
  let now = NOW;
  const commit = createCommit(store, { now: () => now, after: () => () => undefined }, () => undefined);
  const act = { commandId: null, actor: 'Bellhop', origin: 'test', act: 'test', why: '' };
  const write = <T>(work: (writer: Writer) => T): T => commit(act, work);
  const connection = write((writer) => setUp(writer, types, links));
  const unitName = (id: number | null): string =>
    unitsOf(store.read).find((unit) => unit.id === id)?.name ?? 'parked';
  const typeId = (name: string): number =>
    allRows(store.read, 'room_type').find((type) => type.name === name)?.id ?? 0;
  const taking = (): Row<'room_stay'>[] =>
    allRows(store.read, 'room_stay').filter(({ isTaking }) => isTaking === 1);
  const reservation = (id = 1): Row<'reservation'> =>
    allRows(store.read, 'reservation').find((row) => row.id === id) as Row<'reservation'>;
  return {
    store,
    connection,
    write,
    ingest: (revision) => write((writer) => ingestReservation(writer, { connection, revision, at: now })),
    bookHere: (ownRef) => write((writer) => bookHere(writer, connection, ownRef)),
    link: (externalRoomId, roomType) =>
      write((writer) => {
        const roomTypeId = roomType === null ? null : typeId(roomType);
        writer.insert('room_link', { connectionId: connection.id, externalId: externalRoomId, roomTypeId });
      }),
    unit: (name) => unitsOf(store.read).find((unit) => unit.name === name)?.id ?? 0,
    stayIds: () => taking().map(({ id }) => id),
    stays: () =>
      taking().map(
        (stay) =>
          `${reservation(stay.reservationId).guestName} · ${unitName(stay.unitId)} · ${stay.arrival} to ${stay.departure}`,
      ),
    blocks: () =>
      allRows(store.read, 'block').map(
        (block) => `${unitName(block.unitId)} · ${block.arrival} to ${block.departure}`,
      ),
    reservation,
    booking: (externalId) =>
      externalId === undefined
        ? bookingsOfConnection(store.read, connection.id)[0]
        : findByExternalId(store.read, connection.id, externalId),
    conflicts: () =>
      allRows(store.read, 'conflict')
        .filter(({ state }) => state === 'open')
        .map(({ kind }) => kind),
    incidents: () => openIncidents(store.read).map(({ code }) => code),
    pass: (ms) => {
      now += ms;
    },
  };
}

function setUp(
  writer: Writer,
  types: Readonly<Record<string, readonly string[]>>,
  links: Readonly<Record<string, string>>,
): Row<'connection'> {
  const property = writer.insert('property', {
    name: 'Casa Prova',
    zone: 'Europe/Lisbon',
    currency: 'EUR',
    createdAt: NOW,
  });
  const connection = writer.insert('connection', {
    propertyId: property.id,
    provider: 'beds24',
    channel: 'beds24',
    name: 'Beds24',
    environment: 'sandbox',
    baseUrl: 'http://127.0.0.1:1',
    secretKey: 'k',
    isTold: 1,
    createdAt: NOW,
    credentialAt: NOW,
  });
  for (const [name, units] of Object.entries(types)) {
    const type = writer.insert('room_type', { propertyId: property.id, name });
    for (const unit of units) writer.insert('unit', { roomTypeId: type.id, name: unit });
    const externalId = links[name];
    if (externalId)
      writer.insert('room_link', { connectionId: connection.id, externalId, roomTypeId: type.id });
  }
  return connection;
}

function bookHere(writer: Writer, connection: Row<'connection'>, ownRef: string): number {
  const { id } = writer.insert('reservation', {
    propertyId: connection.propertyId,
    channel: 'direct',
    status: 'confirmed',
    guestName: 'Iyer',
    guests: 2,
    priceMinor: 30_000,
    receivedAt: NOW,
    connectionId: connection.id,
  });
  const dates = { arrival: '2027-03-10', departure: '2027-03-13' };
  writer.insert('room_stay', { reservationId: id, roomTypeId: 1, unitId: 1, ...dates });
  saveChannelBooking(writer.tx, {
    connectionId: connection.id,
    reservationId: id,
    externalRoomId: 'R1',
    ownRef,
    pushState: 'pushed',
    firstSeenAt: NOW,
    seenAt: NOW,
  });
  return id;
}
