import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState, type ReactElement } from 'react';
import { useStore } from 'zustand';
import type { Calendar } from '../../src/contract/calendar.ts';
import { stayDate, type DayNumber, type StayDate } from '../../src/domain/stay-date.ts';
import { createAccessibleCells } from './accessible-cells.ts';
import type { ClosedNights } from './night-marks.ts';
import { useCalendarStore } from './calendar-store.ts';
import { createChartHead } from './chart-head.ts';
import { ChartLabels, followFocus } from './chart-labels.tsx';
import { ChartMenu } from './chart-menu.tsx';
import { ChartNotice } from './chart-notice.tsx';
import { LiftedBar, WordsBeside } from './draft-layer.tsx';
import { createEngine, type Engine, type Stage } from './engine.ts';
import type { Range } from './geometry.ts';
import { createHand } from './hand.ts';
import { GridFrame, type Mounted } from './grid-frame.tsx';
import { windowNeeded } from './need-window.ts';
import { createPointer } from './pointer.ts';
import type { Density } from './rows.ts';
import type { TapeChartActions } from './tape-chart-actions.ts';
import { usePalette, useSize, useStage } from './use-stage.ts';
import './tape-chart.css';

export interface TapeChartProps {
  /** The loaded window. May be replaced at any time; what is looked at stays where it is. */
  readonly calendar: Calendar;
  readonly actions: TapeChartActions;
  /** Nights that the desk has closed on the channels. */
  readonly closed?: ClosedNights | undefined;
  /** Asked when the view comes near the end of the loaded nights. `to` is exclusive. */
  readonly onNeedWindow: (from: StayDate, to: StayDate) => void;
  /** Overrides the density in the calendar store. */
  readonly density?: Density;
  /** For measurements and checks: the engine of this chart, once it can draw. */
  readonly onEngine?: (engine: Engine) => void;
}

/** Days outside 2000–2100 do not exist for the core. */
const dateWithin = (day: number): StayDate => stayDate(Math.min(Math.max(day, 10_957), 47_846) as DayNumber);

