import type { StayDate } from '../../domain/stay-date.ts';
import { addNights, dateInZone, dayNumber } from '../../domain/stay-date.ts';
import type { RoomTypeId } from '../../domain/property.ts';
import { loadOccupancy } from '../../store/occupancy.ts';
import type { Told } from './actors.ts';
import type { SimulatedHotel } from './simulated-hotel.ts';
import type { SentRequest } from './simulated-network.ts';

const NIGHTS = 20;
const ZONE = 'Europe/Lisbon';

/** What is left of a room type, by what the program knows now. */
function leftNow(hotel: SimulatedHotel, roomTypeId: number, from: StayDate, to: StayDate): Int32Array {
  const window = { from: dayNumber(from), to: dayNumber(to) };
  return loadOccupancy(hotel.store.read, window).left(roomTypeId as RoomTypeId, window.from, window.to);
}

interface WrittenRange {
  readonly from: StayDate;
  readonly to: StayDate;
  readonly numAvail?: number;
  readonly override?: string;
}

/** The nights of a request that tell how many are left, one by one. */
function* numbersIn(hotel: SimulatedHotel, { channel, method, path, body }: SentRequest) {
  if (method !== 'POST' || !path.includes('/inventory/rooms/calendar')) return;
  const connection = hotel.connections.find((one) => one.channel === channel);
  const rooms = JSON.parse(body ?? '[]') as { roomId: number; calendar: WrittenRange[] }[];
  for (const { roomId, calendar } of rooms) {
    const roomType = hotel.roomTypes[connection?.rooms.indexOf(roomId) ?? -1];
    if (!connection || !roomType) continue;
    for (const { from, to, numAvail, override } of calendar) {
      if (numAvail === undefined) continue;
      for (let night = from; night <= to; night = addNights(night, 1))
        yield { connection, roomType, roomId, night, numAvail, isShut: override === 'blackout' };
    }
  }
}

/** What each channel was told last, by room and night. */
export type LastTold = Map<string, number>;

/**
 * What is wrong with a request at the moment it leaves: it offers more than is free by what is known, or it opens nights of a
 * channel whose bookings have not been read since the last trouble with it.
 */
export function wrongInRequest(hotel: SimulatedHotel, sent: SentRequest, last: LastTold): string[] {
  const wrong: string[] = [];
  for (const { connection, roomType, roomId, night, numAvail, isShut } of numbersIn(hotel, sent)) {
    const [left = 0] = leftNow(hotel, roomType.id, night, addNights(night, 1));
    if (numAvail > Math.max(0, left))
      wrong.push(`oversold: ${numAvail} of ${roomType.name} offered for ${night}, ${left} are left`);
    const key = `${connection.id}/${roomId}/${night}`;
    const [shown] = sent.channel.state.calendar(roomId, night, night);
    const isOpening = numAvail > Math.max(0, Number(shown?.['numAvail'] ?? 0), last.get(key) ?? 0);
    // a night that is shut sells nothing, whatever the number says
    if (isOpening && !isShut && isUnread(hotel, connection.id))
      wrong.push(`opened blindly: ${numAvail} of ${roomType.name} for ${night}`);
    last.set(key, numAvail);
  }
  return wrong;
}

/** There was trouble with the channel, and its bookings have not been read since. */
function isUnread(hotel: SimulatedHotel, connectionId: number): boolean {
  const [since = null] = hotel.store.read
    .prepare('SELECT pull_needed_since FROM connection_state WHERE connection_id = ?')
    .pluck<number | null>(connectionId);
  return since !== null;
}

interface OurStay {
  readonly external: string;
  readonly roomTypeId: number;
  readonly arrival: string;
  readonly departure: string;
  readonly isTaking: number;
}

