import { describe, expect, it } from 'vitest';
import { readStrictly } from './strict-reader.ts';

describe('the strict reader', () => {
  const event = (...extra: readonly string[]): string[] => [
    'BEGIN:VEVENT',
    'UID:3f0c3f7e-5f0b-4a52-9d0e-2f2f6b8f4f11',
    'DTSTAMP:20270301T081500Z',
    'DTSTART;VALUE=DATE:20270310',
    'DTEND;VALUE=DATE:20270313',
    ...extra,
    'END:VEVENT',
  ];
  const calendar = (...inner: readonly string[]): string[] => [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Test//EN',
    ...inner,
    'END:VCALENDAR',
  ];
  const bytes = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n`);
  const read = (body: Buffer): ReturnType<typeof readStrictly> =>
    readStrictly(body, { channel: 'airbnb', zone: 'Europe/Lisbon' });
  const swap = (from: string, to: string): Buffer =>
    bytes(
      calendar(...event('SUMMARY:Unavailable'))
        .map((line) => (line === from ? to : line))
        .filter((line) => line !== ''),
    );

  it('reads nights up to the departure', () => {
    expect(read(bytes(calendar(...event('SUMMARY:Un', ' available', 'STATUS:CONFIRMED'))))).toEqual({
      ranges: [{ arrival: '2027-03-10', departure: '2027-03-13' }],
      events: 1,
      complaints: [],
    });
    const timed = swap('DTSTART;VALUE=DATE:20270310', 'DTSTART:20270409T233000Z');
    expect(() => read(timed)).toThrow('another kind');
    expect(
      read(
        Buffer.from(
          timed.toString().replace('DTEND;VALUE=DATE:20270313', 'DTEND;TZID="Europe/Lisbon":20270413T110000'),
        ),
      ).ranges,
    ).toEqual([{ arrival: '2027-04-10', departure: '2027-04-13' }]);
  });

  it('only grumbles where channels shrug', () => {
    expect(read(swap('DTSTAMP:20270301T081500Z', '')).complaints).toEqual(['line 5: DTSTAMP is missing']);
    expect(read(bytes(calendar('METHOD:PUBLISH', ...event()))).complaints).toEqual([
      'line 6: METHOD without ORGANIZER',
    ]);
    expect(read(bytes(calendar())).complaints).toHaveLength(1);
  });

  it.each([
    ['LF only', Buffer.from(calendar(...event()).join('\n')), 'LF instead of CRLF'],
    ['CR only', Buffer.from(calendar(...event()).join('\r')), 'does not end with CRLF'],
    ['no final newline', bytes(calendar(...event())).subarray(0, -2), 'does not end with CRLF'],
    ['an empty body', Buffer.alloc(0), 'body is empty'],
    ['an empty line', bytes(calendar('', ...event())), 'line 4: is empty'],
    ['a BOM', Buffer.concat([Buffer.from('\uFEFF'), bytes(calendar(...event()))]), 'line 1'],
    ['76 octets', bytes(calendar(...event(`SUMMARY:${'x'.repeat(68)}`))), 'has 76 octets'],
    ['octets, not characters', bytes(calendar(...event(`SUMMARY:${'é'.repeat(34)}`))), 'has 76 octets'],
    [
      'a fold inside a character',
      Buffer.from(
        bytes(calendar(...event('SUMMARY:é')))
          .toString('latin1')
          .replace('\u00C3\u00A9', '\u00C3\r\n \u00A9'),
        'latin1',
      ),
      'folded inside a character',
    ],
    ['a control character', bytes(calendar(...event('SUMMARY:\u0007'))), 'control character'],
    ['no VERSION', swap('VERSION:2.0', ''), 'VERSION is missing'],
    ['another VERSION', swap('VERSION:2.0', 'VERSION:1.0'), 'VERSION is not 2.0'],
    ['no PRODID', swap('PRODID:-//Test//EN', ''), 'PRODID is missing'],
    ['no UID', swap('UID:3f0c3f7e-5f0b-4a52-9d0e-2f2f6b8f4f11', ''), 'UID is missing'],
    ['a UID twice', bytes(calendar(...event(), ...event())), 'UID occurs twice'],
    ['two DTSTART', bytes(calendar(...event('DTSTART;VALUE=DATE:20270311'))), 'second DTSTART'],
    [
      'an end on the first day',
      swap('DTEND;VALUE=DATE:20270313', 'DTEND;VALUE=DATE:20270310'),
      'not after DTSTART',
    ],
    ['30 February', swap('DTSTART;VALUE=DATE:20270310', 'DTSTART;VALUE=DATE:20270230'), 'not a date'],
    ['a date without VALUE', swap('DTSTART;VALUE=DATE:20270310', 'DTSTART:20270310'), 'VALUE does not fit'],
    ['a bare comma', bytes(calendar(...event('SUMMARY:a, b'))), 'not escaped'],
    ['a lone backslash', bytes(calendar(...event(String.raw`SUMMARY:a\b`))), 'not escaped'],
    ['a line without a colon', bytes(calendar(...event('nonsense'))), 'NAME;PARAMETER=VALUE:VALUE'],
    ['text after the end', bytes([...calendar(...event()), 'X-AFTER:1']), 'after END:VCALENDAR'],
    ['no end', bytes(calendar(...event()).slice(0, -1)), 'VCALENDAR never ends'],
    ['HTML', Buffer.from('<html>\r\n'), 'line 1'],
  ])('refuses %s', (_name, body, why) => {
    expect(() => read(body)).toThrow(why);
  });

  it('passes escapes', () => {
    expect(read(bytes(calendar(...event(String.raw`SUMMARY:a\, b\; c\\ d\n e\\\, f`)))).events).toBe(1);
  });
});
