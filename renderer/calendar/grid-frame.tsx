import type { MouseEvent, ReactElement, RefObject } from 'react';
import type { AccessibleCells } from './accessible-cells.ts';
import { useCalendarStore } from './calendar-store.ts';
import { standOn, startingCursor, type ChartContext } from './chart-context.ts';
import { actOf } from './keys.ts';
import { perform } from './perform.ts';
import type { ChartPointer } from './pointer.ts';

/** The working parts of a chart, once its elements exist. */
export interface Mounted {
  readonly context: ChartContext;
  readonly pointer: ChartPointer;
  readonly cells: AccessibleCells;
}

interface GridFrameProps {
  readonly mounted: Mounted | undefined;
  readonly rows: number;
  readonly nights: number;
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly children: ReactElement;
}

/** The scrolled body: it has the focus, takes keys and pointer, and is the grid that is read out. */
export function GridFrame({ mounted, rows, nights, ref, children }: GridFrameProps): ReactElement {
  const cursor = useCalendarStore((state) => state.cursor);
  const { pointer, context } = mounted ?? {};
  return (
    <div
      className="tape-scroller"
      ref={ref}
      role="grid"
      aria-label="Tape chart"
      aria-rowcount={rows}
      aria-colcount={nights}
      aria-multiselectable="true"
      aria-activedescendant={cursor && mounted?.cells.idOf(cursor.rowKey, cursor.day)}
      tabIndex={0}
      onFocus={(event) => {
        context?.engine.request();
        // whoever comes by Tab sees at once where the arrow keys begin
        const isByTab = event.relatedTarget !== null && event.currentTarget.matches(':focus-visible');
        const scene = isByTab && context ? context.engine.scene() : undefined;
        if (context && scene && !scene.cursor) standOn(context, startingCursor(scene));
      }}
      onBlur={() => context?.engine.request()}
      onPointerDown={(event) => pointer?.down(event)}
      onPointerMove={(event) => pointer?.move(event)}
      onPointerUp={(event) => pointer?.up(event)}
      onPointerLeave={() => pointer?.leave()}
      onPointerCancel={() => pointer?.cancel()}
      onDoubleClick={(event) => pointer?.double({ ...pointEvent(event), pointerId: 0, pointerType: 'mouse' })}
      onContextMenu={(event) => {
        event.preventDefault();
        if (event.clientX !== 0 || event.clientY !== 0) pointer?.menu(event);
      }}
      onKeyDown={(event) => {
        const act = context && actOf(event);
        if (!act) return;
        event.preventDefault();
        context.engine.hand.setState({ hidesRing: false });
        perform(context, act);
        if (act.do === 'give-up') pointer?.forget();
      }}
    >
      {children}
    </div>
  );
}

const pointEvent = (
  event: MouseEvent,
): Omit<Parameters<ChartPointer['double']>[0], 'pointerId' | 'pointerType'> => ({
  clientX: event.clientX,
  clientY: event.clientY,
  button: event.button,
  shiftKey: event.shiftKey,
});