function ourStays(hotel: SimulatedHotel, connectionId: number): Map<string, OurStay[]> {
  const rows = hotel.store.read
    .prepare(
      `SELECT b.external_id AS external, s.room_type_id AS roomTypeId, s.arrival, s.departure, s.is_taking AS isTaking
       FROM channel_booking b JOIN room_stay s ON s.channel_booking_id = b.id
         OR s.channel_booking_id IS NULL AND s.reservation_id = b.reservation_id AND b.own_ref IS NOT NULL
       WHERE b.connection_id = ? AND b.external_id IS NOT NULL`,
    )
    .all<OurStay>(connectionId);
  return Map.groupBy(rows, (row) => row.external);
}

/** Every booking at the channels stands here once, with its nights; none that was cancelled takes any. */
function lostOrDoubled(hotel: SimulatedHotel): string[] {
  return hotel.connections.flatMap(({ id, channel, rooms }) => {
    const ours = ourStays(hotel, id);
    return channel.state.bookings.flatMap((booking) => {
      const stays = (ours.get(String(booking['id'])) ?? []).filter((stay) => stay.isTaking === 1);
      const name = `booking ${String(booking['id'])} of connection ${id}`;
      if (booking['status'] === 'cancelled')
        return stays.length > 0 ? [`not freed: ${name} is cancelled and takes nights here`] : [];
      const roomType = hotel.roomTypes[rooms.indexOf(Number(booking['roomId']))];
      const isRight =
        stays.length === Number(booking['roomQty']) &&
        stays.every(
          (stay) =>
            stay.arrival === booking['arrival'] &&
            stay.departure === booking['departure'] &&
            stay.roomTypeId === roomType?.id,
        );
      return isRight
        ? []
        : [
            `lost or doubled: ${name} (${String(booking['arrival'])}) stands here as ${JSON.stringify(stays)}`,
          ];
    });
  });
}

/** A booking of ours stands at a channel once at the most. */
function madeTwice(hotel: SimulatedHotel): string[] {
  return hotel.channels.flatMap((channel, index) => {
    const seen = new Set<string>();
    return channel.state.bookings.flatMap((booking) => {
      const items = (booking['infoItems'] ?? []) as { code: string; text: string }[];
      const own = items.find((item) => item.code === 'EXTREF')?.text;
      if (own === undefined) return [];
      if (seen.has(own)) return [`made twice: our booking ${own} was made twice at channel ${index}`];
      seen.add(own);
      return [];
    });
  });
}

/** A desk booking that was cancelled is not alive at any channel. */
export function stillAlive(hotel: SimulatedHotel): string[] {
  const gone = hotel.store.read.prepare(
    `SELECT b.external_id FROM channel_booking b JOIN reservation r ON r.id = b.reservation_id
     WHERE r.channel = 'direct' AND r.status = 'cancelled' AND b.connection_id = ?`,
  );
  return hotel.connections.flatMap(({ id, channel }) => {
    const cancelled = new Set(gone.pluck<string | null>(id));
    return channel.state.bookings
      .filter((booking) => cancelled.has(String(booking['id'])) && booking['status'] !== 'cancelled')
      .map(
        (booking) =>
          `still alive: desk booking ${String(booking['id'])} is cancelled here and alive at connection ${id}`,
      );
  });
}

/** What each channel shows is what is left, night by night. */
function notConverged(hotel: SimulatedHotel): string[] {
  const today = dateInZone(hotel.clock.now(), ZONE);
  const last = addNights(today, NIGHTS - 1);
  return hotel.roomTypes.flatMap((roomType, place) => {
    const left = leftNow(hotel, roomType.id, today, addNights(today, NIGHTS));
    return hotel.connections.flatMap(({ id, channel, rooms }) => {
      const roomId = rooms[place];
      if (roomId === undefined) return [];
      return channel.state.calendar(roomId, today, last).flatMap((night, index) => {
        const shown = night['override'] === 'blackout' ? 0 : Math.max(0, Number(night['numAvail']));
        const isStopped = stopped(hotel, roomType.id, addNights(today, index));
        const wanted = isStopped ? 0 : Math.max(0, left[index] ?? 0);
        return shown === wanted
          ? []
          : [
              `not converged: connection ${id} shows ${shown} ${roomType.name} on ${String(night['date'])}, ${wanted} are left`,
            ];
      });
    });
  });
}

