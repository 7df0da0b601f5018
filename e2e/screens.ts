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
export const byHash = (hash: string) => async (page: Page) => {
  await page.keyboard.press('Escape');
  await page.evaluate((where) => void (location.hash = where), hash);
};
export const main = (page: Page): Locator => page.getByRole('main');

export const inMain = (page: Page, role: 'button' | 'heading', name: RegExp): Locator =>
  main(page).getByRole(role, { name }).first();

const headerConnect = (page: Page): Locator => page.getByRole('button', { name: 'Connect a channel' });
const plug = (page: Page): Locator => page.getByRole('switch', { name: 'Plug of the simulated Beds24' });

/** Unplugs the simulated channel manager and books at the desk meanwhile: the channel then still shows what is gone. */
async function pullThePlug(page: Page): Promise<void> {
  await plug(page).click();
  await page.getByText(/^Pulled: it answers nobody/).waitFor();
  await bookAtDesk(page, 'Nele Prova');
}

/** Books from today on, in whatever is free, and goes back to Today. */
async function bookAtDesk(page: Page, guest: string): Promise<void> {
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New stay' });
  await dialog.getByRole('textbox', { name: 'Guest', exact: true }).fill(guest);
  await dialog.getByRole('button', { name: /^Book/ }).click();
  await dialog.waitFor({ state: 'hidden' });
  // the new stay stands in the drawer
  await page.getByRole('grid').first().focus();
  await page.keyboard.press('Escape');
  await byHash('#/today')(page);
}

