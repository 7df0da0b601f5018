import { stayDate, type DayNumber, type StayDate } from '../../src/domain/stay-date.ts';
import { changesNothing, type Draft, type Problem } from './draft.ts';
import type { NightsInUnit, TapeChartActions } from './tape-chart-actions.ts';

export const dateOf = (day: number): StayDate => stayDate(day as DayNumber);

export const nightsInUnit = (
  place: { readonly unitId: number; readonly roomTypeId: number },
  arrival: number,
  departure: number,
): NightsInUnit => ({
  unitId: place.unitId,
  roomTypeId: place.roomTypeId,
  arrival: dateOf(arrival),
  departure: dateOf(departure),
});

/** Hands a dropped draft to the screen. Answers false where there was nothing to hand over. */
export function drop(draft: Draft, problems: readonly Problem[], actions: TapeChartActions): boolean {
  if (changesNothing(draft)) return false;
  const place = nightsInUnit(draft, draft.arrival, draft.departure);
  const { bar } = draft;
  if (!bar) {
    actions.onCreate(place);
    return true;
  }
  const target = { ...place, unitId: draft.unitId === 0 ? null : draft.unitId, problems };
  if (bar.kind === 'stay') {
    const move = { ...target, roomStayId: bar.id, reservationId: bar.reservationId };
    if (draft.kind === 'resize') actions.onResize(move);
    else actions.onMove(move);
  } else if (draft.kind === 'resize') actions.onResizeBlock({ ...target, blockId: bar.id });
  else actions.onMoveBlock({ ...target, blockId: bar.id });
  return true;
}
