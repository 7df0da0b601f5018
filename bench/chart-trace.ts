import type { Browser, Page } from 'playwright';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Processor time of the thread: unlike `dur`, it does not grow while other programs have the core. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** Callbacks of one frame lie closer together than this, in microseconds. */
const SAME_FRAME = 8000;

/** Records what the page's main thread does while `act` runs, and answers its work per frame in milliseconds. */
export async function workPerFrame(
  browser: Browser,
  page: Page,
  act: () => Promise<unknown>,
): Promise<number[]> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await act();
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8')) as {
    traceEvents: TraceEvent[];
  };
  return framesOf(trace.traceEvents);
}

/** Sums the tasks of the main thread that fires animation frames between one such frame and the next. */
function framesOf(events: readonly TraceEvent[]): number[] {
  const threads = new Map<string, number>();
  const key = (event: TraceEvent): string => `${event.pid}/${event.tid}`;
  const isFrame = (event: TraceEvent): boolean => event.name === 'FireAnimationFrame';
  for (const event of events) if (isFrame(event)) threads.set(key(event), (threads.get(key(event)) ?? 0) + 1);
  const main = [...threads].sort((a, b) => b[1] - a[1])[0]?.[0];
  if (!main) return [];
  const own = events.filter((event) => key(event) === main).sort((a, b) => a.ts - b.ts);
  // several callbacks of one frame follow each other at once
  const starts: number[] = [];
  for (const { ts } of own.filter(isFrame))
    if (ts - (starts.at(-1) ?? -Infinity) > SAME_FRAME) starts.push(ts);
  const tasks = own.filter((event) => event.ph === 'X' && event.name === 'RunTask');
  const work = starts.map(() => 0);
  let at = 0;
  for (const task of tasks) {
    const end = task.ts + (task.dur ?? 0);
    while (at + 1 < starts.length && (starts[at + 1] as number) <= end) at++;
    if ((starts[at] ?? Infinity) <= end) work[at] = (work[at] ?? 0) + (task.tdur ?? task.dur ?? 0) / 1000;
  }
  return work.slice(1, -1);
}
