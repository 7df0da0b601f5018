import type { Calendar, ChartConflict } from '../../contract/calendar.ts';
import { joinTexts } from '../../contract/columns.ts';
import { unitsNeeded } from '../../domain/bars.ts';
import { Refusal } from '../../domain/failure.ts';
import { dayNumber, type StayDate } from '../../domain/stay-date.ts';
import { readBars } from '../../store/calendar.ts';
import { openConflicts, partiesOf } from '../../store/conflicts.ts';
import type { ReadHandle } from '../../store/database.ts';
import { findProperty, roomTypesOf, todayAt, unitsOf } from '../../store/property.ts';
import { findStays } from '../../store/reservations.ts';
import type { Row } from '../../store/writer.ts';
import { readMarks } from '../cell-marks.ts';
import type { Handlers } from '../handler.ts';

/** A year's chart with room to scroll on both sides. */
const LONGEST_WINDOW = 1000;

/** Today at the property, and how far the day has gone there, 0 … 1. */
function momentOf(at: number, zone: string): Pick<Calendar, 'today' | 'dayProgress'> {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const today = there.toPlainDate().toString() as StayDate;
  return { today, dayProgress: (there.hour * 60 + there.minute) / 1440 };
}

function idsIn(rows: readonly Row<'conflict'>[], kind: 'stay' | 'block'): Set<number> {
  return new Set(
    rows.flatMap((row) =>
      partiesOf(row)
        .filter((party) => party.kind === kind)
        .map(({ id }) => id),
    ),
  );
}

/** All bars, what is left to sell, and the conflicts of a window of nights. */
export function readCalendar(read: ReadHandle, fromDate: StayDate, toDate: StayDate, at: number): Calendar {
  const window = { from: dayNumber(fromDate), to: dayNumber(toDate) };
  if (window.to <= window.from || window.to - window.from > LONGEST_WINDOW)
    throw new Refusal('invalid-input', 'Ask for 1 to 1000 nights.', { field: 'to' });
  const conflicts = openConflicts(read, fromDate, toDate);
  const inConflict = { stays: idsIn(conflicts, 'stay'), blocks: idsIn(conflicts, 'block') };
  const { count, columns, labels } = readBars(read, window.from, window.to, inConflict);
  const units = unitsOf(read);
  const needed = unitsNeeded(columns, count, window, new Map(units.map((row) => [row.id, row.roomTypeId])));
  const byType = Map.groupBy(units, (row) => row.roomTypeId);
  const marks = readMarks(read, window, at);
  return {
    from: fromDate,
    to: toDate,
    ...momentOf(at, findProperty(read)?.zone ?? 'UTC'),
    roomTypes: roomTypesOf(read).map(({ id, name }) => {
      const own = byType.get(id) ?? [];
      const taken = needed.get(id) ?? new Int32Array(window.to - window.from);
      const shown = own.map((row) => ({ id: row.id, name: row.name, note: row.note }));
      return { id, name, units: shown, taken, left: taken.map((used) => own.length - used) };
    }),
    bars: { count, ...columns, label: joinTexts(labels) },
    conflicts: conflicts.map(
      ({ id, kind, severity, unitId, roomTypeId, firstNight, departure }) =>
        ({ id, kind, severity, unitId, roomTypeId, firstNight, departure }) as ChartConflict,
    ),
    ...(marks ? { marks } : {}),
  };
}

export const calendarHandlers = {
  'calendar.read': ({ from, to }, { store, ports }) => readCalendar(store.read, from, to, ports.clock.now()),

  'calendar.find': ({ text }, { store, ports }) => {
    if (text.trim() === '') return { hits: [] };
    const today = todayAt(store.read, ports.clock.now());
    const hits = findStays(store.read, text, today, 20).map((row) => ({ ...row, reservationId: row.id }));
    return { hits: hits as never };
  },
} satisfies Partial<Handlers>;
