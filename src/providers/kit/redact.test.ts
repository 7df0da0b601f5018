import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskAddress, redactText } from './redact.ts';

const hex = '0123456789abcdef0123456789ab1f3c';

describe('an address, masked', () => {
  it.each([
    [`https://www.airbnb.com/calendar/ical/12345678.ics?s=${hex}`, 'www.airbnb.com …1f3c'],
    [`https://www.vrbo.com/icalendar/${hex}.ics`, 'www.vrbo.com …1f3c'],
    [`https://www.vrbo.com/icalendar/${hex}.ics?nonTentative`, 'www.vrbo.com …1f3c'],
    ['https://ical.booking.com/v1/export?t=11111111-2222-4333-8444-55555555a1b2', 'ical.booking.com …a1b2'],
    [`webcal://ME:secret@Calendar.Example/x/${hex}#top`, 'calendar.example …1f3c'],
    [`http://127.0.0.1:4567/feeds/${hex}.ics`, '127.0.0.1:4567 …1f3c'],
    ['https://hotel.example/a.ics', 'hotel.example …'],
    ['https://hotel.example', 'hotel.example …'],
    ['file:///home/ann/feed.ics', '…'],
    ['no address', '…'],
    ['', '…'],
  ])('%s', (address, shown) => {
    expect(maskAddress(address)).toBe(shown);
  });

  it('never shows more than the host and four characters', () => {
    const token = fc.stringMatching(/^[A-Za-z0-9_-]{12,64}$/);
    fc.assert(
      fc.property(token, fc.constantFrom('.ics', '', '?nonTentative'), (secret, ending) => {
        const shown = maskAddress(`https://host.example/${secret}${ending}`);
        expect(shown).toMatch(/^host\.example …[\w~-]{0,4}$/);
      }),
    );
  });
});

describe('a text, redacted', () => {
  it.each([
    [`GET https://www.airbnb.com/calendar/ical/1.ics?s=${hex} failed`, 'GET https://www.airbnb.com/… failed'],
    ['see https://ann:pass@host.example:8443/x', 'see https://host.example:8443/…'],
    ['see https://ann:p/ss@host.example/x', 'see https://…'],
    ['https://host.example is silent', 'https://host.example is silent'],
    ['write to ann.moss@hotel.example, please', 'write to …@…, please'],
    ['call +49 170 123 45 67 or 0049 (170) 1234567', 'call … or …'],
    ['Phone 1701234567', 'Phone …'],
    [`token ${hex} seen`, 'token … seen'],
    ['id 11111111-2222-4333-8444-555555555555.', 'id ….'],
    ['code HMEXAMPLE1', 'code …'],
    ['DTSTART;VALUE=DATE:20270310 and 20270301T063005Z', 'DTSTART;VALUE=DATE:20270310 and 20270301T063005Z'],
    ['2027-03-01T08:00:00.000Z 12 nights, 404', '2027-03-01T08:00:00.000Z 12 nights, 404'],
    ['one\r\ntwo\u0000three', 'one two three'],
    ['<!DOCTYPE html><title>Sign in</title>', '<!DOCTYPE html><title>Sign in</title>'],
  ])('%s', (text, shown) => {
    expect(redactText(text)).toBe(shown);
  });

  it('leaves out the secrets it is told, the longest first', () => {
    const address = `https://host.example/${hex}`;
    expect(redactText(`a ${address} b swordfish c sword d`, ['sword', address, 'swordfish', 'b'])).toBe(
      'a host.example …1f3c b … c … d',
    );
  });

  it('lets no feed address through, wherever it stands', () => {
    const token = fc.stringMatching(/^[0-9a-f]{32}$/).filter((text) => /\d/.test(text));
    fc.assert(
      fc.property(fc.string(), token, fc.string(), (before, secret, after) => {
        const address = `https://www.airbnb.com/calendar/ical/7.ics?s=${secret}`;
        expect(redactText(`${before} ${address} ${after}`, [address])).not.toContain(secret);
        expect(redactText(`${before} ${address} ${after}`)).not.toContain(secret);
      }),
    );
  });

  it('stays short, and never ends in half a secret', () => {
    const text = `${'word '.repeat(799)}x ${hex} end`;
    expect(redactText(text)).toBe(`${'word '.repeat(799)}x …`);
    for (const endless of ['a', 'a.', '9', '@', 'a@', '&?', 'x://', '+1 ']) {
      expect(redactText(endless.repeat(2_000_000)).length).toBeLessThanOrEqual(8_001);
      expect(maskAddress(`https://host.example/${endless.repeat(500_000)}`)).toBe('host.example …');
    }
  });
});
