import { type Bellhop, expect, test } from './bellhop.ts';
import { goTo } from './go-to.ts';

test.use({ hotel: 'demo' });
test.skip(({ way }) => way !== 'browser', 'The same page and the same core in every way in; once is enough.');

const ask = async <T>(bellhop: Bellhop, name: string, input: unknown = {}): Promise<T> => {
  const reply = await bellhop.call(name, input);
  expect(reply.ok, `${name}: ${JSON.stringify(reply.failure)}`).toBe(true);
  return reply.value as unknown as T;
};

interface Stay {
  readonly id: number;
  readonly channel: string;
  readonly guestName: string;
}
interface Reservation extends Stay {
  readonly guestId: number | null;
  readonly otherSide: string;
  readonly channelBookings: readonly { readonly isAlive: boolean; readonly pushState: string }[];
}
const read = (bellhop: Bellhop, id: number): Promise<Reservation> =>
  ask<Reservation>(bellhop, 'reservations.read', { id });

/** Connects the simulated Beds24, links its rooms as proposed, and answers the bookings that came in from it. */
async function connected(bellhop: Bellhop): Promise<readonly Reservation[]> {
  const { page } = bellhop;
  const upcoming = async (): Promise<readonly number[]> => {
    const { rows } = await ask<{ rows: Stay[] }>(bellhop, 'reservations.list', { filter: 'upcoming' });
    return [...new Set(rows.map(({ id }) => id))];
  };
  const known = new Set(await upcoming());
  await goTo(page, '#/channels');
  await page.keyboard.press('c');
  await page.getByRole('button', { name: /^Beds24/ }).click();
  await page.getByRole('button', { name: 'Use the practice code' }).click();
  await page.getByRole('button', { name: 'Connect, then link the rooms' }).click();
  await page.getByRole('button', { name: /^Link \d+ as proposed/ }).click();
  await expect(page.getByRole('button', { name: /^Link and take in: / })).toHaveCount(0);
  const found = async (): Promise<readonly Reservation[]> => {
    const ids = (await upcoming()).filter((id) => !known.has(id));
    const all = await Promise.all(ids.map((id) => read(bellhop, id)));
    return all.filter(({ guestId, channelBookings }) => guestId !== null && channelBookings.length > 0);
  };
  await expect.poll(async () => (await found()).length).toBeGreaterThan(1);
  return found();
}

test('one guest of two entries, and two again, by keys alone', async ({ bellhop }) => {
  const { page } = bellhop;
  const all = await connected(bellhop);
  const first = all[0];
  const second = all.find(({ guestId, guestName }) => guestId !== first?.guestId && guestName !== '');
  if (!first || !second) throw new Error('There are not two guests.');
  await goTo(page, `#/stays/${first.id}`);
  const card = page.getByRole('region', { name: 'Guest', exact: true });
  // in the head of the card; those who look alike stand below it with theirs
  const stays = (words: string) => card.getByText(words, { exact: true }).first();
  await expect(stays('1 stay')).toBeVisible();

  await page.keyboard.press('g');
  const dialog = page.getByRole('dialog', { name: /is the same person as…$/ });
  await expect(dialog.getByLabel('Name, e-mail or phone')).toBeFocused();
  await page.keyboard.type(second.guestName);
  await expect(dialog.getByRole('group', { name: 'Guests' }).getByRole('button')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'They are one person' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(stays('2 stays')).toBeVisible();
  expect((await read(bellhop, second.id)).guestId).toBe(first.guestId);

  await page.keyboard.press('p');
  const split = page.getByRole('dialog', { name: /^Which stays are not / });
  await expect(split.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(split).toBeHidden();
  await expect(stays('1 stay')).toBeVisible();
  expect((await read(bellhop, first.id)).guestId).not.toBe(first.guestId);

  await page.keyboard.press('Control+z');
  await expect(stays('2 stays')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(stays('1 stay')).toBeVisible();
  expect((await read(bellhop, second.id)).guestId).toBe(second.guestId);
});

test('nights of a booking that its channel still holds are sold all the same, with a reason', async ({
  bellhop,
}) => {
  const { page } = bellhop;
  const [stay] = await connected(bellhop);
  if (!stay) throw new Error('There is no stay.');
  await ask(bellhop, 'reservations.cancel', { id: stay.id, reason: 'She called' });
  await goTo(page, `#/stays/${stay.id}`);
  const side = page.getByRole('region', { name: 'The other side' });
  // nothing is told to it yet, so somebody has to do it there
  await expect(side.getByText(/^Cancel it at Beds24 by hand\./)).toBeVisible();
  await page.keyboard.press('f');
  const dialog = page.getByRole('dialog', { name: 'Sell the nights all the same?' });
  await expect(dialog.getByRole('button', { name: 'Sell the nights' })).toBeDisabled();
  await page.keyboard.type('Cancelled there by phone');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(side.getByText('Its nights are sold all the same: Cancelled there by phone.')).toBeVisible();
  expect((await read(bellhop, stay.id)).otherSide).toBe('overridden');
});
