import {
  BAR_CHANNELS,
  BAR_FLAGS,
  BAR_KINDS,
  BAR_STATUSES,
  type BarKind,
  type Calendar,
} from '../../src/contract/calendar.ts';
import { splitTexts } from '../../src/contract/columns.ts';
import { type Channel, channelName } from '../../src/domain/channel.ts';
import { takesNights } from '../../src/domain/reservation.ts';
import { sayNights } from '../../src/domain/say-nights.ts';
import {
  dayNumber,
  type DayNumber,
  type NightRange,
  sharedNights,
  stayDate,
  type StayDate,
} from '../../src/domain/stay-date.ts';

/** A stay, block, hold or echo of the calendar, as the dialogs and the drawer speak of it. */
export interface Taker extends NightRange {
  readonly kind: BarKind;
  readonly id: number;
  readonly unitId: number;
  readonly roomTypeId: number;
  readonly label: string;
  readonly channel: Channel;
  readonly isFromFeed: boolean;
  /** False for echoes and cancelled stays, which take nothing. */
  readonly takes: boolean;
}

const dateOf = (day: number | undefined) => stayDate((day ?? 0) as DayNumber);

export function takersOf({ bars }: Pick<Calendar, 'bars'>): Taker[] {
  const labels = splitTexts(bars.label, bars.count);
  return Array.from({ length: bars.count }, (_, at) => {
    const kind = BAR_KINDS[bars.kind[at] ?? 0] ?? 'stay';
    return {
      kind,
      id: bars.id[at] ?? 0,
      unitId: bars.unitId[at] ?? 0,
      roomTypeId: bars.roomTypeId[at] ?? 0,
      label: labels[at] ?? '',
      channel: BAR_CHANNELS[bars.channel[at] ?? 0] ?? 'other',
      isFromFeed: ((bars.flags[at] ?? 0) & BAR_FLAGS.fromFeed) !== 0,
      takes:
        kind !== 'echo' &&
        (kind !== 'stay' || takesNights(BAR_STATUSES[bars.status[at] ?? 0] ?? 'confirmed')),
      arrival: dateOf(bars.arrival[at]),
      departure: dateOf(bars.departure[at]),
    };
  });
}

/** What takes nights of a unit within a range, in words; empty where it is free. Pass `today` to have another year said. */
export function inTheWayOf(
  takers: readonly Taker[],
  unitId: number,
  range: NightRange,
  today?: StayDate,
): string[] {
  return takers
    .filter((taker) => taker.takes && taker.unitId === unitId)
    .flatMap((taker) => {
      const shared = sharedNights(taker, range);
      if (!shared) return [];
      const who = taker.label === '' ? 'A guest' : taker.label;
      const via = taker.channel === 'direct' ? '' : ` (${channelName(taker.channel)})`;
      const nights = sayNights(shared, today);
      return taker.kind === 'stay'
        ? [`${who}${via} sleeps here on ${nights}.`]
        : [`Closed on ${nights}${taker.label === '' ? '' : `: ${taker.label}`}.`];
    });
}

/** Fewest units of a room type left on any night of the range; undefined where the calendar does not reach. */
export function leftInType(calendar: Calendar, roomTypeId: number, range: NightRange): number | undefined {
  const type = calendar.roomTypes.find((one) => one.id === roomTypeId);
  const from = dayNumber(range.arrival) - dayNumber(calendar.from);
  const to = dayNumber(range.departure) - dayNumber(calendar.from);
  if (!type || from < 0 || to > type.left.length || from >= to) return undefined;
  return Math.min(...type.left.subarray(from, to));
}
