import { expect, test } from './bellhop.ts';

test.use({ hotel: 'demo' });
test.skip(({ way }) => way !== 'desktop', 'Only the desktop has a menu; its stand-in can press it.');

test('the menu leads to the screens and to the other hotel', async ({ bellhop }) => {
  const { desktop, page } = bellhop;
  expect(desktop?.menu()).toEqual(
    expect.arrayContaining(['&File', '&Go', 'Calendar', 'Back to the own hotel']),
  );
  await desktop?.clickMenu('Conflicts');
  await expect.poll(() => page.url()).toContain('#/conflicts');
  await desktop?.clickMenu('Back to the own hotel');
  await expect.poll(async () => (await bellhop.call('host.info')).value).toMatchObject({ hotel: 'own' });
  await expect.poll(() => desktop?.menu()).toContain('Open the demo hotel');
  await desktop?.clickMenu('Airbnb: calendars');
  await expect.poll(() => desktop?.external).toEqual(['https://www.airbnb.com/help/']);
});
