import type { StayDate } from '../domain/stay-date.ts';
import type { ReadHandle } from '../store/database.ts';
import { typeOfUnit as typeOf } from '../store/property.ts';
import type { Change, Row } from '../store/writer.ts';

/** Nights of one room type, the departure left out. */
export interface TouchedNights {
  readonly roomTypeId: number;
  readonly arrival: StayDate;
  readonly departure: StayDate;
}

type Taker = Row<'room_stay'> | Row<'block'>;

/** A stay or block while it takes its nights; null while it does not. */
function takerOf(row: Change['old']): Taker | null {
  if (row === null) return null;
  const taker = row as Taker;
  if ('isTaking' in taker) return taker.isTaking === 1 ? taker : null;
  return taker.kind === 'echo' ? null : taker;
}

const isTakerChange = ({ entity }: Change): boolean => entity === 'room_stay' || entity === 'block';

/** A stay in a unit of another type than was sold takes from both: the one must be told again, and the other. */
function nightsOfTaker(taker: Taker, typeOfUnit: ReadonlyMap<number, number | undefined>): TouchedNights[] {
  const standsIn = taker.unitId === null ? undefined : typeOfUnit.get(taker.unitId);
  const types = new Set([taker.roomTypeId, standsIn ?? taker.roomTypeId]);
  const { arrival, departure } = taker;
  return [...types].map((roomTypeId) => ({
    roomTypeId,
    arrival: arrival as StayDate,
    departure: departure as StayDate,
  }));
}

function unique(nights: readonly TouchedNights[]): TouchedNights[] {
  const keyOf = ({ roomTypeId, arrival, departure }: TouchedNights): string =>
    `${roomTypeId}:${arrival}:${departure}`;
  return [...new Map(nights.map((one) => [keyOf(one), one])).values()];
}

function nightsIn(
  read: ReadHandle,
  changes: readonly Change[],
  choose: (old: Taker | null, now: Taker | null) => readonly (Taker | null)[],
): TouchedNights[] {
  const moved = changes.filter(isTakerChange);
  if (moved.length === 0) return [];
  const takers = moved.flatMap((change) =>
    choose(takerOf(change.old), takerOf(change.new)).filter((taker) => taker !== null),
  );
  const units = [...new Set(takers.map(({ unitId }) => unitId).filter((id) => id !== null))];
  const typeOfUnit = new Map(units.map((id) => [id, typeOf(read, id)]));
  return unique(takers.flatMap((taker) => nightsOfTaker(taker, typeOfUnit)));
}

/** Every night that these changes took or freed. */
export const touchedNights = (read: ReadHandle, changes: readonly Change[]): TouchedNights[] =>
  nightsIn(read, changes, (old, now) => [old, now]);

/**
 * Nights that something took before these changes and takes no longer: a channel may open such nights by itself, so what it
 * shows there is told again, at once and later.
 */
export const freedNights = (read: ReadHandle, changes: readonly Change[]): TouchedNights[] =>
  nightsIn(read, changes, (old, now) =>
    old && (!now || now.arrival > old.arrival || now.departure < old.departure || now.unitId !== old.unitId)
      ? [old]
      : [],
  );
