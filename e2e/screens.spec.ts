import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './bellhop.ts';
import { SCREENS } from './screens.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** By every rule. What holds is not written down element by element; and there is no frame to look into. */
async function check(page: Page): ReturnType<AxeBuilder['analyze']> {
  await expect(page.locator('iframe')).toHaveCount(0);
  return new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(RULES)
    .setLegacyMode()
    .analyze();
}

test.describe('every screen of the demo hotel', () => {
  test.use({ hotel: 'demo' });
  test.skip(({ way }) => way !== 'browser', 'The page is the same in every way in; once is enough.');

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`meets WCAG AA, ${colorScheme}`, async ({ bellhop }) => {
      // the rules look at every element of some twenty screens and states
      test.setTimeout(300_000);
      const { page } = bellhop;
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const { name, open, seen } of SCREENS) {
        await test.step(name, async () => {
          await open(page);
          await expect(seen(page)).toBeVisible();
          const { violations } = await check(page);
          const found = violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' · ')}`,
          );
          expect(found, name).toEqual([]);
        });
      }
      expect(errors).toEqual([]);
    });
  }
});