/** Every screen of the demo hotel, for the accessibility checks and the pictures: a new screen is added here once. */
export const SCREENS: readonly Screen[] = [
  { name: 'today', open: byHash('#/today'), seen: main },
  { name: 'calendar', open: byHash('#/calendar'), seen: (page) => page.getByRole('grid').first() },
  { name: 'stays', open: byHash('#/stays'), seen: main },
  { name: 'conflicts', open: byHash('#/conflicts'), seen: main },
  {
    name: 'lists',
    open: byHash('#/lists'),
    seen: (page) => page.getByRole('heading', { name: 'Kept by hand' }),
  },
  {
    name: 'lists-set-up',
    open: (page) => page.getByRole('button', { name: 'Keep a channel by hand' }).first().click(),
    seen: (page) => page.getByRole('dialog', { name: 'Keep a channel by hand' }),
  },
  { name: 'channels', open: byHash('#/channels'), seen: main },
  { name: 'sync', open: byHash('#/sync'), seen: main },
  { name: 'settings', open: byHash('#/settings'), seen: main },
  {
    name: 'channel-sign-in',
    async open(page) {
      await byHash('#/channels')(page);
      await main(page)
        .getByRole('button', { name: 'Connect a channel' })
        .or(headerConnect(page))
        .first()
        .click();
      await page.getByRole('button', { name: /^Beds24/ }).click();
    },
    seen: (page) => page.getByRole('dialog').getByRole('button', { name: 'Use the practice code' }),
  },
  {
    name: 'channel-property',
    open: (page) => page.getByRole('button', { name: 'Use the practice code' }).click(),
    seen: (page) => page.getByText('The sign-in works.'),
  },
  {
    name: 'channel-rooms',
    open: (page) => page.getByRole('button', { name: 'Connect, then link the rooms' }).click(),
    seen: (page) => page.getByText(/rooms there nobody has linked/).last(),
  },
  {
    name: 'channel-conflict',
    async open(page) {
      await byHash('#/conflicts')(page);
      await inMain(page, 'button', /^Settle: /).click();
    },
    seen: (page) => main(page).getByRole('heading', { name: 'How it came about' }),
  },
  {
    name: 'channel-dry-run',
    async open(page) {
      // 1 and 2 are kept by hand
      await byHash('#/connections/3')(page);
      await page.getByRole('button', { name: /^Link \d+ as proposed/ }).click();
      await page.getByRole('button', { name: 'Show first what would go' }).click();
    },
    seen: (page) => page.getByRole('region', { name: 'Every change' }),
  },
  {
    name: 'channel-told',
    async open(page) {
      await page.getByLabel(/^I have read it/).check();
      for (const box of await main(page).getByRole('checkbox', { checked: false }).all()) await box.check();
      await page.getByRole('button', { name: 'Start telling Beds24' }).click();
    },
    seen: (page) => page.getByRole('heading', { name: 'Beds24 is told what to show' }),
  },
  {
    name: 'sync-told',
    open: byHash('#/sync'),
    seen: (page) => page.getByRole('heading', { name: 'What was done' }),
  },
  {
    name: 'calendar-night',
    async open(page) {
      await byHash('#/calendar')(page);
      await page.getByRole('grid').first().focus();
      for (let night = 0; night < 5; night++) await page.keyboard.press('ArrowRight');
      await page.keyboard.press('w');
    },
    seen: (page) => page.getByRole('region', { name: 'Beds24' }),
  },
  {
    name: 'calendar-close-nights',
    async open(page) {
      await page.getByRole('grid').first().focus();
      await page.keyboard.press('c');
    },
    seen: (page) => page.getByRole('dialog').getByRole('region', { name: 'Every change' }),
  },
  {
    name: 'calendar-rates',
    async open(page) {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.getByRole('grid').first().focus();
      await page.keyboard.press('e');
      await page.getByLabel('Shortest stay (nights)').fill('2');
    },
    seen: (page) => page.getByRole('dialog').getByRole('region', { name: 'Every change' }),
  },
  {
    name: 'lists-due',
    async open(page) {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await byHash('#/today')(page);
      await page.getByRole('heading', { level: 1, name: /day / }).waitFor();
      await bookAtDesk(page, 'Ines Prova');
      await byHash('#/lists')(page);
    },
    seen: (page) => inMain(page, 'button', /^Begin: Agoda/),
  },
  {
    name: 'lists-run',
    open: (page) => inMain(page, 'button', /^Begin: Agoda/).click(),
    seen: (page) => page.getByText(/^Step 1 of /),
  },
  {
    name: 'lists-run-numbers',
    async open(page) {
      for (const step of [1, 2, 3]) {
        await page.getByText(new RegExp(`^Step ${step} of `)).waitFor();
        await page.keyboard.press('Enter');
      }
      await page.getByText(/^Step 4 of /).waitFor();
      await page.keyboard.type('77');
    },
    seen: (page) => page.getByText(/≠ should be/).first(),
  },
  {
    name: 'lists-stopped',
    async open(page) {
      await page.keyboard.press('d');
      await page.getByLabel('What do you see there?').fill('A booking of two nights that we do not have');
      await page.keyboard.press('Enter');
    },
    seen: (page) => page.getByRole('button', { name: 'It is cleared up, go on' }),
  },
  {
    name: 'lists-sweep',
    async open(page) {
      await byHash('#/lists/sweep/1')(page);
      await page.getByRole('gridcell').first().focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.type('9');
      await page.keyboard.press('ArrowDown');
    },
    seen: (page) => page.getByRole('button', { name: 'Finish with 1 difference' }),
  },
  {
    name: 'lists-sweep-review',
    open: (page) => page.keyboard.press('Enter'),
    seen: (page) => page.getByRole('heading', { name: '1 difference at Agoda' }),
  },
  {
    name: 'lists-paper',
    open: byHash('#/lists/print'),
    seen: (page) => page.getByRole('article').first(),
  },
  {
    name: 'lists-paper-sweep',
    open: byHash('#/lists/print-sweep/1'),
    seen: (page) => page.getByRole('article').first(),
  },
  {
    name: 'offline',
    async open(page) {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await byHash('#/today')(page);
      await pullThePlug(page);
    },
    seen: (page) => page.getByRole('region', { name: 'A channel does not answer' }),
  },
  {
    name: 'offline-exposure',
    open: (page) => page.getByRole('button', { name: 'Which', exact: true }).click(),
    seen: (page) =>
      page
        .getByRole('dialog')
        .getByText(/still shows/)
        .first(),
  },
  {
    name: 'offline-sync',
    async open(page) {
      await page.keyboard.press('Escape');
      await byHash('#/sync')(page);
    },
    seen: (page) => page.getByRole('button', { name: /^Try now: / }).first(),
  },
  {
    name: 'offline-channel',
    async open(page) {
      await byHash('#/channels')(page);
    },
    seen: (page) => page.getByRole('article', { name: 'Beds24' }),
  },
  { name: 'offline-calendar', open: byHash('#/calendar'), seen: (page) => page.getByRole('grid').first() },
  {
    name: 'online-again',
    async open(page) {
      await byHash('#/today')(page);
      await plug(page).click();
      await byHash('#/sync')(page);
      await page.getByRole('button', { name: /^Read now/ }).click();
      await page.getByRole('region', { name: 'A channel does not answer' }).waitFor({ state: 'hidden' });
    },
    seen: (page) => page.getByRole('heading', { name: 'What was done' }),
  },
  {
    name: 'stay-guest',
    async open(page) {
      await byHash('#/stays')(page);
      // brought by the channel manager alone, which told who it is
      await page.getByLabel('Channel', { exact: true }).selectOption({ label: 'Expedia' });
      await main(page)
        .getByRole('row', { name: /Expedia/ })
        .first()
        .getByRole('button')
        .first()
        .click();
    },
    seen: (page) => page.getByRole('region', { name: 'Guest', exact: true }),
  },
  {
    name: 'stay-same-person',
    open: (page) => page.keyboard.press('g'),
    seen: (page) => page.getByRole('dialog').getByLabel('Name, e-mail or phone'),
  },
];
