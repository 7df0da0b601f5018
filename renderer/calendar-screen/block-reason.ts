import { create } from 'zustand';
import type { Calendar } from '../../src/contract/calendar.ts';
import { takersOf } from './bars.ts';

/** The calendar that is on screen, for acts that must repeat what a bar says of itself. */
const useShown = create<{ readonly calendar: Calendar | null }>(() => ({ calendar: null }));

export const showsCalendar = (calendar: Calendar): void => useShown.setState({ calendar });

/** A block's reason: moving it keeps it. */
export function blockReason(blockId: number): string {
  const { calendar } = useShown.getState();
  if (!calendar) return '';
  return takersOf(calendar).find((taker) => taker.kind !== 'stay' && taker.id === blockId)?.label ?? '';
}
