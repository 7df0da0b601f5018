import { createRoot, type Root } from 'react-dom/client';
import type { Calendar } from '../../src/contract/calendar.ts';
import type { Engine } from '../../renderer/calendar/engine.ts';
import { mountTimeline, type Peer } from './peer-timeline.ts';
import { SCRIPTS, type ScrollScript, type Side } from './scripts.ts';
import { checkFrame, type FrameCheck } from './frame-check.ts';

export interface ScrollFacts {
  /** Milliseconds between animation frames. */
  readonly deltas: readonly number[];
  /** Frames the browser itself calls long (over 50 ms). */
  readonly longFrames: number;
}

export interface Measuring {
  /** Mounts one side on freshly made data and answers the milliseconds until its first picture stands in the page. */
  readonly mount: (side: Side, stays: number) => Promise<number>;
  readonly unmount: () => void;
  readonly scroll: (script: string) => Promise<ScrollFacts>;
  /** The same number of frames with nothing on the page: what the machine has to give at this moment. */
  readonly idle: () => Promise<ScrollFacts>;
  /** Walks the same script again, and compares every tenth frame with what should be in it. */
  readonly check: (script: string) => Promise<FrameCheck>;
}

declare global {
  interface Window {
    measuring: Measuring | undefined;
    /** Set when the mounted chart can draw. */
    engine: Engine | undefined;
  }
}

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Puts the measuring tools on the page. */
export function exposeMeasuring(
  host: HTMLElement,
  show: (root: Root, calendar: Calendar) => void,
  make: (stays: number) => Calendar,
): void {
  const made = new Map<number, Calendar>();
  let root: Root | undefined;
  let peer: Peer | undefined;
  let calendar: Calendar | undefined;

  const engine = (): Engine => {
    if (!window.engine) throw new Error('No chart is mounted');
    return window.engine;
  };
  const move = (across: number, down: number): void => {
    if (peer) peer.scrollBy(across, down);
    else {
      // one request per axis would be two scroll events; the browser's own wheel sends one
      engine().scroller.scrollBy(across, down);
    }
  };
  const unmount = (): void => {
    root?.unmount();
    peer?.destroy();
    root = undefined;
    peer = undefined;
    window.engine = undefined;
    host.replaceChildren();
  };

  const mount = async (side: Side, stays: number): Promise<number> => {
    unmount();
    calendar = made.get(stays) ?? make(stays);
    made.set(stays, calendar);
    const items = side === 'peer' ? calendar : undefined;
    await frame();
    await frame();
    const startedAt = performance.now();
    if (items) peer = await mountTimeline(host, items);
    else {
      root = createRoot(host);
      show(root, calendar);
      while (!window.engine) await new Promise((resolve) => setTimeout(resolve, 0));
    }
    // styles and layout belong to the picture
    void document.body.offsetHeight;
    return performance.now() - startedAt;
  };

  const takeFrames = async (frames: number, act: (at: number) => void): Promise<ScrollFacts> => {
    let longFrames = 0;
    const observer = new PerformanceObserver((list) => (longFrames += list.getEntries().length));
    observer.observe({ type: 'long-animation-frame' });
    const deltas: number[] = [];
    let before = await frame();
    for (let at = 0; at < frames; at++) {
      act(at);
      const now = await frame();
      deltas.push(now - before);
      before = now;
    }
    observer.disconnect();
    return { deltas, longFrames };
  };
  const scroll = (name: string): Promise<ScrollFacts> => {
    const script = SCRIPTS[name] as ScrollScript;
    return takeFrames(script.frames, (at) => move(...script.step(at)));
  };
  const idle = (): Promise<ScrollFacts> => {
    unmount();
    return takeFrames(120, () => undefined);
  };

  const check = async (name: string): Promise<FrameCheck> => {
    const script = SCRIPTS[name] as ScrollScript;
    let frames = 0;
    let bars = 0;
    const wrong: string[] = [];
    for (let at = 0; at < script.frames; at++) {
      engine().scroller.scrollBy(...script.step(at));
      await frame();
      if (at % 10 !== 0 || !calendar) continue;
      const found = checkFrame(engine(), calendar);
      frames += found.frames;
      bars += found.bars;
      wrong.push(...found.wrong);
    }
    return { frames, bars, wrong };
  };
  window.measuring = { mount, unmount, scroll, idle, check };
}
