import type { Draft, Problem } from './draft.ts';
import type { Ground } from './hit.ts';
import type { Palette } from './palette.ts';
import type { Sprites } from './sprites.ts';
import type { Zoom } from './zoom.ts';

/** The cell that the keyboard stands on. */
export interface Cursor {
  readonly rowKey: string;
  readonly lane: number;
  readonly day: number;
}

/** Nights chosen in one row: from the cursor's anchor to the cursor, the last one included. */
export interface CellRange {
  readonly rowKey: string;
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
}

/** Everything one frame shows. */
export interface Scene extends Ground {
  readonly zoom: Zoom;
  readonly palette: Palette;
  readonly sprites: Sprites;
  /** Device pixels per pixel. */
  readonly ratio: number;
  readonly today: number;
  readonly dayProgress: number;
  /** The nights that are loaded; the others are veiled. */
  readonly loaded: { readonly first: number; readonly end: number };
  readonly cursor: Cursor | undefined;
  /** The cursor is ringed only while the chart has the focus. */
  readonly hasFocus: boolean;
  readonly range: CellRange | undefined;
  /** Key of the selected bar. */
  readonly selected: string | undefined;
  readonly hovered: number | undefined;
  readonly draft: Draft | undefined;
  readonly problems: readonly Problem[];
}

/** One bar as it was drawn, for checks that the picture holds exactly what it should. */
export interface DrawnBar {
  readonly bar: number;
  readonly rowKey: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly text: string;
}