/** The tape chart: units × nights. Grid and bars on a canvas, heads in the DOM, and an accessible grid beside them. */
export function TapeChart(props: TapeChartProps): ReactElement {
  const { calendar, density, onEngine } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const headTrack = useRef<HTMLDivElement>(null);
  const labelTrack = useRef<HTMLDivElement>(null);
  const parkingLabel = useRef<HTMLDivElement>(null);
  const cellHost = useRef<HTMLDivElement>(null);
  const prefix = `tape${useId().replaceAll(/\W/g, '')}`;
  const [mounted, setMounted] = useState<Mounted>();
  const size = useSize(scroller);
  const palette = usePalette(canvas);
  const staged = useStage(calendar, density, size, palette, props.closed);
  const { stage, span, loaded, today, layout, index, zoom } = staged;

  const latest = useRef({ props, loaded });
  useLayoutEffect(() => {
    latest.current = { props, loaded };
  });
  const asked = useRef<Range>(undefined);
  const onDays = useCallback((days: Range): void => {
    useCalendarStore.getState().seen(days.first, days.end - 1);
    const needed = windowNeeded(days, latest.current.loaded, asked.current);
    if (!needed) return;
    asked.current = needed;
    latest.current.props.onNeedWindow(dateWithin(needed.first), dateWithin(needed.end));
  }, []);

  useLayoutEffect(() => {
    if (!scroller.current || !content.current || !canvas.current || !headTrack.current) return undefined;
    if (!labelTrack.current || !parkingLabel.current || !cellHost.current) return undefined;
    const cells = createAccessibleCells(cellHost.current, prefix);
    const engine = createEngine({
      scroller: scroller.current,
      content: content.current,
      canvas: canvas.current,
      headTrack: headTrack.current,
      head: createChartHead(headTrack.current),
      labelTrack: labelTrack.current,
      parkingLabel: parkingLabel.current,
      cells,
      hand: createHand(),
      onDays,
    });
    const context = { engine, actions: () => latest.current.props.actions };
    setMounted({ context, pointer: createPointer(context), cells });
    return () => engine.dispose();
  }, [onDays, prefix]);

  const engine = mounted?.context.engine;
  useEffect(() => {
    asked.current = undefined;
  }, [calendar]);
  useLayoutEffect(() => {
    if (engine && stage) engine.setStage(stage);
  }, [engine, stage]);
  useWishes(engine, stage);
  useEffect(() => {
    if (engine && stage) onEngine?.(engine);
  }, [engine, stage, onEngine]);
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, []);

  const parking = layout.rows.at(-1)?.kind === 'parking' ? layout.rows.at(-1) : undefined;
  return (
    <div
      className="tape-chart"
      data-zoom={zoom}
      onWheel={(event) => {
        if (!(event.target instanceof Node) || scroller.current?.contains(event.target)) return;
        scroller.current?.scrollBy(event.deltaX, event.deltaY);
      }}
    >
      <div className="tape-corner" />
      <div className="tape-head" aria-hidden="true">
        <div className="tape-track" ref={headTrack} />
      </div>
      <div
        className="tape-labels"
        onScroll={({ currentTarget }) => followFocus(currentTarget, currentTarget, scroller.current)}
        onFocus={({ currentTarget, target }) => followFocus(currentTarget, target, scroller.current)}
      >
        <div className="tape-track" ref={labelTrack}>
          <ChartLabels
            layout={layout}
            index={index}
            today={today}
            onConflict={(id) => props.actions.onOpen({ kind: 'conflict', id })}
          />
        </div>
        <div
          className="tape-label"
          data-kind="parking"
          ref={parkingLabel}
          hidden={!parking}
          style={{ height: (parking?.height ?? 0) + 1 }}
        >
          {parking?.name}
        </div>
      </div>
      <div className="tape-body">
        <GridFrame
          mounted={mounted}
          rows={layout.rows.length + 1}
          nights={span.end - span.first + 1}
          ref={scroller}
        >
          <div className="tape-content" role="none" ref={content}>
            <canvas className="tape-canvas" ref={canvas} aria-hidden="true" />
            <div className="tape-cells" role="rowgroup" ref={cellHost} />
            {engine && <LiftedBar engine={engine} />}
          </div>
        </GridFrame>
        {mounted && <WordsBeside engine={mounted.context.engine} />}
        {engine && <ChartNotice hand={engine.hand} />}
        {mounted && <ChartMenu context={mounted.context} />}
      </div>
      {engine && <Said engine={engine} />}
    </div>
  );
}

/** Goes where the toolbar, a search, a key or another screen asked to go, also where that was before the chart was there. */
function useWishes(engine: Engine | undefined, stage: ReturnType<typeof useStage>['stage']): void {
  const wish = useCalendarStore((state) => state.wish);
  useLayoutEffect(() => {
    if (!engine || !stage || !wish) return;
    engine.scroller.scrollLeft = (wish.day - stage.origin) * stage.nightWidth;
    showCursorRow(engine.scroller, stage);
    engine.request();
    useCalendarStore.getState().arrived(wish.count);
  }, [engine, stage, wish]);
}

/** The row under the cursor comes into view as well: whoever was sent to a night looks for it there. */
function showCursorRow(scroller: HTMLElement, { layout, height }: Pick<Stage, 'layout' | 'height'>): void {
  const { cursor } = useCalendarStore.getState();
  const row = cursor && layout.rows[layout.rowOfKey.get(cursor.rowKey) ?? -1];
  if (!row || row.kind === 'parking') return;
  const isInView = row.top >= scroller.scrollTop && row.top + row.height * 2 <= scroller.scrollTop + height;
  if (!isInView) scroller.scrollTop = row.top;
}

/** What is read out as drafts and jumps happen. */
function Said({ engine }: { readonly engine: Engine }): ReactElement {
  const said = useStore(engine.hand, (hand) => hand.said);
  return (
    <div className="tape-unseen" role="status" aria-live="polite">
      {said}
    </div>
  );
}
