import type { Calendar } from '../../src/contract/calendar.ts';
import type { Engine } from '../../renderer/calendar/engine.ts';

export interface FrameCheck {
  readonly frames: number;
  /** Bars that were compared. */
  readonly bars: number;
  /** What was missing, too many or in the wrong place; empty where every frame was right. */
  readonly wrong: readonly string[];
}

/** Where a stay lies, said once more and without the chart's own arithmetic: 54 % into arrival to 46 % into departure. */
const leftOf = (arrival: number, origin: number, night: number): number => (arrival + 0.54 - origin) * night;
const rightOf = (departure: number, origin: number, night: number): number =>
  (departure + 0.46 - origin) * night;

/** Compares the bars of one frame with a walk over all bars of the calendar. */
export function checkFrame(engine: Engine, calendar: Calendar): FrameCheck {
  const drawn = new Map(engine.drawNow().map((bar) => [bar.bar, bar]));
  const scene = engine.scene();
  if (!scene) return { frames: 0, bars: 0, wrong: ['nothing to check'] };
  const { view } = scene;
  const tops = new Map<number, { top: number; height: number }>();
  let top = 0;
  for (const type of calendar.roomTypes) {
    top += 26;
    for (const unit of type.units) {
      tops.set(unit.id, { top, height: 34 });
      top += 34;
    }
  }
  const wrong: string[] = [];
  let expected = 0;
  const { bars } = calendar;
  for (let bar = 0; bar < bars.count; bar++) {
    const row = tops.get(bars.unitId[bar] as number);
    if (!row) continue;
    const screenTop = row.top - view.scrollTop;
    const left = leftOf(bars.arrival[bar] as number, view.origin, view.nightWidth) - view.scrollLeft;
    const right = rightOf(bars.departure[bar] as number, view.origin, view.nightWidth) - view.scrollLeft;
    if (screenTop >= view.height || screenTop + row.height <= 0 || left >= view.width || right <= 0) continue;
    expected++;
    const found = drawn.get(bar);
    if (!found) wrong.push(`bar ${bar} is missing`);
    else if (Math.abs(found.left - left) > 0.01 || Math.abs(found.top - screenTop - 4) > 0.01)
      wrong.push(`bar ${bar} lies at ${found.left}, ${found.top} instead of ${left}, ${screenTop + 4}`);
  }
  if (drawn.size !== expected) wrong.push(`${drawn.size} bars instead of ${expected}`);
  wrong.push(
    ...wrongPixels(
      engine,
      [...drawn.values()].slice(0, 3).map((bar) => bar.bar),
      calendar,
    ),
  );
  return { frames: 1, bars: expected, wrong };
}

/** Looks at the canvas itself: the stripe of a bar must have its channel's colour. */
function wrongPixels(engine: Engine, sample: readonly number[], calendar: Calendar): string[] {
  const scene = engine.scene();
  const canvas = engine.scroller.querySelector('canvas');
  const pen = canvas?.getContext('2d', { alpha: false });
  if (!scene || !pen) return ['no canvas'];
  const drawn = engine.drawNow();
  return sample.flatMap((bar) => {
    const shape = drawn.find((each) => each.bar === bar);
    if (!shape || shape.left < 2 || shape.left > scene.view.width - 12) return [];
    const y = shape.top + 20;
    if (y < 0 || y > scene.view.height - 60) return [];
    const pixel = pen.getImageData((shape.left + 3.5) * scene.ratio, y * scene.ratio, 1, 1).data;
    const hex = `#${[...pixel.slice(0, 3)].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    const wanted = scene.palette.channels[calendar.bars.channel[bar] as number]?.stripe;
    return hex === wanted ? [] : [`bar ${bar} is striped ${hex} instead of ${wanted}`];
  });
}
