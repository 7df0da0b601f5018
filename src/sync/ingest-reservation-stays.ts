import type { BookingFields } from '../domain/merge-rules.ts';
import type { NightRange } from '../domain/stay-date.ts';
import type { Row, Writer } from '../store/writer.ts';
import { fitRoomStays } from './feed-place.ts';
import { type Chain, datesOf } from './ingest-reservation-fields.ts';
import { placementOf } from './ingest-reservation-place.ts';

/** What the stays of one booking are to be. */
export interface StaysWanted {
  readonly reservationId: number;
  readonly channelBookingId: number;
  readonly fields: BookingFields;
  readonly isProvisional: boolean;
  /** A guest who is in a room is not moved to another one by a message. */
  readonly isGuestHere: boolean;
  readonly why: string;
}

function addUnit(writer: Writer, wanted: StaysWanted): void {
  const { reservationId, channelBookingId, fields, isProvisional, why } = wanted;
  const dates = datesOf(fields);
  const isTaking = fields.status === 'booked';
  writer.insert(
    'room_stay',
    {
      reservationId,
      channelBookingId,
      roomTypeId: fields.roomTypeId,
      unitId: isTaking ? placementOf(writer).unitForNew(fields.roomTypeId, dates) : null,
      ...dates,
      isTaking: isTaking ? 1 : 0,
      isProvisional: isProvisional ? 1 : 0,
    },
    why,
  );
}

/** The first units of a new booking. */
export function makeStays(writer: Writer, wanted: StaysWanted): void {
  for (let unit = 0; unit < wanted.fields.units; unit += 1) addUnit(writer, wanted);
}

function changeStay(writer: Writer, stay: Row<'room_stay'>, dates: NightRange, wanted: StaysWanted): void {
  // whose booking a stay is was said when it was made: one of ours may stand for bookings at several channels
  const { fields, isProvisional, isGuestHere, why } = wanted;
  const isTaking = fields.status === 'booked';
  const { roomTypeId } = fields;
  const isSame =
    stay.arrival === dates.arrival && stay.departure === dates.departure && stay.roomTypeId === roomTypeId;
  const isBack = isTaking && stay.isTaking === 0;
  const isFixed = (isGuestHere || stay.isLocked === 1) && stay.unitId !== null;
  const unitId =
    !isTaking || isFixed || (isSame && !isBack)
      ? stay.unitId
      : placementOf(writer).unitAfterChange(stay, roomTypeId, dates);
  const { arrival, departure } = dates;
  const taking = { isTaking: isTaking ? 1 : 0, isPendingRelease: isTaking ? stay.isPendingRelease : 0 };
  const patch = { unitId, roomTypeId, arrival, departure, ...taking };
  writer.update('room_stay', stay.id, { ...patch, isProvisional: isProvisional ? 1 : 0 }, why);
}

/** Those to let go first: without a door, not locked, the newest. */
const byLoss = (a: Chain, b: Chain): number => {
  const worth = (chain: Chain): number =>
    chain.reduce((sum, stay) => sum + (stay.isLocked === 1 ? 4 : 0) + (stay.unitId === null ? 0 : 2), 0);
  return worth(b) - worth(a) || (a[0]?.id ?? 0) - (b[0]?.id ?? 0);
};

/**
 * Makes the stays of a booking be as wanted. Dates are touched only where they changed, so that what the desk did within
 * them stays: its door, and a stay that it split.
 */
export function changeStays(
  writer: Writer,
  chains: readonly Chain[],
  before: BookingFields,
  wanted: StaysWanted,
): void {
  const { fields, why } = wanted;
  const hasNewDates = fields.arrival !== before.arrival || fields.departure !== before.departure;
  const sorted = [...chains].sort(byLoss);
  for (const chain of sorted.slice(fields.units))
    for (const { id } of chain) writer.remove('room_stay', id, why);
  for (const chain of sorted.slice(0, fields.units)) {
    const fitted = hasNewDates ? fitRoomStays(chain, datesOf(fields)) : undefined;
    for (const id of fitted?.dropped ?? []) writer.remove('room_stay', id, why);
    for (const stay of chain) {
      const own = fitted
        ? fitted.kept.find(({ id }) => id === stay.id)?.dates
        : (stay as unknown as NightRange);
      if (own) changeStay(writer, stay, { arrival: own.arrival, departure: own.departure }, wanted);
    }
  }
  for (let unit = chains.length; unit < fields.units; unit += 1) addUnit(writer, wanted);
}
