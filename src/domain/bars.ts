import { CHANNELS } from './channel.ts';
import { BLOCK_KINDS, RESERVATION_STATUSES } from './reservation.ts';

/** What a bar on the calendar stands for, by its index in the `kind` column. */
export const BAR_KINDS = ['stay', ...BLOCK_KINDS] as const;
export type BarKind = (typeof BAR_KINDS)[number];

/** Bits of the `flags` column. */
export const BAR_FLAGS = {
  /** Suggestions never move it. */
  locked: 1,
  /** Shares a night with another stay: drawn with a danger outline. */
  conflict: 2,
  /** Its feed no longer shows it; waits for more good answers before its nights are freed. */
  pendingRelease: 4,
  hasNote: 8,
  /** Comes from a feed: its dates are the channel's to change. */
  fromFeed: 16,
  /** A price is known and not all of it is paid. */
  unpaid: 32,
} as const;

/** The codes in the `channel` and `status` columns are indexes into these. */
export const BAR_CHANNELS = CHANNELS;
export const BAR_STATUSES = RESERVATION_STATUSES;

/** The columns of whole numbers; `label` stands beside them. */
export const BAR_COLUMNS = [
  'id',
  'kind',
  'reservationId',
  'unitId',
  'roomTypeId',
  'arrival',
  'departure',
  'channel',
  'status',
  'flags',
  'guests',
] as const;
export type BarColumns = { readonly [C in (typeof BAR_COLUMNS)[number]]: Int32Array };

/** Units with a night count of who is in them: stays each, a block once where no stay is. */
interface Grid {
  readonly stays: Uint8Array;
  readonly blocked: Uint8Array;
}

/**
 * Units needed per room type and night of a window, from the bars: in each unit as many as it has stays (one where only a
 * block stands), and one for each stay that is parked. `typeOfUnit` says whose units they are. Echoes need none.
 */
export function unitsNeeded(
  bars: BarColumns,
  count: number,
  window: { readonly from: number; readonly to: number },
  typeOfUnit: ReadonlyMap<number, number>,
): Map<number, Int32Array> {
  const nights = window.to - window.from;
  const needed = new Map<number, Int32Array>();
  const rowOf = (typeId: number): Int32Array => {
    let row = needed.get(typeId);
    if (!row) needed.set(typeId, (row = new Int32Array(nights)));
    return row;
  };
  const slots = new Map([...typeOfUnit.keys()].map((unitId, slot) => [unitId, slot]));
  const grid: Grid = {
    stays: new Uint8Array(slots.size * nights),
    blocked: new Uint8Array(slots.size * nights),
  };
  const echo = BAR_KINDS.indexOf('echo');
  for (let bar = 0; bar < count; bar++) {
    const kind = bars.kind[bar] as number;
    if (kind === echo) continue;
    const from = Math.max((bars.arrival[bar] as number) - window.from, 0);
    const to = Math.min((bars.departure[bar] as number) - window.from, nights);
    const slot = slots.get(bars.unitId[bar] as number);
    if (slot === undefined) {
      const row = rowOf(bars.roomTypeId[bar] as number);
      for (let night = from; night < to; night++) row[night] = (row[night] as number) + 1;
      continue;
    }
    const cells = kind === 0 ? grid.stays : grid.blocked;
    for (let cell = slot * nights + from, end = slot * nights + to; cell < end; cell++)
      cells[cell] = (cells[cell] as number) + 1;
  }
  for (const [unitId, typeId] of typeOfUnit) {
    const row = rowOf(typeId);
    const start = (slots.get(unitId) as number) * nights;
    for (let night = 0; night < nights; night++) {
      const stays = grid.stays[start + night] as number;
      row[night] = (row[night] as number) + (stays > 0 ? stays : grid.blocked[start + night] ? 1 : 0);
    }
  }
  return needed;
}
