import { type Bellhop, expect, test } from './bellhop.ts';
import { goTo } from './go-to.ts';

test.use({ hotel: 'demo' });

interface Entry {
  readonly act: string;
  readonly changes: readonly string[];
}

const openConflicts = async (bellhop: Bellhop): Promise<readonly { title: string }[]> =>
  (
    (await bellhop.call('conflicts.list', { state: 'open' })).value as unknown as {
      rows: { title: string }[];
    }
  ).rows;

/** Airbnb and Booking.com sell one unit for the same nights; both feeds bring it in. */
async function playDoubleBooking(bellhop: Bellhop): Promise<string> {
  expect((await bellhop.call('sandbox.play', { id: 'double-booking' })).ok).toBe(true);
  await expect.poll(async () => (await openConflicts(bellhop)).length).toBe(1);
  return (await openConflicts(bellhop))[0]?.title ?? '';
}

test('a double booking is settled by keys alone, taken back, and settled again', async ({ bellhop }) => {
  const { page } = bellhop;
  const title = await playDoubleBooking(bellhop);
  expect(title).toMatch(/^Two guests in \d+ on /);

  await goTo(page, '#/today');
  await expect(page.getByRole('main').getByText(title)).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByRole('heading', { name: title })).toBeVisible();

  await page.keyboard.press('1');
  await expect(page.getByText(/^Move /).last()).toBeVisible();
  await expect.poll(() => openConflicts(bellhop)).toEqual([]);

  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await openConflicts(bellhop)).map((row) => row.title)).toEqual([title]);
  await page.keyboard.press('Control+Shift+Z');
  await expect.poll(() => openConflicts(bellhop)).toEqual([]);

  const history = await bellhop.call('history.list', { limit: 60 });
  const { entries } = history.value as unknown as { entries: Entry[] };
  const told = entries.filter(({ changes }) => changes.some((change) => change.startsWith('Unit: ')));
  expect(told.map(({ act }) => act)).toEqual(['history.undo', 'history.undo', 'conflicts.resolve']);
  const [again, back, first] = told.map(({ changes }) => changes[0]);
  expect(again).toBe(first);
  expect(back).toBe(first?.replace(/(\S+) → (\S+)$/, '$2 → $1'));
  const conflict = entries.filter(({ changes }) => changes.some((change) => change.startsWith('State: ')));
  expect(conflict.map(({ changes }) => changes[0])).toEqual([
    'State: open → closed',
    'State: closed → open',
    'State: open → closed',
  ]);
});
