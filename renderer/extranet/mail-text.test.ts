import { expect, it } from 'vitest';
import type { MailFieldView } from '../../src/contract/extranet-bookings.ts';
import { isMail, piecesOf } from './mail-text.ts';

const field = (
  key: MailFieldView['key'],
  ...spans: readonly (readonly [number, number])[]
): MailFieldView => ({
  ...{ key, value: null, shown: '', sure: 'check', words: '', choices: [] },
  taken: spans.map(([from, to]) => ({ from, to, snippet: '' })),
});

it('cuts a text where something was taken, overlapping places included', () => {
  const text = 'Check-in 12 Mar, 3 nights. Osei';
  const pieces = piecesOf(text, [
    field('arrival', [0, 25]),
    field('nights', [17, 25]),
    field('guestName', [27, 31]),
  ]);
  expect(pieces.map(({ text: part, keys }) => [part, keys])).toEqual([
    ['Check-in 12 Mar, ', ['arrival']],
    ['3 nights', ['arrival', 'nights']],
    ['. ', []],
    ['Osei', ['guestName']],
  ]);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
});

it('keeps the whole text where nothing was taken, or a place lies outside', () => {
  expect(piecesOf('abc', [])).toEqual([{ from: 0, text: 'abc', keys: [] }]);
  expect(piecesOf('abc', [field('room', [1, 99])]).map(({ text }) => text)).toEqual(['a', 'bc']);
});

it('takes lines for a mail, and one line for what goes into a field', () => {
  expect(isMail('Agoda\nBooking ID 1\r\nCheck-in 12 Mar')).toBe(true);
  expect(isMail('771204118\n')).toBe(false);
});
