import { z } from 'zod';
import { CHANNELS } from '../domain/channel.ts';
import { RESERVATION_STATUSES } from '../domain/reservation.ts';
import { int32Column, textColumn } from './columns.ts';
import { query } from './define.ts';
import { stayDateSchema } from './fields.ts';

export { BAR_CHANNELS, BAR_FLAGS, BAR_KINDS, BAR_STATUSES, type BarKind } from '../domain/bars.ts';

/** Everything that takes (or shadows) nights in the window, one row per bar, in columns of equal length. */
export const barsSchema = z.object({
  count: z.int(),
  /** Room stay id for stays, block id for the rest. Unique together with `kind`. */
  id: int32Column,
  /** Index into {@link BAR_KINDS}. */
  kind: int32Column,
  /** Reservation id, 0 for blocks. */
  reservationId: int32Column,
  /** Unit id, 0 while parked. */
  unitId: int32Column,
  roomTypeId: int32Column,
  /** Day numbers (days since 1970-01-01); departure exclusive. Not clipped to the window. */
  arrival: int32Column,
  departure: int32Column,
  channel: int32Column,
  /** Index into {@link BAR_STATUSES}; 0 for blocks. */
  status: int32Column,
  flags: int32Column,
  guests: int32Column,
  /** Guest name, or the block's reason, or for an echo "echo of Vrbo". */
  label: textColumn,
});
export type Bars = z.infer<typeof barsSchema>;

export const chartUnitSchema = z.object({ id: z.int(), name: z.string(), note: z.string() });
export const chartRoomTypeSchema = z.object({
  id: z.int(),
  name: z.string(),
  units: z.array(chartUnitSchema),
  /** Units left to sell per night of the window, negative where oversold. One number a night from `from`. */
  left: int32Column,
  /** Units taken (stays and blocks) per night of the window. */
  taken: int32Column,
});
export type ChartRoomType = z.infer<typeof chartRoomTypeSchema>;
export type ChartUnit = z.infer<typeof chartUnitSchema>;

/** A conflict's shared nights, for the hatching and for [ and ]. */
export const chartConflictSchema = z.object({
  id: z.int(),
  kind: z.string(),
  severity: z.enum(['high', 'low']),
  unitId: z.int().nullable(),
  roomTypeId: z.int(),
  firstNight: stayDateSchema,
  departure: stayDateSchema,
});
export type ChartConflict = z.infer<typeof chartConflictSchema>;

/** What a night's mark says: some channel is not surely where it should be. The worst of all channels speaks. */
export const NIGHT_MARKS = ['sent', 'queued', 'unknown', 'differs', 'refused', 'by-hand'] as const;
export type NightMark = (typeof NIGHT_MARKS)[number];

/** Nights of room types whose certainty is worse than acknowledged, in columns of equal length. */
export const marksSchema = z.object({
  count: z.int(),
  roomTypeId: int32Column,
  /** Day number. */
  day: int32Column,
  /** Index into {@link NIGHT_MARKS}. */
  mark: int32Column,
});

export const calendarSchema = z.object({
  from: stayDateSchema,
  /** Exclusive. */
  to: stayDateSchema,
  /** Today at the property, and how far the day has gone there (0 … 1), for the now-line. */
  today: stayDateSchema,
  dayProgress: z.number(),
  roomTypes: z.array(chartRoomTypeSchema),
  bars: barsSchema,
  conflicts: z.array(chartConflictSchema),
  /** Left out where every channel shows what it should. */
  marks: marksSchema.optional(),
});
export type Calendar = z.infer<typeof calendarSchema>;

const hitSchema = z.object({
  reservationId: z.int(),
  roomStayId: z.int(),
  guestName: z.string(),
  channel: z.enum(CHANNELS),
  channelRef: z.string().nullable(),
  status: z.enum(RESERVATION_STATUSES),
  arrival: stayDateSchema,
  departure: stayDateSchema,
  unitId: z.int().nullable(),
  unitName: z.string().nullable(),
  roomTypeName: z.string(),
});

export const calendarCalls = {
  'calendar.read': query({
    says: 'Reads all bars, what is left to sell, and the conflicts of a window of nights.',
    input: z.object({ from: stayDateSchema, to: stayDateSchema }),
    output: calendarSchema,
  }),
  'calendar.find': query({
    says: 'Finds stays by guest, booking code or unit. Nearest to today first, at most 20.',
    input: z.object({ text: z.string().max(100) }),
    output: z.object({ hits: z.array(hitSchema) }),
  }),
};
