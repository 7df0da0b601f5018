import { useEffect, useMemo, useState, type RefObject } from 'react';
import type { Calendar } from '../../src/contract/calendar.ts';
import { dayNumber } from '../../src/domain/stay-date.ts';
import { indexBars } from './bar-index.ts';
import { type ClosedNights } from './night-marks.ts';
import { useCalendarStore } from './calendar-store.ts';
import type { Stage } from './engine.ts';
import type { Range } from './geometry.ts';
import { readPalette, type Palette } from './palette.ts';
import { layoutRows, type Density } from './rows.ts';
import { createSprites } from './sprites.ts';
import { nightWidth } from './zoom.ts';

/** Nights that can be scrolled to without asking for a date, before and after today. */
const PAST = 1100;
const FUTURE = 1500;

interface Size {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  /** The width that decides how wide a night is: a drawer that covers part of the chart does not change it. */
  readonly ruling: number;
}

/** Size of an element in whole pixels, kept up to date. */
export function useSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0, ratio: 1, ruling: 0 });
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    let windowWidth = window.innerWidth;
    const measure = (): void => {
      const width = element.clientWidth;
      const height = element.clientHeight;
      setSize((before) => {
        const keeps = window.innerWidth === windowWidth && width < before.ruling;
        windowWidth = window.innerWidth;
        return { width, height, ratio: window.devicePixelRatio || 1, ruling: keeps ? before.ruling : width };
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

/** The palette of the scheme in force; read anew when the scheme changes or the font arrives. */
export function usePalette(canvas: RefObject<HTMLCanvasElement | null>): Palette | undefined {
  const [palette, setPalette] = useState<Palette>();
  useEffect(() => {
    const pen = canvas.current?.getContext('2d', { alpha: false });
    if (!pen) return undefined;
    const read = (): void => setPalette(readPalette(document.documentElement, pen));
    read();
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme', 'class'] });
    document.fonts.addEventListener('loadingdone', read);
    return () => {
      observer.disconnect();
      document.fonts.removeEventListener('loadingdone', read);
    };
  }, [canvas]);
  return palette;
}

/** The nights that can be scrolled to; grows with the loaded window and with wishes, never shrinks. */
function useSpan(loaded: Range, today: number): Range {
  const wish = useCalendarStore((state) => state.wish);
  const [span, setSpan] = useState<Range>({ first: today - PAST, end: today + FUTURE });
  const day = wish?.day ?? today;
  const first = Math.min(span.first, loaded.first, day < span.first ? day - 400 : day);
  const end = Math.max(span.end, loaded.end, day + 400 > span.end ? day + 800 : span.end);
  if (first === span.first && end === span.end) return span;
  const next = { first, end };
  setSpan(next);
  return next;
}

export interface StageParts {
  readonly stage: Stage | undefined;
  readonly span: Range;
  readonly loaded: Range;
  readonly today: number;
}

/** Everything the engine needs from outside a frame, worked out again only when its causes change. */
export function useStage(
  calendar: Calendar,
  density: Density | undefined,
  size: Size,
  palette: Palette | undefined,
  closed?: ClosedNights,
): StageParts & Pick<Stage, 'index' | 'layout' | 'zoom'> {
  const zoom = useCalendarStore((state) => state.zoom);
  const collapsed = useCalendarStore((state) => state.collapsed);
  const chosen = useCalendarStore((state) => state.density);
  const today = dayNumber(calendar.today);
  const { dayProgress } = calendar;
  const loaded = useMemo(
    () => ({ first: dayNumber(calendar.from), end: dayNumber(calendar.to) }),
    [calendar.from, calendar.to],
  );
  const span = useSpan(loaded, today);
  const index = useMemo(() => indexBars(calendar, closed), [calendar, closed]);
  const { width, height, ratio } = size;
  const room = zoom === 'year' ? height : 0;
  const layout = useMemo(
    () =>
      layoutRows(calendar, {
        zoom,
        room,
        collapsed,
        density: density ?? chosen,
        lanesOf: (unitId) => index.lanes.get(unitId) ?? 1,
      }),
    [calendar, index, zoom, room, collapsed, density, chosen],
  );
  const night = nightWidth(zoom, size.ruling);
  const sprites = useMemo(() => palette && createSprites(palette, ratio), [palette, ratio]);
  const stage = useMemo((): Stage | undefined => {
    if (!palette || !sprites || width === 0) return undefined;
    const view = { width, height, ratio, nightWidth: night, origin: span.first, end: span.end };
    return { index, layout, zoom, palette, sprites, today, dayProgress, loaded, ...view };
  }, [
    index,
    layout,
    zoom,
    palette,
    sprites,
    today,
    dayProgress,
    loaded,
    width,
    height,
    ratio,
    night,
    span.first,
    span.end,
  ]);
  return { stage, span, loaded, today, index, layout, zoom };
}
