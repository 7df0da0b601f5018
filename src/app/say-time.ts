import { sayDate } from '../domain/say-nights.ts';
import { dateInZone, type StayDate } from '../domain/stay-date.ts';
import type { ReadHandle } from '../store/database.ts';
import { findProperty } from '../store/property.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * Instants as the clock on the hotel's wall shows them: "14:01" today, "19 Nov, 14:01" on another day, with the year where
 * it is another one.
 */
export function timeSayer(zone: string, now: number): (at: number) => string {
  const today = dateInZone(now, zone);
  return (at) => {
    const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    const clock = `${two(there.hour)}:${two(there.minute)}`;
    const date = there.toPlainDate().toString() as StayDate;
    if (date === today) return clock;
    return `${sayDate(date, date.slice(0, 4) !== today.slice(0, 4))}, ${clock}`;
  };
}

/** The same in the zone of the property. */
export const propertyTimeSayer = (read: ReadHandle, now: number): ((at: number) => string) =>
  timeSayer(findProperty(read)?.zone ?? 'UTC', now);
