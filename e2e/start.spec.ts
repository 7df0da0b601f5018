import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from './bellhop.ts';
import { goTo } from './go-to.ts';

const root = join(import.meta.dirname, '..');

test.describe('an empty data folder', () => {
  test('opens on the first-run screen', async ({ bellhop }) => {
    await expect(bellhop.page).toHaveTitle(/Bellhop/);
    await expect(bellhop.page.getByRole('main')).toBeVisible();
    await expect(bellhop.page.getByRole('button', { name: /demo/i }).first()).toBeVisible();
    const reply = await bellhop.call('host.info');
    expect(reply).toMatchObject({
      ok: true,
      value: { hotel: 'own', way: bellhop.way === 'browser' ? 'browser' : 'desktop' },
    });
  });

  test('leads to the demo hotel and back by one click each', async ({ bellhop }) => {
    const { page } = bellhop;
    await page.getByRole('button', { name: /demo hotel/i }).click();
    await expect(page.getByText('Sandbox hotel', { exact: true }).first()).toBeVisible({ timeout: 30_000 });
    expect(await bellhop.call('host.info')).toMatchObject({ value: { hotel: 'demo' } });
    await bellhop.call('host.switchHotel', { hotel: 'own' });
    await expect(page.getByRole('button', { name: /try the demo hotel/i })).toBeVisible();
    expect(await bellhop.call('host.info')).toMatchObject({ value: { hotel: 'own' } });
  });

  test('is kept by one Bellhop: the second says so and stops', async ({ bellhop }) => {
    const second = spawn(
      process.execPath,
      [join(root, 'out', 'main', 'web.js'), '--port', '0', '--data', bellhop.folder, '--no-open'],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let words = '';
    second.stderr.on('data', (part: Buffer) => (words += String(part)));
    const [code] = (await once(second, 'exit')) as [number];
    expect([code, words]).toEqual([
      1,
      expect.stringContaining('Another Bellhop is working with this data folder'),
    ]);
    expect((await bellhop.call('host.info')).ok).toBe(true);
  });
});

test.describe('the demo hotel', () => {
  test.use({ hotel: 'demo' });

  test('opens with its calendar', async ({ bellhop }) => {
    const { page } = bellhop;
    await goTo(page, '#/calendar');
    await expect(page.getByRole('grid').first()).toBeVisible();
    await expect(page.getByText(/demo|sandbox hotel/i).first()).toBeVisible();
    expect(await bellhop.call('host.info')).toMatchObject({ value: { hotel: 'demo' } });
  });
});
