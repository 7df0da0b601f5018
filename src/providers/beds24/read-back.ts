import { addNights, type StayDate } from '../../domain/stay-date.ts';
import type { Outcome, ProviderContext, ReadCell } from '../kit/provider.ts';
import { cellsOf } from './calendar.ts';
import { beds24Descriptor } from './descriptor.ts';
import { done, failed, strangeAnswer } from './failures.ts';
import { getAll, type Query, repeated } from './pages.ts';
import { calendarRoomSchema, readRange } from './wire.ts';

interface Ask {
  readonly externalRoomIds: readonly string[];
  readonly from: StayDate;
  readonly to: StayDate;
}

const INCLUDES = ['includeNumAvail', 'includeMinStay', 'includeMaxStay', 'includeOverride', 'includePrices'];

/** Stretches that are no longer than one call may ask for. */
function spansOf({ from, to }: Ask): { readonly from: StayDate; readonly to: StayDate }[] {
  const spans: { from: StayDate; to: StayDate }[] = [];
  for (let start = from; start <= to; start = addNights(start, beds24Descriptor.limits.nightsPerRange)) {
    const last = addNights(start, beds24Descriptor.limits.nightsPerRange - 1);
    spans.push({ from: start, to: last < to ? last : to });
  }
  return spans;
}

/** The chosen fields of the calendar, night by night. Nights that nothing is said about are left out. */
export async function readRanges(
  context: ProviderContext,
  ask: Ask,
  includes: readonly string[],
): Promise<Outcome<ReadCell[]>> {
  const wanted = new Set(ask.externalRoomIds);
  const cells: ReadCell[] = [];
  for (const span of wanted.size === 0 ? [] : spansOf(ask)) {
    const query: Query = [
      ...repeated('roomId', [...wanted]),
      ['startDate', span.from],
      ['endDate', span.to],
      ...includes.map((name) => [name, 'true'] as const),
    ];
    const rows = await getAll(context, {
      path: '/inventory/rooms/calendar',
      query,
      purpose: 'read what is shown',
    });
    if (!rows.ok) return rows;
    for (const row of rows.value) {
      const room = calendarRoomSchema.safeParse(row);
      if (!room.success) return failed(strangeAnswer('a calendar does not say whose it is'));
      if (!wanted.has(room.data.roomId)) continue;
      const ranges = room.data.calendar.map(readRange);
      if (ranges.includes(undefined)) return failed(strangeAnswer('a calendar holds what is no range'));
      for (const range of ranges)
        if (range) cells.push(...cellsOf(room.data.roomId, range, span, context.connection.currency));
    }
  }
  return done(cells);
}

/**
 * What Beds24 shows: numbers, restrictions and written prices. Prices that it computes from others are not read, since
 * they are not ours to write; closed to arrival and departure are left out where a blackout hides them.
 */
export const readBack = (context: ProviderContext, ask: Ask): Promise<Outcome<readonly ReadCell[]>> =>
  readRanges(context, ask, INCLUDES);
