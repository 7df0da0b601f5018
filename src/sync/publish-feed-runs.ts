import {
  addNights,
  type DayNumber,
  dayNumber,
  type NightRange,
  overlaps,
  type StayDate,
  stayDate,
} from '../domain/stay-date.ts';
import type { ExportRunRow, RunChanges, Takings } from '../store/exports.ts';

/** What a channel reads from us: a unit, or with `unitId` null a room type. */
export interface ExportPlace {
  readonly id: number;
  readonly channel: string;
  readonly roomTypeId: number;
  readonly unitId: number | null;
  readonly showGuestNames: boolean;
}

/** A stretch of nights as the channel will see it. */
export interface TakenRun extends NightRange {
  readonly summary: string;
}

const NO_NAME = 'Unavailable';
const MONTHS_AHEAD = 24;

/** The night behind the last one that is published: it moves once a month, not every day. */
export function publishedUntil(today: StayDate): StayDate {
  const month = Number(today.slice(5, 7));
  const year = Number(today.slice(0, 4)) + MONTHS_AHEAD / 12 + (month === 12 ? 1 : 0);
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}-01` as StayDate;
}

/** True for what this very listing of the channel has sold or closed itself: it needs no telling. */
export const isItsOwn = (taking: Takings, place: ExportPlace): boolean =>
  taking.feedChannel === place.channel &&
  (place.unitId === null
    ? taking.feedRoomTypeId === place.roomTypeId
    : taking.feedUnitId === place.unitId ||
      (taking.feedUnitId === null && taking.feedRoomTypeId === place.roomTypeId));

interface Night {
  units: Set<number>;
  parked: number;
  hasOthers: boolean;
  summary: string;
}

const isHere = (taking: Takings, place: ExportPlace): boolean =>
  place.unitId === null ? taking.roomTypeId === place.roomTypeId : taking.unitId === place.unitId;

/**
 * The nights on which a channel must not sell a place: none of its units is left, and not because of what the channel sold
 * itself. In stretches, with a guest's name only where that is switched on.
 */
export function takenRuns(
  takings: readonly Takings[],
  place: ExportPlace,
  unitCount: number,
  until: StayDate,
): TakenRun[] {
  const nights = new Map<number, Night>();
  const end = dayNumber(until);
  for (const taking of takings) {
    if (!isHere(taking, place)) continue;
    const others = !isItsOwn(taking, place);
    const to = Math.min(dayNumber(taking.departure as StayDate), end);
    for (let day: number = dayNumber(taking.arrival as StayDate); day < to; day++) {
      const night = nights.get(day) ?? { units: new Set(), parked: 0, hasOthers: false, summary: '' };
      nights.set(day, night);
      if (taking.unitId === null) night.parked += 1;
      else night.units.add(taking.unitId);
      if (others) {
        night.hasOthers = true;
        if (night.summary === '') night.summary = taking.guestName;
      }
    }
  }
  const needed = place.unitId === null ? Math.max(1, unitCount) : 1;
  const closed = [...nights]
    .filter(([, night]) => night.hasOthers && night.units.size + night.parked >= needed)
    .sort(([a], [b]) => a - b);
  const runs: TakenRun[] = [];
  for (const [day, night] of closed) {
    const summary = place.showGuestNames && night.summary !== '' ? night.summary : NO_NAME;
    const arrival = stayDate(day as DayNumber);
    const last = runs.at(-1);
    if (last && last.departure === arrival && last.summary === summary)
      runs[runs.length - 1] = { ...last, departure: addNights(arrival, 1) };
    else runs.push({ arrival, departure: addNights(arrival, 1), summary });
  }
  return runs;
}

/**
 * Gives every guest without a unit one of those left, from the hotel's last unit backwards, a night at a time: somebody
 * will sleep there, so no channel may sell them all. Only for what is published; nobody is moved.
 */
export function seatParked(takings: readonly Takings[], unitIds: readonly number[]): Takings[] {
  const parked = takings.filter(({ unitId }) => unitId === null);
  if (parked.length === 0) return [...takings];
  const seated = takings.filter(({ unitId }) => unitId !== null);
  const taken = new Map<number, Set<number>>();
  const takenOn = (day: number): Set<number> => {
    const units = taken.get(day) ?? new Set<number>();
    taken.set(day, units);
    return units;
  };
  const days = ({ arrival, departure }: Takings): [number, number] => [
    dayNumber(arrival as StayDate),
    dayNumber(departure as StayDate),
  ];
  for (const taking of seated)
    for (let [day, end] = days(taking); day < end; day++) takenOn(day).add(taking.unitId as number);
  for (const taking of parked) {
    let unitId: number | undefined;
    for (let [day, end] = days(taking); day < end; day++) {
      const units = takenOn(day);
      if (unitId === undefined || units.has(unitId)) unitId = unitIds.findLast((id) => !units.has(id));
      if (unitId === undefined) continue;
      units.add(unitId);
      const arrival = stayDate(day as DayNumber);
      seated.push({ ...taking, unitId, arrival, departure: addNights(arrival, 1) });
    }
  }
  return seated;
}

/** How many nights two stretches share. */
function shared(a: NightRange, b: NightRange): number {
  if (!overlaps(a, b)) return 0;
  const from = a.arrival > b.arrival ? a.arrival : b.arrival;
  const to = a.departure < b.departure ? a.departure : b.departure;
  return dayNumber(to) - dayNumber(from);
}

const rangeOf = (run: ExportRunRow): NightRange => ({
  arrival: run.arrival as StayDate,
  departure: run.departure as StayDate,
});

/**
 * From the runs published so far to those wanted now. A run keeps its UID while any of its nights does, so that a reader
 * sees it change and not vanish. What is past is dropped; the slept part of a running one is left as it was.
 */
export function changeRuns(
  known: readonly ExportRunRow[],
  wanted: readonly TakenRun[],
  today: StayDate,
  at: number,
  make: () => { exportFeedId: number; uid: string },
): RunChanges {
  const free = new Set(known);
  const added: RunChanges['added'][number][] = [];
  const changed: RunChanges['changed'][number][] = [];
  for (const run of wanted) {
    if (run.departure <= today) continue;
    const match = [...free]
      .map((old) => ({ old, nights: shared(rangeOf(old), run) }))
      .filter(({ nights }) => nights > 0)
      .sort((a, b) => b.nights - a.nights)[0]?.old;
    if (!match) {
      added.push({ ...make(), ...run, sequence: 0, changedAt: at });
      continue;
    }
    free.delete(match);
    const isRunning = match.arrival <= today && run.arrival <= today;
    const arrival = isRunning ? (match.arrival as StayDate) : run.arrival;
    const isSame =
      match.arrival === arrival && match.departure === run.departure && match.summary === run.summary;
    if (!isSame) changed.push({ id: match.id, ...run, arrival, sequence: match.sequence + 1, changedAt: at });
  }
  return { added, changed, removed: [...free].map(({ id }) => id) };
}
