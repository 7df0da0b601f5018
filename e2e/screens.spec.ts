import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './bellhop.ts';
import { SCREENS } from './screens.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

test.describe('every screen of the demo hotel', () => {
  test.use({ hotel: 'demo' });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`meets WCAG AA, ${colorScheme}`, async ({ bellhop }) => {
      test.skip(bellhop.way !== 'browser', 'The page is the same in every way in; once is enough.');
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
          const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
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
