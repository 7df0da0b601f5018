import { NIGHT_MARKS, type Calendar, type NightMark } from '../../src/contract/calendar.ts';
import { dayNumber } from '../../src/domain/stay-date.ts';

/** Room type → one number a loaded night: 1 where the desk has closed it on the channels. */
export type ClosedNights = ReadonlyMap<number, Int32Array>;
export const NONE_CLOSED: ClosedNights = new Map();

/** The marks of a window as one column a room type. */
export function marksOf({ marks, from, to }: Calendar): Map<number, Uint8Array> {
  const found = new Map<number, Uint8Array>();
  if (!marks) return found;
  const first = dayNumber(from);
  const nights = dayNumber(to) - first;
  for (let at = 0; at < marks.count; at++) {
    const type = marks.roomTypeId[at] as number;
    const night = (marks.day[at] as number) - first;
    if (night < 0 || night >= nights) continue;
    let column = found.get(type);
    if (!column) found.set(type, (column = new Uint8Array(nights)));
    column[night] = 1 + (marks.mark[at] as number);
  }
  return found;
}

/** The mark of a room type's night, or undefined where all is well or nothing is loaded. */
export const markOf = (
  index: { readonly marks: ReadonlyMap<number, Uint8Array> },
  roomTypeId: number,
  night: number,
): NightMark | undefined => NIGHT_MARKS[(index.marks.get(roomTypeId)?.[night] ?? 0) - 1];
