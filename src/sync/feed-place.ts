import { keepOrChooseUnit, chooseUnit } from '../domain/allocation.ts';
import type { Occupant, OccupancyIndex } from '../domain/occupancy-index.ts';
import type { RoomTypeId, UnitId } from '../domain/property.ts';
import { addNights, dayNumber, type NightRange, overlaps, type StayDate } from '../domain/stay-date.ts';
import { loadOccupancy } from '../store/occupancy.ts';
import { unitsOf } from '../store/property.ts';
import type { Row, Writer } from '../store/writer.ts';

/** Where the stays and blocks of one feed go, within one act. */
export interface Placer {
  /** The unit for a new stay; null parks it. */
  unitForNew(dates: NightRange): number | null;
  /** The unit after a change of dates: the desk's choice while it is free. */
  unitAfterChange(stay: Row<'room_stay'>, dates: NightRange): number | null;
  /** Where closed nights stand: in the feed's unit, or in the only one of its type; null closes one of the type. */
  readonly unitForBlocks: number | null;
  /** The stay stands there now: the next one must not be put on top of it. */
  placed(stay: Row<'room_stay'>): void;
}

const LOOKED_AHEAD = 1100;

export function createPlacer(writer: Writer, feed: Row<'feed'>, today: StayDate): Placer {
  let index: OccupancyIndex | undefined;
  const occupancy = (): OccupancyIndex =>
    (index ??= loadOccupancy(writer.tx, {
      from: dayNumber(addNights(today, -60)),
      to: dayNumber(addNights(today, LOOKED_AHEAD)),
    }));
  const wantedOf = ({ arrival, departure }: NightRange) => ({
    roomTypeId: feed.roomTypeId as RoomTypeId,
    arrival: dayNumber(arrival),
    departure: dayNumber(departure),
  });
  const units = unitsOf(writer.tx).filter((unit) => unit.roomTypeId === feed.roomTypeId);
  const isFree = (unitId: number, stay: Row<'room_stay'>, dates: NightRange): boolean => {
    const wanted = wantedOf(dates);
    const others = occupancy().sharing(unitId as UnitId, wanted.arrival, wanted.departure);
    return !others.some((other) => other.kind !== 'stay' || other.id !== stay.id);
  };
  return {
    unitForNew: (dates) => feed.unitId ?? chooseUnit(occupancy(), wantedOf(dates)),
    unitAfterChange(stay, dates) {
      const current = stay.unitId;
      if (feed.unitId === null)
        return keepOrChooseUnit(
          occupancy(),
          { kind: 'stay', id: stay.id },
          wantedOf(dates),
          current as UnitId | null,
        );
      if (current === feed.unitId || (current !== null && isFree(current, stay, dates))) return current;
      // the desk's unit is taken on the new nights: back to the door that the channel sold, unless that is no better
      return current === null || isFree(feed.unitId, stay, dates) ? feed.unitId : current;
    },
    unitForBlocks: feed.unitId ?? (units.length === 1 ? (units[0]?.id ?? null) : null),
    placed(stay) {
      if (index) index.put(occupantOf(stay));
    },
  };
}

const occupantOf = (stay: Row<'room_stay'>): Occupant => ({
  kind: 'stay',
  id: stay.id,
  roomTypeId: stay.roomTypeId as RoomTypeId,
  unitId: stay.unitId as UnitId | null,
  arrival: dayNumber(stay.arrival as StayDate),
  departure: dayNumber(stay.departure as StayDate),
  isUncertain: false,
  isByStaff: false,
});

export interface FittedStays {
  readonly kept: readonly { readonly id: number; readonly dates: NightRange }[];
  readonly dropped: readonly number[];
}

/** Spreads new dates over the room stays that the desk made of one booking: the ends move, the middle stays as it is. */
export function fitRoomStays(
  stays: readonly { readonly id: number; readonly arrival: string; readonly departure: string }[],
  dates: NightRange,
): FittedStays {
  const sorted = stays
    .map(({ id, arrival, departure }) => ({
      id,
      arrival: arrival as StayDate,
      departure: departure as StayDate,
    }))
    .sort((a, b) => (a.arrival < b.arrival ? -1 : 1));
  const meeting = sorted.filter((stay) => overlaps(stay, dates));
  const kept = meeting.length > 0 ? meeting : sorted.slice(0, 1);
  return {
    kept: kept.map(({ id, arrival, departure }, index) => ({
      id,
      dates: {
        arrival: index === 0 ? dates.arrival : arrival,
        departure: index === kept.length - 1 ? dates.departure : departure,
      },
    })),
    dropped: sorted.filter((stay) => !kept.includes(stay)).map(({ id }) => id),
  };
}
