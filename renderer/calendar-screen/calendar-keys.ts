import { dateInZone, dayNumber } from '../../src/domain/stay-date.ts';
import { useCalendarStore } from '../calendar/calendar-store.ts';
import { useKeys } from '../core/keys.ts';
import { coreNow } from '../core/now.ts';
import { useHotel } from '../core/use-hotel.ts';
import { blockTonight, newStayHere } from './chart-actions.ts';
import { focusFind, openDialog } from './desk.ts';

/** The calendar's keys while the chart has not the focus; with the focus the chart hears its own first. */
export function useCalendarKeys(): void {
  const { zone } = useHotel();
  const today = dateInZone(coreNow(), zone);
  const { goTo, page, zoomBy } = useCalendarStore.getState();
  useKeys('Calendar', [
    { keys: 'N', says: 'New stay', run: () => newStayHere(today) },
    { keys: '/', says: 'Find a guest, a booking or a unit', run: focusFind },
    { keys: 'T', says: 'Today', run: () => goTo(dayNumber(today)) },
    { keys: 'G', says: 'Go to a date', run: () => openDialog({ kind: 'go-to' }) },
    { keys: 'B', says: 'Block nights', run: () => blockTonight(today) },
    { keys: 'PageDown', says: 'Later', run: () => page(1) },
    { keys: 'PageUp', says: 'Earlier', run: () => page(-1) },
    { keys: '+', says: 'Fewer nights, larger', run: () => zoomBy(1) },
    { keys: '-', says: 'More nights', run: () => zoomBy(-1) },
  ]);
  useKeys('In the chart', [
    { keys: '↑ ↓ ← →', says: 'Move the cursor' },
    { keys: 'Shift ← →', says: 'Choose several nights' },
    { keys: 'Enter', says: 'Open what is under the cursor' },
    { keys: 'M', says: 'Move the stay: arrows, Enter drops, Esc gives up' },
    { keys: 'R', says: 'Make it longer or shorter' },
    { keys: 'S', says: 'Split it at the cursor' },
    { keys: 'P', says: 'Park it: no unit yet' },
    { keys: 'L', says: 'Lock it in its unit, or unlock' },
    { keys: 'B', says: 'Block the chosen nights' },
    { keys: 'C', says: 'Close the chosen nights of the room type, or open them again' },
    { keys: 'E', says: 'Prices and rules of the chosen nights' },
    { keys: 'W', says: 'What each channel shows of this night, and why' },
    { keys: '[ ]', says: 'Conflict before, next conflict' },
  ]);
}
