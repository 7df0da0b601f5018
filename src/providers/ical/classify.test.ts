import { describe, expect, it } from 'vitest';
import type { Channel } from '../../domain/channel.ts';
import type { EventKind } from '../../domain/feed.ts';
import { AIRBNB, calendar, event, read } from './calendar-for-test.ts';
import { classifyEvent } from './classify.ts';

const kindOf = (channel: Channel, summary: string, status: string | null = null): EventKind =>
  classifyEvent(channel, 'stays', { summary, code: null, status }).kind;

it.each<[Channel, string, EventKind]>([
  ['airbnb', 'Reserved', 'reservation'],
  ['airbnb', 'Airbnb (Not available)', 'block'],
  ['airbnb', 'Not available', 'block'],
  ['airbnb', 'Something new', 'unknown'],
  ['vrbo', 'Reserved', 'reservation'],
  ['vrbo', 'Reserved - Ana', 'reservation'],
  ['vrbo', 'Blocked', 'block'],
  ['vrbo', 'Réservée - Zoé', 'reservation'],
  ['vrbo', 'Re\u0301serve\u0301e – Zoé', 'reservation'],
  ['vrbo', 'Indisponible', 'block'],
  ['vrbo', 'Provisoire - Zoé', 'hold'],
  ['vrbo', 'Tentative - Ana', 'hold'],
  ['vrbo', 'Reserviert — Jürgen', 'reservation'],
  ['vrbo', 'Reservado - María', 'reservation'],
  ['vrbo', 'Reserved - Pending Smith', 'reservation'],
  ['vrbo', 'Nicht verfügbar', 'block'],
  ['booking', 'CLOSED - Not available', 'reservation'],
  ['booking', 'CLOSED – Not available', 'reservation'],
  ['other', 'Booked', 'reservation'],
  ['other', 'BOOKING 🛎️', 'reservation'],
  ['other', 'Prenotato', 'reservation'],
  ['other', 'Owner', 'block'],
  ['other', 'Maintenance', 'block'],
  ['other', 'GESCHLOSSEN', 'block'],
  ['other', 'Unavailable', 'block'],
  ['other', 'Pending', 'hold'],
  ['other', 'Tisch decken', 'unknown'],
  ['other', '', 'unknown'],
])('%s: %s is a %s', (channel, summary, kind) => {
  expect(kindOf(channel, summary)).toBe(kind);
});

it('STATUS:TENTATIVE is a hold, whatever the text', () => {
  expect(kindOf('other', 'Booked', 'TENTATIVE')).toBe('hold');
  expect(kindOf('vrbo', 'Reserved - Ana', 'TENTATIVE')).toBe('hold');
  expect(kindOf('other', 'Booked', 'CONFIRMED')).toBe('reservation');
});

describe('booking codes and names', () => {
  const airbnb = (summary: string, description: string): ReturnType<typeof read> =>
    read(
      calendar(
        [event('UID:u', 'DTSTART;VALUE=DATE:20270310', `SUMMARY:${summary}`, `DESCRIPTION:${description}`)],
        AIRBNB,
      ),
    );

  it.each([
    'Reservation URL: https://www.airbnb.com/hosting/reservations/details/HMEXAMPLE1\\nPhone Number (Last 4 Digits): 0000',
    'Reservation URL: https://www.airbnb.com/hosting/reservations/de\r\n tails/HMEXAM\r\n PLE1\\nPhone Number (Last 4 Digits): 0000',
    'Reservation URL: https://www.airbnb.com/reservation/itinerary?code=HMEXAMPLE1\\nPhone: 0000',
  ])('Airbnb, from the description: %#', (description) => {
    expect(airbnb('Reserved', description).events[0]).toMatchObject({
      kind: 'reservation',
      channelRef: 'HMEXAMPLE1',
      guestName: '',
    });
  });

  it('Airbnb, as it once wrote them', () => {
    expect(
      airbnb('Ana Exemplo (HMEXAMPLE1)', 'PHONE: +351 900 000 000\\nEMAIL: a@example.com').events[0],
    ).toMatchObject({
      kind: 'reservation',
      channelRef: 'HMEXAMPLE1',
      guestName: 'Ana Exemplo',
    });
  });

  it('Vrbo, the first name', () => {
    const named = classifyEvent('vrbo', 'stays', {
      summary: 'Réservée - Anne-Zoé',
      code: null,
      status: null,
    });
    expect(named).toEqual({ kind: 'reservation', channelRef: null, guestName: 'Anne-Zoé' });
  });

  it('Booking.com, as it is said to have written them once', () => {
    const named = classifyEvent('booking', 'stays', {
      summary: 'CLOSED - Ana Exemplo',
      code: null,
      status: null,
    });
    expect(named.guestName).toBe('Ana Exemplo');
    const none = classifyEvent('booking', 'stays', {
      summary: 'CLOSED – Not available',
      code: null,
      status: null,
    });
    expect(none.guestName).toBe('');
  });

  it('nothing else of a description is kept', () => {
    const feed = airbnb('Reserved', 'PHONE: +351 900 000 000\\nEMAIL: ana@example.com\\nDoor code 4711');
    expect(JSON.stringify(feed)).not.toMatch(/900|example\.com|4711/);
  });
});

it('an unchanged feed keeps its fingerprint however it is stamped and ordered', () => {
  const [a, b] = ['20270310', '20270320'].map((from, index) =>
    event(`UID:${index}`, 'DTSTAMP:20270301T063005Z', `DTSTART;VALUE=DATE:${from}`, 'SUMMARY:Reserved'),
  ) as [string, string];
  const first = read(calendar([a, b], AIRBNB)).fingerprint;
  const later = [b, a].map((part) => part.replace('20270301T063005Z', '20270301T073005Z'));
  expect(read(calendar(later, AIRBNB)).fingerprint).toBe(first);
  expect(read(calendar([a], AIRBNB)).fingerprint).not.toBe(first);
  expect(read(calendar([a, b.replace('20270320', '20270321')], AIRBNB)).fingerprint).not.toBe(first);
  expect(read(calendar([a, b.replace('Reserved', 'Not available')], AIRBNB)).fingerprint).not.toBe(first);
});
