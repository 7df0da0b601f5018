import { describe, expect, it } from 'vitest';
import { addNights } from '../../domain/stay-date.ts';
import { AIRBNB, BOOKING, calendar, event, LISBON, read, stay, VRBO } from './calendar-for-test.ts';
import { recogniseChannel, startsOnDayOfReading } from './recognise.ts';

const compact = (days: number): string => addNights(LISBON.asOf, days).replaceAll('-', '');

describe('who made a feed', () => {
  it.each([
    ['PRODID:-//Airbnb Inc//Hosting Calendar 1.0//EN', 'airbnb'],
    ['PRODID;X-RICAL-TZSOURCE=TZINFO:-//Airbnb Inc//Hosting Calendar 0.8.8//EN', 'airbnb'],
    [`PRODID:${BOOKING}`, 'booking'],
    ['PRODID:-//HomeAway.com, Inc.//EN', 'vrbo'],
    ['PRODID:-//Agoda//Calendar//EN', 'agoda'],
    ['PRODID:-//Beds24//iCal//EN', 'beds24'],
    ['PRODID:-//Google Inc//Google Calendar 70.9054//EN', 'other'],
    ['PRODID:-//github.com/rianjs/ical.net//NONSGML ical.net 4.0//EN', 'other'],
    ['', 'other'],
  ])('%s', (line, channel) => {
    expect(recogniseChannel(line, undefined)).toBe(channel);
    const body = calendar([]).replace('PRODID:-//Example//Test 1.0//EN', line);
    expect(read(body).channel).toBe(channel);
  });

  it.each([
    ['www.airbnb.co.uk', 'airbnb'],
    ['ical.booking.com', 'booking'],
    ['admin.booking.com:443', 'booking'],
    ['www.abritel.fr', 'vrbo'],
    ['www.stayz.com.au', 'vrbo'],
    ['not-airbnb.com', 'other'],
    ['airbnb.com.example.org', 'other'],
    ['calendar.google.com', 'other'],
  ])('by its host %s where it does not say', (host, channel) => {
    expect(read(calendar([], 'x'), { host }).channel).toBe(channel);
  });

  it('believes the calendar before the host', () => {
    expect(read(calendar([], VRBO), { host: 'www.airbnb.com' }).channel).toBe('vrbo');
  });

  it('shows the producer, shortened', () => {
    expect(read(calendar([], AIRBNB)).producer).toBe(AIRBNB);
    expect(read(calendar([], 'x'.repeat(500))).producer.length).toBe(80);
  });
});

describe('what a Booking.com feed can mean', () => {
  const closed = 'CLOSED - Not available';

  it('stays, where each event may be one', () => {
    const feed = read(
      calendar(
        [stay('a', compact(0), compact(3), closed), stay('b', compact(20), compact(60), closed)],
        BOOKING,
      ),
    );
    expect(feed.mode).toBe('stays');
    expect(feed.events.map(({ kind }) => kind)).toEqual(['reservation', 'reservation']);
    expect(feed.reasons).toEqual([]);
    expect(startsOnDayOfReading(feed.events, LISBON.asOf)).toBe(true);
  });

  it.each([
    ['a far end', 200, 500],
    ['a run clipped to today', 0, 40],
  ])('closed nights by %s, with a word on what to do', (_name, from, to) => {
    const feed = read(
      calendar(
        [stay('a', compact(5), compact(7), closed), stay('b', compact(from), compact(to), closed)],
        BOOKING,
      ),
    );
    expect(feed).toMatchObject({ verdict: 'ok', mode: 'closed-nights' });
    expect(feed.events.every(({ kind }) => kind === 'block')).toBe(true);
    expect(feed.reasons.map(({ code }) => code)).toEqual(['booking-closed-nights']);
    expect(feed.reasons[0]?.message).toContain('booked dates only');
  });

  it('other channels always mean stays', () => {
    expect(read(calendar([stay('a', compact(0), compact(700))], AIRBNB)).mode).toBe('stays');
  });

  it('a tentative closure is still a closure', () => {
    const odd = event(
      'UID:a',
      `DTSTART;VALUE=DATE:${compact(1)}`,
      `DTEND;VALUE=DATE:${compact(600)}`,
      'STATUS:TENTATIVE',
    );
    expect(read(calendar([odd], BOOKING)).events[0]?.kind).toBe('block');
  });
});
