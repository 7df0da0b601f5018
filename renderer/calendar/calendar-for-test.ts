import {
  BAR_CHANNELS,
  BAR_FLAGS,
  BAR_KINDS,
  BAR_STATUSES,
  type BarKind,
  type Calendar,
} from '../../src/contract/calendar.ts';
import { joinTexts } from '../../src/contract/columns.ts';
import type { Channel } from '../../src/domain/channel.ts';
import type { ReservationStatus } from '../../src/domain/reservation.ts';
import { stayDate, type DayNumber, type StayDate } from '../../src/domain/stay-date.ts';

/** One bar, written by hand or generated. */
export interface BarSeed {
  readonly id: number;
  readonly kind?: BarKind;
  readonly unitId: number;
  readonly roomTypeId: number;
  readonly arrival: number;
  readonly departure: number;
  readonly channel?: Channel;
  readonly status?: ReservationStatus;
  readonly flags?: readonly (keyof typeof BAR_FLAGS)[];
  readonly guests?: number;
  readonly label: string;
}

export interface TypeSeed {
  readonly id: number;
  readonly name: string;
  readonly units: readonly { readonly id: number; readonly name: string; readonly note?: string }[];
}

const dateOf = (day: number): StayDate => stayDate(day as DayNumber);

/** Nights of a room type that stays and blocks take, from difference counts. */
function takenOf(bars: readonly BarSeed[], roomTypeId: number, from: number, to: number): Int32Array {
  const change = new Int32Array(to - from + 1);
  for (const bar of bars) {
    if (bar.roomTypeId !== roomTypeId || bar.kind === 'echo') continue;
    const first = Math.max(bar.arrival, from);
    const end = Math.min(bar.departure, to);
    if (first >= end) continue;
    change[first - from] = (change[first - from] ?? 0) + 1;
    change[end - from] = (change[end - from] ?? 0) - 1;
  }
  let sum = 0;
  return Int32Array.from({ length: to - from }, (_, night) => (sum += change[night] ?? 0));
}

/** A calendar in the form in which the core answers it. */
export function makeCalendar(
  types: readonly TypeSeed[],
  bars: readonly BarSeed[],
  window: {
    readonly from: number;
    readonly to: number;
    readonly today: number;
    readonly dayProgress: number;
  },
  conflicts: Calendar['conflicts'] = [],
): Calendar {
  const column = (of: (bar: BarSeed) => number): Int32Array => Int32Array.from(bars, of);
  return {
    from: dateOf(window.from),
    to: dateOf(window.to),
    today: dateOf(window.today),
    dayProgress: window.dayProgress,
    conflicts,
    roomTypes: types.map((type) => {
      const taken = takenOf(bars, type.id, window.from, window.to);
      const units = type.units.map((unit) => ({ id: unit.id, name: unit.name, note: unit.note ?? '' }));
      return { id: type.id, name: type.name, units, taken, left: taken.map((count) => units.length - count) };
    }),
    bars: {
      count: bars.length,
      id: column((bar) => bar.id),
      kind: column((bar) => BAR_KINDS.indexOf(bar.kind ?? 'stay')),
      reservationId: column((bar) => (bar.kind && bar.kind !== 'stay' ? 0 : bar.id)),
      unitId: column((bar) => bar.unitId),
      roomTypeId: column((bar) => bar.roomTypeId),
      arrival: column((bar) => bar.arrival),
      departure: column((bar) => bar.departure),
      channel: column((bar) => BAR_CHANNELS.indexOf(bar.channel ?? 'direct')),
      status: column((bar) => BAR_STATUSES.indexOf(bar.status ?? 'confirmed')),
      flags: column((bar) => (bar.flags ?? []).reduce((sum, flag) => sum | BAR_FLAGS[flag], 0)),
      guests: column((bar) => bar.guests ?? 0),
      label: joinTexts(bars.map((bar) => bar.label)),
    },
  };
}
