import { expect, test } from 'vitest';
import type { GuestRow } from '../../src/contract/guests.ts';
import { guestWords, mergedWords } from './guest-words.ts';

const nora: GuestRow = {
  id: 1,
  name: 'Nora Marlow',
  email: 'nora@example.com',
  phone: '',
  country: 'PT',
  bookings: 2,
};

test('tells guests of one name apart, and says what merging leaves', () => {
  expect(guestWords(nora)).toBe('nora@example.com · PT · 2 stays');
  expect(guestWords({ email: '', phone: '', country: '', bookings: 1 })).toBe('1 stay');
  expect(mergedWords(nora, { ...nora, id: 2, bookings: 1 })).toBe('One guest, Nora Marlow, with 3 stays.');
  expect(mergedWords({ ...nora, name: '' }, { ...nora, name: '', bookings: 0 })).toBe(
    'One guest, without a name, with 2 stays.',
  );
});
