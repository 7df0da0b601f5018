import { useMemo } from 'react';
import type { Calendar } from '../../src/contract/calendar.ts';
import type { ClosedNights } from '../calendar/night-marks.ts';
import { useQuery } from '../core/use-query.ts';

/** The nights of the calendar's window that the desk has closed on the channels, by room type. */
export function useClosedNights(
  { from, to }: Pick<Calendar, 'from' | 'to'>,
  isOff: boolean,
): ClosedNights | undefined {
  const rates = useQuery('rates.read', { from, to }, { isOff, keepsLast: true }).value;
  return useMemo(() => {
    // an answer to another window would close the wrong nights
    if (!rates || rates.from !== from || rates.to !== to) return undefined;
    const own = rates.lanes.filter(
      (lane) => lane.ratePlanId === 0 && lane.stopSell.some((word) => word === 1),
    );
    return new Map(own.map((lane) => [lane.roomTypeId, lane.stopSell]));
  }, [rates, from, to]);
}
