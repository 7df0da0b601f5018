import type { Locator, Page } from '@playwright/test';

/** A screen worth a picture and a check: how to get there from anywhere, and what shows that it is there. */
export interface Screen {
  readonly name: string;
  /** The hotel that shows it; `demo` unless said otherwise. */
  readonly hotel?: 'empty';
  open(page: Page): Promise<void>;
  seen(page: Page): Locator;
}

/** Goes there as the rail does. */
const byHash = (hash: string) => async (page: Page) => {
  await page.keyboard.press('Escape');
  await page.evaluate((where) => void (location.hash = where), hash);
};
const main = (page: Page): Locator => page.getByRole('main');

/** Every screen of the demo hotel, for the accessibility checks and the pictures: a new screen is added here once. */
export const SCREENS: readonly Screen[] = [
  { name: 'today', open: byHash('#/today'), seen: main },
  { name: 'calendar', open: byHash('#/calendar'), seen: (page) => page.getByRole('grid').first() },
  { name: 'stays', open: byHash('#/stays'), seen: main },
  { name: 'conflicts', open: byHash('#/conflicts'), seen: main },
  { name: 'channels', open: byHash('#/channels'), seen: main },
  { name: 'settings', open: byHash('#/settings'), seen: main },
];

/** The pictures of `npm run shots`, in order: what one opens, the next may find open. */
export const SHOTS: readonly Screen[] = [
  ...SCREENS,
  { name: 'first-run', hotel: 'empty', open: () => Promise.resolve(), seen: main },
];
