import { memo, type ReactElement } from 'react';
import type { BarIndex, IndexedConflict } from './bar-index.ts';
import { useCalendarStore } from './calendar-store.ts';
import type { ChartRow, RowLayout } from './rows.ts';

interface ChartLabelsProps {
  readonly layout: RowLayout;
  readonly index: BarIndex;
  readonly today: number;
  readonly onConflict: (id: number) => void;
}

/** The first conflict of a unit that is not over: the row's label says so and leads to it. */
function conflictOf(index: BarIndex, unitId: number, today: number): IndexedConflict | undefined {
  const own = index.conflicts.filter((each) => each.unitId === unitId);
  return own.find((each) => each.end > today) ?? own[0];
}

/** Room types (which fold) and units, left of the chart. */
export const ChartLabels = memo(function ChartLabels(props: ChartLabelsProps): ReactElement {
  const collapsed = useCalendarStore((state) => state.collapsed);
  const toggle = useCalendarStore((state) => state.toggleType);
  return (
    <>
      {props.layout.rows.map((row) =>
        row.kind === 'type' ? (
          <button
            key={row.key}
            type="button"
            className="tape-label"
            data-kind="type"
            style={{ height: row.height }}
            aria-expanded={!collapsed.has(row.roomTypeId)}
            onClick={() => toggle(row.roomTypeId)}
          >
            <svg className="tape-fold" viewBox="0 0 8 6" aria-hidden="true">
              <path d="M0 0h8L4 6z" fill="currentColor" />
            </svg>
            <span className="tape-name">{row.name}</span>
          </button>
        ) : row.kind === 'parking' ? null : (
          <UnitLabel key={row.key} row={row} {...props} />
        ),
      )}
    </>
  );
});

function UnitLabel({ row, index, today, onConflict }: ChartLabelsProps & { row: ChartRow }): ReactElement {
  const conflict = row.kind === 'unit' ? conflictOf(index, row.unitId, today) : undefined;
  return (
    <div
      className="tape-label"
      data-kind={row.kind}
      style={{ height: row.height, ...(row.lanes > 1 && { alignItems: 'flex-start' }) }}
    >
      <span className="tape-name" style={row.lanes > 1 ? { paddingTop: 8 } : undefined}>
        {row.name}
      </span>
      {conflict ? (
        <button
          type="button"
          className="tape-note"
          data-conflict
          style={row.lanes > 1 ? { paddingTop: 9 } : undefined}
          onClick={() => onConflict(conflict.id)}
        >
          {row.lanes > 1 ? `${row.lanes} guests` : 'conflict'}
        </button>
      ) : (
        row.note && <span className="tape-note">{row.note}</span>
      )}
    </div>
  );
}

/**
 * The chart scrolls to a label that took the focus outside the view: the browser would scroll the labels alone, and only
 * downwards.
 */
export function followFocus(labels: Element, focused: Element, scroller: Element | null): void {
  const above = labels.getBoundingClientRect().top - focused.getBoundingClientRect().top;
  scroller?.scrollBy(0, labels.scrollTop - Math.max(above, 0));
  labels.scrollTop = 0;
}
