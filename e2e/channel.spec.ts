import type { Locator, Page } from '@playwright/test';
import { type Bellhop, expect, test } from './bellhop.ts';
import { goTo } from './go-to.ts';

test.use({ hotel: 'demo' });
test.skip(({ way }) => way !== 'browser', 'The same page and the same core in every way in; once is enough.');

interface Row {
  readonly id: number;
  readonly health: string;
  readonly waitingCells: number;
  readonly waitingJobs: number;
}
interface Run {
  readonly id: number;
  readonly kind: string;
  readonly outcome: string;
  readonly words: string;
}

const ask = async <T>(bellhop: Bellhop, name: string, input: unknown = {}): Promise<T> => {
  const reply = await bellhop.call(name, input);
  expect(reply.ok, `${name}: ${JSON.stringify(reply.failure)}`).toBe(true);
  return reply.value as unknown as T;
};
const connection = async (bellhop: Bellhop): Promise<Row | undefined> =>
  (await ask<{ rows: Row[] }>(bellhop, 'connections.list')).rows[0];
/** What was done with Beds24, newest first; what people keep by hand is done without a line. */
async function runs(bellhop: Bellhop): Promise<readonly Run[]> {
  const { rows } = await ask<{ rows: { id: number }[] }>(bellhop, 'connections.list');
  const connectionId = rows[0]?.id ?? 0;
  return (await ask<{ runs: Run[] }>(bellhop, 'sync.runs', { connectionId, limit: 50 })).runs;
}
const stays = async (bellhop: Bellhop): Promise<number> =>
  (await ask<{ total: number }>(bellhop, 'reservations.list', { filter: 'upcoming' })).total;

