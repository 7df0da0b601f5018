import { keepInPlace, type RowLayout } from './rows.ts';

/** What decides where nights and rows lie in the scrolled content. */
export interface Lay {
  readonly origin: number;
  readonly nightWidth: number;
  /** Width of the view. */
  readonly width: number;
  readonly layout: RowLayout;
}

export interface Scroll {
  readonly left: number;
  readonly top: number;
}

/**
 * Where to scroll when a new window arrives, rows grow or the zoom changes, so that what is looked at stays where it is:
 * the cursor's night if it is in view, else the night at the left edge; the row at the upper edge.
 */
export function stayPut(scroll: Scroll, before: Lay, after: Lay, cursorDay: number | undefined): Scroll {
  return {
    left: leftAfter(scroll.left, before, after, cursorDay),
    top: before.layout === after.layout ? scroll.top : keepInPlace(before.layout, after.layout, scroll.top),
  };
}

function leftAfter(left: number, before: Lay, after: Lay, cursorDay: number | undefined): number {
  if (before.nightWidth === after.nightWidth) return left + (before.origin - after.origin) * after.nightWidth;
  const cursorX = cursorDay === undefined ? -1 : (cursorDay - before.origin) * before.nightWidth - left;
  if (cursorDay !== undefined && cursorX >= 0 && cursorX < before.width)
    return (cursorDay - after.origin) * after.nightWidth - cursorX;
  // whole nights: the part of a night at the edge would be another width of it after each zoom
  const edge = Math.round(before.origin + left / before.nightWidth);
  return (edge - after.origin) * after.nightWidth;
}
