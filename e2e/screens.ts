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

const inMain = (page: Page, role: 'button' | 'heading', name: RegExp): Locator =>
  main(page).getByRole(role, { name }).first();

/** A double booking, played and brought in by the feeds. */
async function playDoubleBooking(page: Page): Promise<void> {
  await byHash('#/today')(page);
  await inMain(page, 'button', /^Play: Two guests, one room/).click();
  await page.getByRole('button', { name: /^Conflicts.* to do$/ }).waitFor();
}

/** The pictures of `npm run shots`, in order: what one opens, the next may find open. */
export const SHOTS: readonly Screen[] = [
  ...SCREENS,
  {
    name: 'stay',
    async open(page) {
      await byHash('#/stays')(page);
      await main(page).getByRole('row').nth(3).getByRole('button').first().click();
    },
    seen: (page) => page.getByRole('region', { name: 'The stay' }),
  },
  {
    name: 'feed',
    async open(page) {
      await byHash('#/channels')(page);
      await inMain(page, 'button', /^Open: /).click();
    },
    seen: (page) => page.getByRole('dialog').or(main(page)).first(),
  },
  {
    name: 'calendars-out',
    async open(page) {
      await page.keyboard.press('Escape');
      await byHash('#/channels')(page);
      await page.getByText('Calendars out', { exact: true }).click();
    },
    seen: main,
  },
  {
    name: 'calendar-month',
    async open(page) {
      await byHash('#/calendar')(page);
      await page.getByText('Month', { exact: true }).click();
    },
    seen: (page) => page.getByRole('grid').first(),
  },
  {
    name: 'calendar-year',
    open: (page) => page.getByText('Year', { exact: true }).click(),
    seen: (page) => page.getByRole('grid').first(),
  },
  {
    name: 'conflict',
    async open(page) {
      await page.getByText('3 w', { exact: true }).click();
      await playDoubleBooking(page);
      await byHash('#/conflicts')(page);
      await inMain(page, 'button', /^Settle: /).click();
    },
    seen: (page) => inMain(page, 'heading', /./),
  },
  {
    name: 'calendar-conflict',
    async open(page) {
      await byHash('#/calendar')(page);
      await page.getByRole('grid').first().focus();
      await page.keyboard.press(']');
    },
    seen: (page) => page.getByRole('grid').first(),
  },
  { name: 'first-run', hotel: 'empty', open: () => Promise.resolve(), seen: main },
];