/** A booking that was taken at the desk stands at every channel. */
function missingThere(hotel: SimulatedHotel, told: Told): string[] {
  const there = hotel.store.read.prepare(
    `SELECT b.external_id FROM channel_booking b JOIN reservation r ON r.id = b.reservation_id
     WHERE r.id = ? AND r.status = 'confirmed' AND b.connection_id = ?`,
  );
  const isStanding = (id: number): boolean =>
    hotel.store.read
      .prepare("SELECT id FROM reservation WHERE id = ? AND status = 'confirmed'")
      .pluck<number>(id).length > 0;
  return [...told.deskBookings].filter(isStanding).flatMap((reservationId) =>
    hotel.connections.flatMap(({ id, channel }) => {
      const ids = there.pluck<string | null>(reservationId, id);
      const isThere = channel.state.bookings.some(
        (booking) => ids.includes(String(booking['id'])) && booking['status'] !== 'cancelled',
      );
      return isThere ? [] : [`missing there: desk booking ${reservationId} is not alive at connection ${id}`];
    }),
  );
}

/** Every price that staff have set is what each channel shows. */
function notPriced(hotel: SimulatedHotel): string[] {
  const today = dateInZone(hotel.clock.now(), ZONE);
  const rows = hotel.store.read
    .prepare(
      `SELECT room_type_id AS roomTypeId, night, price_minor AS priceMinor FROM ari_night
       WHERE rate_plan_id = ? AND connection_id = 0 AND price_minor IS NOT NULL AND night >= ?`,
    )
    .all<{ roomTypeId: number; night: StayDate; priceMinor: number }>(hotel.ratePlanId, today);
  return rows.flatMap(({ roomTypeId, night, priceMinor }) => {
    const place = hotel.roomTypes.findIndex(({ id }) => id === roomTypeId);
    return hotel.connections.flatMap(({ id, channel, rooms }) => {
      const [shown] = channel.state.calendar(rooms[place] ?? 0, night, night);
      return Number(shown?.['price1']) * 100 === priceMinor
        ? []
        : [
            `not converged: connection ${id} shows ${String(shown?.['price1'])} for ${night}, ${priceMinor / 100} is set`,
          ];
    });
  });
}

function stopped(hotel: SimulatedHotel, roomTypeId: number, night: StayDate): boolean {
  const [count = 0] = hotel.store.read
    .prepare(
      'SELECT count(*) FROM ari_night WHERE room_type_id = ? AND night = ? AND rate_plan_id = 0 AND stop_sell = 1',
    )
    .pluck<number>(roomTypeId, night);
  return count > 0;
}

/** What staff were told is done is still there. */
function forgotten(hotel: SimulatedHotel, told: Told): string[] {
  const has = (table: 'block' | 'reservation', id: number): boolean =>
    hotel.store.read.prepare(`SELECT id FROM ${table} WHERE id = ?`).pluck<number>(id).length === 1;
  return [
    ...[...told.blocks].filter((id) => !has('block', id)).map((id) => `forgotten: block ${id} is gone`),
    ...[...told.deskBookings]
      .filter((id) => !has('reservation', id))
      .map((id) => `forgotten: desk booking ${id} is gone`),
  ];
}

/** Everything that is wrong once all is quiet, in words; at most a few of each kind. */
export const wrongWith = (hotel: SimulatedHotel, told: Told): string[] =>
  [
    forgotten(hotel, told),
    notPriced(hotel),
    missingThere(hotel, told),
    lostOrDoubled(hotel),
    madeTwice(hotel),
    stillAlive(hotel),
    notConverged(hotel),
  ].flatMap((found) => found.slice(0, 4));
