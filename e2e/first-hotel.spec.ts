import { expect, test } from './bellhop.ts';

const calendar = (uid: string, first: string, departure: string): string =>
  [
    'BEGIN:VCALENDAR',
    'PRODID:-//Airbnb Inc//Hosting Calendar 1.0//EN',
    'CALSCALE:GREGORIAN',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    `DTSTART;VALUE=DATE:${first}`,
    `DTEND;VALUE=DATE:${departure}`,
    'SUMMARY:Reserved',
    `UID:1418fb94e984-${uid}@airbnb.com`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');

const compact = (days: number): string =>
  Temporal.Now.plainDateISO().add({ days }).toString().replaceAll('-', '');

test('a new hotel has two calendars on its chart in a few steps', async ({ bellhop }) => {
  const { page } = bellhop;
  await page.getByLabel(/name/i).first().fill('Casa Prova');
  await page.getByRole('button', { name: /Next: rooms/ }).click();
  await page
    .getByLabel(/room type/i)
    .first()
    .fill('Double');
  await page.getByLabel(/units/i).first().fill('201-204');
  await page.getByRole('button', { name: /^Add/ }).first().click();
  await expect(page.getByText('204').first()).toBeVisible();
  await page.getByRole('button', { name: /Next: calendars/ }).click();

  for (const [index, unit] of ['201', '202'].entries()) {
    const uid = String(index + 1).repeat(32);
    await page.locator('input[type=file]').setInputFiles({
      name: `airbnb-${unit}.ics`,
      mimeType: 'text/calendar',
      buffer: Buffer.from(calendar(uid, compact(3 + index), compact(6 + index))),
    });
    await expect(page.getByText(/right\?/i).first()).toBeVisible();
    await page
      .getByRole('combobox')
      .filter({ hasText: 'Double' })
      .first()
      .selectOption({ label: `${unit}, Double` });
    await page
      .getByRole('button', { name: /Take it in|Add/i })
      .first()
      .click();
    await expect(page.getByText(new RegExp(`${unit}.*3 nights taken`)).first()).toBeVisible();
  }

  await page.getByRole('button', { name: /show the calendar/i }).click();
  await expect(page.getByRole('grid').first()).toBeVisible();
  const reply = await bellhop.call('reservations.list', { filter: 'upcoming' });
  expect((reply.value as unknown as { total: number }).total).toBe(2);
});
