import type { IndexedConflict } from './bar-index.ts';
import { useCalendarStore } from './calendar-store.ts';
import { reveal, tell, type ChartContext } from './chart-context.ts';
import type { Scene } from './scene.ts';
import { nightsInWords } from './words.ts';

const store = useCalendarStore;

/** Goes to a conflict: its row and first shared night, selected, so that Enter opens it. */
export function goToConflict(context: ChartContext, scene: Scene, direction: 1 | -1): void {
  const { conflicts } = scene.index;
  const { selected } = store.getState();
  const at = selected?.kind === 'conflict' ? conflicts.findIndex((each) => each.id === selected.id) : -1;
  const day = scene.cursor?.day ?? scene.today;
  const next: IndexedConflict | undefined =
    at >= 0
      ? conflicts[at + direction]
      : direction > 0
        ? conflicts.find((each) => each.end > day)
        : conflicts.findLast((each) => each.first < day);
  if (!next)
    return tell(context, direction > 0 ? 'No later conflict in view.' : 'No earlier conflict in view.');
  const unitKey = `unit-${next.unitId}`;
  const rowKey = scene.layout.rowOfKey.has(unitKey) ? unitKey : `type-${next.roomTypeId}`;
  store.getState().setCursor({ rowKey, lane: 0, day: next.first });
  store.getState().select({ kind: 'conflict', id: next.id });
  reveal(context, rowKey, next.first, next.end);
  const row = scene.layout.rows[scene.layout.rowOfKey.get(rowKey) ?? -1];
  tell(context, `Conflict: ${row?.name ?? ''}, ${nightsInWords(next.first, next.end)}. Enter opens it.`);
}
