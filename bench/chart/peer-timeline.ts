import 'vis-timeline/styles/vis-timeline-graph2d.css';
import { DataSet } from 'vis-data';
import { Timeline } from 'vis-timeline';
import type { Calendar } from '../../src/contract/calendar.ts';
import { splitTexts } from '../../src/contract/columns.ts';
import { dayNumber } from '../../src/domain/stay-date.ts';

export interface Peer {
  readonly scrollBy: (across: number, down: number) => void;
  readonly destroy: () => void;
}

const DAY = 86_400_000;
const NIGHTS = 21;

/** The peer's own objects are made before the clock starts: they are its input, as the columns are ours. */
const prepared = new WeakMap<Calendar, { readonly items: object[]; readonly groups: object[] }>();

function prepare(calendar: Calendar): { readonly items: object[]; readonly groups: object[] } {
  const known = prepared.get(calendar);
  if (known) return known;
  const { bars } = calendar;
  const labels = splitTexts(bars.label, bars.count);
  const items = labels.map((content, bar) => ({
    id: bar,
    group: bars.unitId[bar],
    content,
    start: ((bars.arrival[bar] as number) + 0.54) * DAY,
    end: ((bars.departure[bar] as number) + 0.46) * DAY,
  }));
  const groups = calendar.roomTypes.flatMap((type) =>
    type.units.map((unit) => ({ id: unit.id, content: unit.name })),
  );
  const made = { items, groups };
  prepared.set(calendar, made);
  return made;
}

/** Mounts vis-timeline on the same stays, with the options that make it quickest: no stacking, a fixed window. */
export async function mountTimeline(host: HTMLElement, calendar: Calendar): Promise<Peer> {
  const { items, groups } = prepare(calendar);
  const start = (dayNumber(calendar.today) - 2) * DAY;
  const timeline = new Timeline(host, new DataSet(items as never[]), new DataSet(groups as never[]), {
    stack: false,
    height: '100%',
    start,
    end: start + NIGHTS * DAY,
    verticalScroll: true,
    zoomable: false,
    showCurrentTime: true,
    autoResize: false,
    orientation: 'top',
  });
  await new Promise<void>((resolve) => {
    timeline.on('changed', () => {
      if (host.querySelector('.vis-item')) resolve();
    });
  });
  const panel = host.querySelector<HTMLElement>('.vis-left');
  return {
    scrollBy: (across, down) => {
      const { start: from, end: to } = timeline.getWindow();
      const width = Math.max(host.clientWidth - 100, 1);
      const shift = (across / width) * (to.valueOf() - from.valueOf());
      timeline.setWindow(from.valueOf() + shift, to.valueOf() + shift, { animation: false });
      panel?.scrollBy(0, down);
    },
    destroy: () => timeline.destroy(),
  };
}
