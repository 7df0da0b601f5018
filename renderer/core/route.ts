import { create } from 'zustand';

export const SCREENS = [
  'today',
  'calendar',
  'stays',
  'conflicts',
  'lists',
  'lists/sweep',
  'lists/print',
  'lists/print-sweep',
  'channels',
  'connections',
  'sync',
  'settings',
] as const;
export type ScreenName = (typeof SCREENS)[number];

export interface Place {
  readonly screen: ScreenName;
  /** What is open on the screen: a reservation, a conflict, a feed. */
  readonly id: number | null;
  /** A date to show, on the calendar. */
  readonly date: string | null;
}

/** `#/conflicts/12`, `#/calendar?date=2026-11-26`: works under http and under the desktop's own protocol. */
export const hashOf = ({ screen, id, date }: Place): string =>
  `#/${screen}${id === null ? '' : `/${id}`}${date === null ? '' : `?date=${date}`}`;

/** The place that a hash names, or Today for anything else. */
export function placeOf(hash: string): Place {
  const match = /^#\/([a-z]+(?:\/[a-z-]+)?)(?:\/(\d{1,15}))?(?:\?date=(\d{4}-\d{2}-\d{2}))?$/.exec(hash);
  const screen = SCREENS.find((name) => name === match?.[1]) ?? 'today';
  const isKnown = screen === match?.[1];
  return {
    screen,
    id: isKnown && match?.[2] ? Number(match[2]) : null,
    date: (isKnown && match?.[3]) || null,
  };
}

interface Route extends Place {
  /** Goes to a screen; the browser's Back leads to where one was. */
  readonly go: (screen: ScreenName, id?: number | null, date?: string | null) => void;
  readonly back: () => void;
}

const hasWindow = typeof window !== 'undefined';

export const useRoute = create<Route>((set, get) => ({
  ...placeOf(hasWindow ? location.hash : ''),
  go: (screen, id = null, date = null) => {
    const place = { screen, id, date };
    if (hashOf(place) !== hashOf(get())) history.pushState(place, '', hashOf(place));
    set(place);
  },
  back: () => history.back(),
}));

/** Follows Back and Forward, and writes the first place into the address. */
export function followHistory(): void {
  history.replaceState(null, '', hashOf(useRoute.getState()));
  addEventListener('popstate', () => useRoute.setState(placeOf(location.hash)));
}

export const go = (screen: ScreenName, id?: number | null, date?: string | null): void =>
  useRoute.getState().go(screen, id, date);
