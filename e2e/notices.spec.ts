import type { Page } from '@playwright/test';
import { expect, test } from './bellhop.ts';
import { goTo } from './go-to.ts';

test.use({ hotel: 'demo' });
test.skip(({ way }) => way !== 'browser', 'The same page in every way in; once is enough.');

/** Everything in the screen that can be pressed and lies, seen, under a notice. */
const covered = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const notices = [...document.querySelectorAll('.mantine-Notification-root')].map((one) =>
      one.getBoundingClientRect(),
    );
    const main = document.querySelector('main');
    const seen = main?.getBoundingClientRect();
    if (!main || !seen) return ['no screen'];
    return [...main.querySelectorAll('button, a, input, select, textarea, summary, canvas, [role="grid"]')]
      .filter((one) => {
        const box = one.getBoundingClientRect();
        const bottom = Math.min(box.bottom, seen.bottom);
        return notices.some(
          (notice) =>
            box.left < notice.right &&
            notice.left < box.right &&
            Math.max(box.top, seen.top) < Math.min(bottom, notice.bottom) &&
            notice.top < bottom,
        );
      })
      .map((one) => one.outerHTML.slice(0, 120));
  });

test('nothing that can be pressed lies under a notice', async ({ bellhop }) => {
  const { page } = bellhop;
  await goTo(page, '#/today');
  const checkIn = page.getByRole('main').getByRole('button', { name: /^Check in/ });
  await checkIn.first().click();
  const undo = page.getByRole('status').getByRole('button', { name: /^Undo/ });
  await expect(undo).toBeVisible();
  await expect.poll(() => covered(page)).toEqual([]);
  for (const screen of ['calendar', 'channels', 'settings', 'stays']) {
    await goTo(page, `#/${screen}`);
    await undo.hover(); // a notice under the pointer stays
    await expect.poll(() => covered(page), screen).toEqual([]);
    await expect(undo).toBeVisible();
  }
  await undo.click();
  await goTo(page, '#/today');
  await expect(checkIn.first()).toBeVisible();
});
