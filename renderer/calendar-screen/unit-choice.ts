import type { Calendar } from '../../src/contract/calendar.ts';
import type { NightRange } from '../../src/domain/stay-date.ts';
import { coreToday } from '../core/now.ts';
import type { Hotel } from '../core/use-hotel.ts';
import { inTheWayOf, leftInType, takersOf } from './bars.ts';

export interface UnitOption {
  readonly id: number;
  readonly name: string;
  readonly roomTypeId: number;
  /** Empty where it is free for all nights. */
  readonly problems: readonly string[];
}

/** The units of the hotel with what is in the way of these nights in each. */
export function unitOptions(
  hotel: Pick<Hotel, 'roomTypes'>,
  calendar: Calendar | undefined,
  range: NightRange | undefined,
): UnitOption[] {
  const takers = calendar ? takersOf(calendar) : [];
  return hotel.roomTypes.flatMap((type) =>
    type.units.map(({ id, name }) => ({
      id,
      name,
      roomTypeId: type.id,
      problems: range ? inTheWayOf(takers, id, range, coreToday()) : [],
    })),
  );
}

/** "Standard double, sleeps 2 (3 left)". */
export function typeLabel(
  type: Hotel['roomTypes'][number],
  calendar: Calendar | undefined,
  range: NightRange | undefined,
): string {
  const left = calendar && range ? leftInType(calendar, type.id, range) : undefined;
  const words = left === undefined ? '' : left > 0 ? ` (${left} left)` : ' (none left)';
  return `${type.name}, sleeps ${type.sleeps}${words}`;
}
