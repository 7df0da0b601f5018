import { dayNumber, type StayDate } from '../../src/domain/stay-date.ts';
import { useCalendarStore } from '../calendar/calendar-store.ts';
import { go } from '../core/route.ts';

/** Shows a night of a room type on the calendar, with the cursor on it: the next key (W, C, E) is about that night. */
export function goToNight(roomTypeId: number, night: StayDate): void {
  const { setCursor, select } = useCalendarStore.getState();
  setCursor({ rowKey: `type-${String(roomTypeId)}`, lane: 0, day: dayNumber(night) });
  select(undefined);
  go('calendar', null, night);
}
