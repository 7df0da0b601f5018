import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pageProblems } from './conformance-checks.ts';
import { sampleOrder, type ConformanceHarness } from './conformance-stage.ts';
import type { Provider } from './provider.ts';

/** What a provider makes of calendars. */
export function describeDocuments(provider: Provider, harness: ConformanceHarness): void {
  const options = {
    zone: harness.connection.zone,
    asOf: new Date(harness.now).toISOString().slice(0, 10) as never,
  };
  const readDocument = (body: Uint8Array | string) => provider.readDocument?.(body, options);
  const documents = harness.documents ?? [];
  it('has recorded documents', () => expect(documents.length).toBeGreaterThan(0));
  it.each(documents)('reads what was recorded, twice alike: $name', ({ body, holds }) => {
    const feed = readDocument(body);
    expect([feed?.verdict, feed?.events.length]).toEqual(['ok', holds]);
    expect(feed?.events.every(({ firstNight, departure }) => firstNight < departure)).toBe(true);
    expect(readDocument(body)).toEqual(feed);
    expect(readDocument(new TextEncoder().encode(body))).toEqual(feed);
  });
  it.each(documents)('takes no night for what is cancelled: $name', ({ body }) => {
    const cancelled = body.replaceAll('\r\nEND:VEVENT', '\r\nSTATUS:CANCELLED\r\nEND:VEVENT');
    expect(readDocument(cancelled.replaceAll('STATUS:CONFIRMED\r\n', ''))?.events).toEqual([]);
  });
  it.each(documents)('never takes a part for the whole: $name', ({ body }) => {
    for (let cut = 0; cut < body.trimEnd().length; cut += 7) {
      expect(readDocument(body.slice(0, cut))?.verdict).not.toBe('ok');
    }
  });
  it('reads again what it writes', () => {
    const { arrival, departure } = sampleOrder(harness);
    const stay = {
      uid: 'b7a3f0e2-0000-4000-8000-000000000000',
      arrival,
      departure,
      changedAt: 0,
      sequence: 0,
    };
    const events = [{ ...stay, summary: 'Unavailable' }];
    const text = provider.renderDocument?.({ calendarName: 'Room 4', events }) ?? '';
    expect(readDocument(text)?.events).toMatchObject([{ firstNight: arrival, departure }]);
  });
}

/** What a provider makes of what is delivered to us. */
export function describeDeliveries(provider: Provider, harness: ConformanceHarness): void {
  const deliveries = harness.deliveries ?? [];
  it('has recorded deliveries', () => expect(deliveries.length).toBeGreaterThan(0));
  it.each(deliveries)('understands a delivery, and knows it again: $name', ({ raw, secret, means }) => {
    const meaning = provider.parseWebhook?.(raw, secret);
    expect(meaning?.type).toBe(means);
    expect(meaning?.deliveryId).not.toBe('');
    expect(provider.parseWebhook?.(raw, secret)).toEqual(meaning);
    if (meaning?.type === 'revision')
      expect(pageProblems({ revisions: [meaning.revision], problems: [] })).toEqual([]);
  });
  it.each(deliveries)('believes nobody without the secret: $name', ({ raw, secret }) => {
    for (const wrong of ['', `${secret}x`, secret.slice(1), secret.toUpperCase() + secret]) {
      expect(provider.parseWebhook?.(raw, wrong)).toBeUndefined();
    }
    expect(provider.parseWebhook?.({ ...raw, headers: {} }, secret)).toBeUndefined();
  });
  it.each(deliveries)('stumbles over no damage: $name', ({ raw, secret }) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(), (noise, cut) => {
        const bodies = [noise, raw.body.slice(0, cut % (raw.body.length + 1))];
        for (const body of bodies)
          expect(() => provider.parseWebhook?.({ ...raw, body }, secret)).not.toThrow();
      }),
    );
  });
}
