import { expect, test } from './bellhop.ts';
import { goTo } from './go-to.ts';

test.use({ hotel: 'demo' });
test.skip(({ way }) => way !== 'browser', 'The same page and the same core in every way in; once is enough.');

test('the practice code is good each time, and a dialog takes its Esc for itself', async ({ bellhop }) => {
  const { page } = bellhop;
  const practice = page.getByRole('button', { name: 'Use the practice code' });
  const dialog = page.getByRole('dialog');

  await test.step('connect, and sign in anew without loading the page again', async () => {
    await goTo(page, '#/channels');
    await page.keyboard.press('c');
    await page.getByRole('button', { name: /^Beds24/ }).click();
    await practice.click();
    await page.getByRole('button', { name: 'Connect, then link the rooms' }).click();
    await page.getByRole('button', { name: 'Change the sign-in…' }).click();
    await practice.click();
    await expect(page.getByText('The new sign-in is in use. The old one is still kept.')).toBeVisible();
  });

  await test.step('Esc closes the dialog and stays on the page, wherever the focus is', async () => {
    const here = page.url();
    for (const loses of [false, true]) {
      await page.getByRole('button', { name: 'Disconnect…' }).click();
      await expect(dialog.getByRole('radio', { name: 'Close it first (safest)' })).toBeChecked();
      if (loses) await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
      expect(page.url()).toBe(here);
    }
  });

  await test.step('while it is paused it can not be closed first, and the dialog says why', async () => {
    await page.getByRole('button', { name: 'Pause…' }).click();
    await dialog.getByRole('button', { name: /^Pause/ }).click();
    await page.getByRole('button', { name: 'Let it go on' }).waitFor();
    await page.getByRole('button', { name: 'Disconnect…' }).click();
    await expect(dialog.getByRole('radio', { name: 'Leave it as it is' })).toBeChecked();
    await expect(dialog.getByRole('radio', { name: 'Close it first (safest)' })).toBeDisabled();
    await expect(dialog.getByText(/^Not possible while it is paused/)).toBeVisible();
  });
});
