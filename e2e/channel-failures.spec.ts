import type { Page } from '@playwright/test';
import { type Bellhop, expect, test } from './bellhop.ts';
import { goTo } from './go-to.ts';

test.use({ hotel: 'demo' });
test.skip(({ way }) => way !== 'browser', 'The same page and the same core in every way in; once is enough.');
test.setTimeout(300_000);

interface Row {
  readonly id: number;
  readonly health: string;
  readonly waitingCells: number;
  readonly waitingJobs: number;
}

const ask = async <T>(bellhop: Bellhop, name: string, input: unknown = {}): Promise<T> => {
  const reply = await bellhop.call(name, input);
  expect(reply.ok, `${name}: ${JSON.stringify(reply.failure)}`).toBe(true);
  return reply.value as unknown as T;
};
const connection = async (bellhop: Bellhop): Promise<Row | undefined> =>
  (await ask<{ rows: Row[] }>(bellhop, 'connections.list')).rows[0];
const LONG = { timeout: 90_000 };

/** Everything told and confirmed, nothing left in the outbox. */
const quiet = (bellhop: Bellhop): Promise<void> =>
  expect
    .poll(async () => {
      const row = await connection(bellhop);
      return row && [row.health, row.waitingCells, row.waitingJobs];
    }, LONG)
    .toEqual(['healthy', 0, 0]);

/** Connected, linked as proposed, and told: by calls, since another spec walks that way. */
async function connect(bellhop: Bellhop): Promise<number> {
  const { beds24 } = await ask<{ beds24: { baseUrl: string; inviteCode: string } }>(bellhop, 'sandbox.read');
  const fields = { inviteCode: beds24.inviteCode };
  const signIn = { provider: 'beds24', environment: 'sandbox', baseUrl: beds24.baseUrl, fields };
  const tested = await ask<{ testId: string; properties: { externalId: string }[] }>(
    bellhop,
    'connections.test',
    signIn,
  );
  const externalPropertyId = tested.properties[0]?.externalId ?? '';
  const { testId } = tested;
  const add = { testId, externalPropertyId, name: 'Beds24' };
  const { id } = await ask<{ id: number }>(bellhop, 'connections.add', add);
  interface Room {
    readonly externalId: string;
    readonly suggestedRoomTypeId: number | null;
  }
  const rooms = async (): Promise<Room[]> =>
    (await ask<{ rooms: Room[] }>(bellhop, 'connections.read', { id })).rooms;
  await expect.poll(async () => (await rooms()).length).toBeGreaterThan(0);
  for (const { externalId, suggestedRoomTypeId } of await rooms())
    await ask(bellhop, 'connections.linkRoom', {
      ...{ id, externalRoomId: externalId, to: suggestedRoomTypeId ?? 'none' },
    });
  await ask(bellhop, 'connections.tell', { id, isTold: true });
  await quiet(bellhop);
  return id;
}

/** The grid's first row, some nights ahead of today, where its cursor goes with six steps to the right. */
const NIGHTS_AHEAD = 6;

/** Closes what the chart's cursor stands on, by the desk's own dialog. */
async function closeUnderCursor(page: Page, nights: number): Promise<void> {
  await goTo(page, '#/calendar');
  const grid = page.getByRole('grid').first();
  await expect(grid).toBeVisible();
  await grid.focus();
  for (let night = 0; night <= NIGHTS_AHEAD; night += 1) await page.keyboard.press('ArrowRight');
  for (let night = 1; night < nights; night += 1) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Close nights of a room type' });
  await expect(dialog.getByText('What would go out')).toBeVisible();
  await dialog.getByLabel('Reason').fill('Works in the house');
  const button = dialog.getByRole('button', { name: /^Close \d nights?$/ });
  await expect(button).toBeEnabled();
  await button.click();
  await expect(dialog).toBeHidden();
}

test('pulled out, Beds24 is said to be out of reach on the banner, on Channels and on Sync', async ({
  bellhop,
}) => {
  const { page } = bellhop;
  await connect(bellhop);
  await goTo(page, '#/today');
  await page.getByRole('switch', { name: 'Plug of the simulated Beds24' }).click();
  await closeUnderCursor(page, 3);

  const banner = page.getByRole('region', { name: 'A channel does not answer' });
  await expect(banner).toBeVisible(LONG);
  await expect(banner).toContainText(
    /Beds24 has not answered since \d\d:\d\d\. What you change here goes out when it does\./,
  );

  await goTo(page, '#/sync');
  await expect(page.getByText('Tell Beds24 what is left and what it costs')).toBeVisible();
  await expect(
    page.getByText(/Beds24 broke off before its answer was complete|several times in a row/).first(),
  ).toBeVisible();
  await expect(page.getByText('3 nights wait for Beds24.')).toBeVisible();

  await goTo(page, '#/channels');
  const card = page.getByRole('article', { name: 'Beds24' });
  await expect(card).toContainText(/failing/);
  await expect(card).toContainText(
    /Beds24 has not answered since \d\d:\d\d\..* 3 nights wait to be told or confirmed\./,
  );

  await goTo(page, '#/today');
  await expect(page.getByText('Beds24 gives no good answer')).toBeVisible();
  await page.getByRole('switch', { name: 'Plug of the simulated Beds24' }).click();
  await quiet(bellhop);
  await expect(banner).toBeHidden();
});

test('a sign-in that was ended there asks for a new one, and goes on after it', async ({ bellhop }) => {
  const { page } = bellhop;
  const id = await connect(bellhop);
  await ask(bellhop, 'sandbox.play', { id: 'beds24-sign-out' });
  await goTo(page, '#/channels');
  const card = page.getByRole('article', { name: 'Beds24' });
  await card.getByRole('button', { name: 'Read now: Beds24' }).click();
  await expect(card).toContainText('sign in again', LONG);
  await expect(card).toContainText(
    'Beds24 no longer takes our sign-in. Sign in again; what waits goes out then.',
  );
  await expect(card).toContainText('Make a new invite code there');
  await goTo(page, '#/today');
  await expect(page.getByText('Beds24 wants a new sign-in')).toBeVisible();

  await goTo(page, `#/connections/${id}`);
  await page.getByRole('button', { name: 'Sign in again…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New sign-in for Beds24' });
  await dialog.getByRole('button', { name: 'Use the practice code' }).click();
  await expect(dialog).toBeHidden();
  await quiet(bellhop);
});

test('what Beds24 refuses is told with its reason, on Sync and on the calendar, and once more when told to', async ({
  bellhop,
}) => {
  const { page } = bellhop;
  await connect(bellhop);
  await ask(bellhop, 'sandbox.play', { id: 'beds24-refusal' });
  await closeUnderCursor(page, 3);
  const reason = /the calendar of this room is locked/;

  await goTo(page, '#/sync');
  await expect(page.getByText(/^3 nights were refused\. /)).toContainText(reason, LONG);
  await goTo(page, '#/today');
  await expect(page.getByText('Beds24 would not take 3 nights', { exact: true })).toBeVisible();

  await goTo(page, '#/calendar');
  await page.getByRole('grid').first().focus();
  await page.keyboard.press('w');
  const answer = page.getByRole('region', { name: 'Beds24' });
  await expect(answer).toContainText(/Beds24 would not take closed: .*the calendar of this room is locked/);
  // half a minute later it takes them
  await expect(async () => {
    await answer.getByRole('button', { name: 'Tell it now: Beds24' }).click({ timeout: 5_000 });
    await expect(answer.getByText('✓ confirmed')).toBeVisible({ timeout: 5_000 });
  }).toPass(LONG);
  await quiet(bellhop);
});
