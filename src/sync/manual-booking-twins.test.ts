import { expect, it } from 'vitest';
import { plainReference } from './manual-booking.ts';
import { isNameLike } from './manual-booking-twins.ts';

it.each([
  ['Nadia Osei', 'OSEI, Nadia'],
  ['Nadia Osei', 'Mrs Osei'],
  ['José Álvarez', 'Jose Alvarez'],
  ['Tomas Pereira', 'Thomas Pereira'],
  ['Pereira', 'Perreira'],
  ['Asha R. Iyer', 'Asha Iyer'],
])('takes two names for one person: %s, %s', (a, b) => {
  expect([isNameLike(a, b), isNameLike(b, a)]).toEqual([true, true]);
});

it.each([
  ['Nadia Osei', 'Tomas Pereira'],
  ['Ana', 'Ane'],
  ['Mr', 'Mr'],
  ['', ''],
  ['Guest', 'Guest'],
])('tells others apart: %s, %s', (a, b) => {
  expect(isNameLike(a, b)).toBe(false);
});

it('knows a reference however it is typed', () => {
  for (const typed of ['nh7-204 118', 'NH7204118', ' nh7\u2013204\u2011118 '])
    expect(plainReference(typed)).toBe('NH7204118');
});