/** Connects the simulated Beds24 as a person does: by keys, with the practice code. */
async function connect(page: Page): Promise<void> {
  await goTo(page, '#/channels');
  await expect(page.getByText('No channel is connected by sign-in yet')).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog', { name: 'Connect a channel' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Beds24/ })).toBeFocused();
  await page.keyboard.press('1');
  await expect(page.getByRole('button', { name: 'Use the practice code' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('The sign-in works.')).toBeVisible();
  await page.getByRole('button', { name: 'Connect, then link the rooms' }).click();
  await expect(page.getByRole('heading', { name: 'Beds24', exact: true })).toBeVisible();
}

/** Agrees to all that is asked before `button` can be pressed, until it can. */
const checkAll = (where: Locator, button: Locator): Promise<void> =>
  expect(async () => {
    // the first that is left: whoever is checked is no longer among them
    const left = where.getByRole('checkbox', { checked: false, disabled: false });
    while ((await left.count()) > 0) await left.first().check();
    await expect(button).toBeEnabled({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });

/** Links every room as proposed, reads the dry run, and begins to tell. */
async function linkAndTell(bellhop: Bellhop): Promise<void> {
  const { page } = bellhop;
  await expect(page.getByText(/rooms there nobody has linked/).last()).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.getByRole('button', { name: /^Link and take in: / })).toHaveCount(0);
  await expect.poll(async () => (await connection(bellhop))?.health).toBe('healthy');
  await page.getByRole('button', { name: 'Show first what would go' }).click();
  await expect(page.getByRole('heading', { name: 'What it would be told now' })).toBeVisible();
  const start = page.getByRole('button', { name: 'Start telling Beds24' });
  await expect(start).toBeDisabled();
  await page.getByLabel(/^I have read it/).check();
  await checkAll(page.getByRole('main'), start);
  await start.click();
  await expect(page.getByRole('heading', { name: 'Beds24 is told what to show' })).toBeVisible();
  await expect.poll(async () => (await connection(bellhop))?.waitingCells, { timeout: 60_000 }).toBe(0);
}

/** Everything told and confirmed, nothing left in the outbox. */
async function quiet(bellhop: Bellhop): Promise<void> {
  await expect
    .poll(
      async () => {
        const row = await connection(bellhop);
        return row && [row.waitingCells, row.waitingJobs];
      },
      { timeout: 90_000 },
    )
    .toEqual([0, 0]);
}

async function toChart(page: Page): Promise<void> {
  await goTo(page, '#/calendar');
  const grid = page.getByRole('grid').first();
  await expect(grid).toBeVisible();
  await grid.focus();
}

/** Puts the chart's cursor on a night well ahead, three nights chosen; they stay chosen. */
async function chooseThreeNights(page: Page): Promise<void> {
  await toChart(page);
  await page.keyboard.press('ArrowRight');
  for (let night = 0; night < 6; night++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
}

/** What the drawer says of Beds24 on the night under the cursor. */
async function openWhy(page: Page): Promise<void> {
  await page.getByRole('grid').first().focus();
  await page.keyboard.press('w');
  await expect(page.getByRole('region', { name: 'Beds24' })).toBeVisible();
}

const dates = (first: number, nights: number): { arrival: string; departure: string } => {
  const today = Temporal.Now.plainDateISO();
  return {
    arrival: today.add({ days: first }).toString(),
    departure: today.add({ days: first + nights }).toString(),
  };
};

test('Beds24 is connected, linked and told; closed by the desk; unplugged and plugged in again', async ({
  bellhop,
}) => {
  test.setTimeout(300_000);
  const { page } = bellhop;
  const before = await stays(bellhop);

  await test.step('connect with the practice code, link the rooms, begin to tell', async () => {
    await connect(page);
    await linkAndTell(bellhop);
    await quiet(bellhop);
    expect(await stays(bellhop)).toBeGreaterThan(before);
  });

  await test.step('a booking arrives, and every channel is told at once', async () => {
    const known = await stays(bellhop);
    await ask(bellhop, 'sandbox.play', { id: 'beds24-booking' });
    await expect.poll(() => stays(bellhop), { intervals: [50] }).toBe(known + 1);
    const arrivedAt = performance.now();
    await quiet(bellhop);
    // for whoever reads the report: how fast a shared machine is proves nothing
    const description = `${Math.round(performance.now() - arrivedAt)} ms`;
    test.info().annotations.push({ type: 'told after', description });
  });

  await test.step('close three nights: the dry run first, then told and confirmed', async () => {
    await chooseThreeNights(page);
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'Close nights of a room type' });
    await expect(dialog.getByText('What would go out')).toBeVisible();
    await dialog.getByLabel('Reason').fill('Works in the house');
    await expect(dialog.getByRole('button', { name: 'Close 3 nights' })).toBeEnabled();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await quiet(bellhop);
    await openWhy(page);
    const answer = page.getByRole('region', { name: 'Beds24' });
    await expect(answer.getByText('✓ confirmed')).toBeVisible();
    await expect(answer.getByRole('definition').first()).toHaveText('closed');
    await page.keyboard.press('Escape');
  });

  await test.step('pull the plug and go on working: the banner and the exposure', async () => {
    await goTo(page, '#/today');
    await page.getByRole('switch', { name: 'Plug of the simulated Beds24' }).click();
    await ask(bellhop, 'reservations.create', {
      ...dates(40, 2),
      roomTypeId: 1,
      unitId: null,
      guestName: 'Nele Prova',
      contact: '',
      guests: 2,
      priceMinor: null,
      paidMinor: 0,
      note: '',
      source: 'phone',
    });
    await expect(page.getByRole('region', { name: 'A channel does not answer' })).toBeVisible({
      timeout: 90_000,
    });
    await page.getByRole('button', { name: 'Which' }).click();
    await expect(
      page
        .getByRole('dialog')
        .getByText(/still shows/)
        .first(),
    ).toBeVisible();
    await page.keyboard.press('Escape');
    await goTo(page, '#/sync');
    await expect(page.getByText('Make Nele Prova at Beds24')).toBeVisible();
  });

  await test.step('open what was closed; plug in; bookings come in before anything opens', async () => {
    const known = await stays(bellhop);
    await toChart(page);
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'Close nights of a room type' });
    await expect(dialog.getByRole('radio', { name: 'Open again' })).toBeChecked();
    await expect(dialog.getByText('What would go out')).toBeVisible();
    const open = dialog.getByRole('button', { name: 'Open 3 nights' });
    await checkAll(dialog, open);
    await open.click();
    await expect(dialog).toBeHidden();
    await ask(bellhop, 'sandbox.play', { id: 'beds24-booking' });
    const newest = (await runs(bellhop))[0]?.id ?? 0;
    await goTo(page, '#/today');
    await page.getByRole('switch', { name: 'Plug of the simulated Beds24' }).click();
    await goTo(page, '#/sync');
    await expect.poll(() => stays(bellhop), { timeout: 90_000 }).toBe(known + 1);
    await quiet(bellhop);
    await expect(page.getByRole('region', { name: 'A channel does not answer' })).toBeHidden();
    const since = (await runs(bellhop))
      .filter(({ id, outcome }) => id > newest && outcome === 'done')
      .reverse();
    const read = since.findIndex(({ kind }) => kind === 'pull');
    expect(read).toBeGreaterThanOrEqual(0);
    const told = (from: readonly Run[]): string[] =>
      from.filter(({ kind }) => kind === 'push').map(({ words }) => words);
    for (const words of told(since.slice(0, read)))
      expect(words).toMatch(/waits? until its bookings were read|nothing new/);
    expect(told(since.slice(read)).join(' ')).toMatch(/Told \d+ nights?/);
  });
});
