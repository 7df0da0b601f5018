/** Which side is on the page. */
export type Side = 'chart' | 'peer';

/** A scripted scroll: pixels to move in frame `at` of `frames`. */
export interface ScrollScript {
  readonly frames: number;
  readonly step: (at: number) => readonly [number, number];
}

/** Slow as a reader, fast as a search, and the decay of a flick; each turns round half way, and moves down as well. */
export const SCRIPTS: Readonly<Record<string, ScrollScript>> = {
  slow: { frames: 120, step: (at) => [at < 60 ? 3 : -3, at < 60 ? 1 : -1] },
  fast: { frames: 120, step: (at) => [at < 60 ? 40 : -40, at % 60 < 30 ? 18 : -18] },
  fling: {
    frames: 120,
    step: (at) => {
      const speed = 160 * Math.exp(-(at % 60) / 18);
      return [at < 60 ? speed : -speed, at < 60 ? speed : -speed];
    },
  },
};
export const SCRIPT_NAMES = Object.keys(SCRIPTS);
