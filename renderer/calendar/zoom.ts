/** How many nights the chart shows at once, from one week to one year. */
export const ZOOMS = ['week', 'three-weeks', 'month', 'quarter', 'year'] as const;
export type Zoom = (typeof ZOOMS)[number];

interface ZoomFacts {
  /** On the switch in the toolbar. */
  readonly label: string;
  /** For the reader of the screen. */
  readonly says: string;
  readonly nights: number;
  /** Narrowest night in pixels; on a small screen fewer nights are shown rather than unreadable ones. */
  readonly narrowest: number;
}

export const ZOOM_FACTS: Readonly<Record<Zoom, ZoomFacts>> = {
  week: { label: '1 w', says: '1 week', nights: 7, narrowest: 96 },
  'three-weeks': { label: '3 w', says: '3 weeks', nights: 21, narrowest: 48 },
  month: { label: 'Month', says: 'a month', nights: 31, narrowest: 32 },
  quarter: { label: 'Quarter', says: 'a quarter', nights: 92, narrowest: 10 },
  year: { label: 'Year', says: 'a year', nights: 366, narrowest: 2.5 },
};

/** Width of a night. Whole pixels wherever single nights are ruled, so that the lines stay sharp. */
export function nightWidth(zoom: Zoom, viewWidth: number): number {
  const facts = ZOOM_FACTS[zoom];
  const exact = viewWidth / facts.nights;
  return Math.max(facts.narrowest, zoom === 'year' ? exact : Math.floor(exact));
}

/** The next zoom level in (1) or out (-1); the same at either end. */
export function zoomStep(zoom: Zoom, direction: 1 | -1): Zoom {
  const next = ZOOMS.indexOf(zoom) - direction;
  return ZOOMS[Math.min(Math.max(next, 0), ZOOMS.length - 1)] ?? zoom;
}
