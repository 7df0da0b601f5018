import { addNights, stayDate, type DayNumber, type StayDate } from '../../src/domain/stay-date.ts';
import { chosenNights, useCalendarStore } from '../calendar/calendar-store.ts';
import type { BlockMove, StayMove, TapeChartActions } from '../calendar/tape-chart-actions.ts';
import { runKnowingly } from '../core/insist.ts';
import { client } from '../core/transport.ts';
import { redoLast, runCommand, undoLast } from '../core/use-command.ts';
import { blockReason } from './block-reason.ts';
import { focusFind, openDialog, openDrawer } from './desk.ts';

function move({ roomStayId, unitId, arrival, departure }: StayMove): void {
  void runKnowingly('stays.move', { roomStayId, unitId, arrival, departure }, 'Move it anyway');
}

function moveBlock({ blockId, unitId, arrival, departure }: BlockMove): void {
  if (unitId === null) return;
  const input = { id: blockId, unitId, arrival, departure, reason: blockReason(blockId) };
  void runKnowingly('blocks.change', input, 'Move it anyway');
}

async function park({
  roomStayId,
  reservationId,
}: {
  roomStayId: number;
  reservationId: number;
}): Promise<void> {
  const { stays } = await client.call('reservations.read', { id: reservationId });
  const stay = stays.find((one) => one.id === roomStayId);
  if (!stay) return;
  const { arrival, departure } = stay;
  await runKnowingly('stays.move', { roomStayId, unitId: null, arrival, departure }, 'Park it anyway');
}

/** What the chart asks for, carried out by commands, drawer and dialogs. */
export const chartActions = (hasChannels: boolean): TapeChartActions => ({
  hasChannels,
  onOpen: openDrawer,
  onCreate: (draft) => openDialog({ kind: 'new-stay', draft }),
  onMove: move,
  onResize: move,
  onMoveBlock: moveBlock,
  onResizeBlock: moveBlock,
  onBlock: (draft) => openDialog({ kind: 'block', draft }),
  onCloseNights: (nights) => openDialog({ kind: 'close-nights', ...nights }),
  onRates: (nights) => openDialog({ kind: 'rates', ...nights }),
  onPark: (stay) => void park(stay),
  onLock: ({ roomStayId, isLocked }) => void runCommand('stays.lock', { roomStayId, isLocked }),
  onSplit: (split) => openDialog({ kind: 'split', ...split }),
  onFind: focusFind,
  onGoTo: () => openDialog({ kind: 'go-to' }),
  onUndo: () => void undoLast(),
  onRedo: () => void redoLast(),
});

/** A new stay at the chart's cursor, or tonight where there is none. */
export function newStayHere(today: StayDate): void {
  const chosen = chosenNights(useCalendarStore.getState());
  const unit = /^unit-(\d+)$/.exec(chosen?.rowKey ?? '')?.[1];
  const draft =
    chosen && unit
      ? {
          unitId: Number(unit),
          arrival: stayDate(chosen.first as DayNumber),
          departure: stayDate(chosen.end as DayNumber),
        }
      : { arrival: today, departure: addNights(today, 1) };
  openDialog({ kind: 'new-stay', draft });
}

/** Closing nights where none was chosen: tonight, in a unit that the dialog asks for. */
export const blockTonight = (today: StayDate): void =>
  openDialog({ kind: 'block', draft: { arrival: today, departure: addNights(today, 1) } });
