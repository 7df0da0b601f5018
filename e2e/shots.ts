import type { Page } from '@playwright/test';
import { byHash, inMain, main, SCREENS, type Screen } from './screens.ts';

/** A double booking, played and brought in by the feeds. */
async function playDoubleBooking(page: Page): Promise<void> {
  await byHash('#/today')(page);
  await inMain(page, 'button', /^Play: Two guests, one room/).click();
  await page.getByRole('button', { name: /^Conflicts.* to do$/ }).waitFor();
}

/** What a core that can not read its own outbox would say. */
const FAILED = 'The outbox could not be read. Nothing that waits is lost. Ask again in a moment.';

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
      await inMain(page, 'button', /^Open: Airbnb/).click();
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
  {
    name: 'loading',
    async open(page) {
      // held back until the next picture
      await page.route('**/call/sync.requests', () => undefined);
      await byHash('#/sync')(page);
      await page.getByText('Technical view: the requests themselves').click();
    },
    seen: (page) => page.getByRole('status', { name: 'Loading' }),
  },
  {
    name: 'failing',
    async open(page) {
      await page.unroute('**/call/sync.requests');
      await page.route('**/call/sync.outbox', (route) =>
        route.fulfill({ json: { ok: false, failure: { code: 'unavailable', message: FAILED } } }),
      );
      await page.reload();
      await byHash('#/sync')(page);
    },
    seen: (page) => page.getByText(FAILED),
  },
  {
    name: 'sync-refused',
    async open(page) {
      await page.unroute('**/call/sync.outbox');
      await page.reload();
      await byHash('#/today')(page);
      await inMain(page, 'button', /^Play: Beds24 refuses changes/).click();
      await byHash('#/calendar')(page);
      await page.getByRole('grid').first().focus();
      for (let night = 0; night < 8; night++) await page.keyboard.press('ArrowRight');
      await page.keyboard.press('c');
      const dialog = page.getByRole('dialog', { name: 'Close nights of a room type' });
      await dialog.getByRole('button', { name: /^Close \d nights?/ }).click();
      await dialog.waitFor({ state: 'hidden' });
      await byHash('#/sync')(page);
    },
    seen: (page) => page.getByRole('heading', { name: 'Refused: waits for you' }),
  },
  { name: 'first-run', hotel: 'empty', open: () => Promise.resolve(), seen: main },
];
