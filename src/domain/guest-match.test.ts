import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countryOf, matchGuest, phoneNumber } from './guest-match.ts';

const known = [
  { id: 3, email: 'ana@example.org', phone: '+351912345678' },
  { id: 7, email: 'rui@example.org', phone: '+351912345678' },
];

describe('who a guest is', () => {
  it.each([
    [
      'the channel’s own number before all',
      { email: 'ana@example.org', phone: '' },
      9,
      { by: 'link', guestId: 9 },
    ],
    [
      'e-mail in any letters',
      { email: ' RUI@Example.org', phone: '+351912345678' },
      undefined,
      { by: 'email', guestId: 7 },
    ],
    [
      'telephone, the one known longest',
      { email: 'x@example.org', phone: '+351912345678' },
      undefined,
      { by: 'phone', guestId: 3 },
    ],
    ['nobody we know', { email: 'x@example.org', phone: '' }, undefined, { by: 'new' }],
    ['nothing told is no match', { email: '', phone: '' }, undefined, { by: 'new' }],
  ] as const)('%s', (_, told, linked, match) => {
    expect(matchGuest(told, linked, [...known, { id: 1, email: '', phone: '' }])).toEqual(match);
  });
});

it.each([
  ['912 345 678', '', 'PT', '+351912345678'],
  ['00351 912345678', '', 'PT', '+351912345678'],
  ['+44 20 7946 0958', 'FR', 'PT', '+442079460958'],
  ['020 7946 0958', 'gb', 'PT', '+442079460958'],
  ['912 345 678', 'GB', 'PT', '+351912345678'],
  ['ask at the desk', '', 'PT', ''],
  ['12', '', 'PT', ''],
  ['', 'PT', 'PT', ''],
])('the telephone %s of a guest from %s at a hotel in %s is %s', (written, guest, home, number) => {
  expect(phoneNumber(written, guest, home)).toBe(number);
});

it('a number that was read once is read the same again, and no text breaks it', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('', 'PT', 'xx', 'IN'), (text, country) => {
      const number = phoneNumber(text, country, 'PT');
      expect(number === '' || /^\+\d{4,15}$/.test(number)).toBe(true);
      expect(phoneNumber(number, '', 'PT')).toBe(number);
    }),
  );
});

it.each([
  ['Europe/Lisbon', 'PT'],
  ['Asia/Kolkata', 'IN'],
  ['Nowhere/Town', ''],
])('%s lies in %s', (zone, country) => {
  expect(countryOf(zone)).toBe(country);
});
