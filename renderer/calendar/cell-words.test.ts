import { describe, expect, it } from 'vitest';
import { NIGHT_MARKS } from '../../src/contract/calendar.ts';
import { calendarOfNovember, day } from './november-for-test.ts';
import { barOf } from './bar-index.ts';
import { barInWords, cellInWords } from './cell-words.ts';

const { index, layout } = calendarOfNovember();

describe('cells in words', () => {
  const row = (key: string) => {
    const found = layout.rows[layout.rowOfKey.get(key) ?? -1];
    if (!found) throw new Error(`no row ${key}`);
    return found;
  };
  const words = (key: string, inNovember: number): string =>
    cellInWords(index, row(key), day(inNovember), day(1));
  it('says that a night is closed on the channels, and what is not sure of it', () => {
    const type = index.calendar.roomTypes[0];
    if (!type) throw new Error('no room type');
    const nights = type.left.length;
    const closed = new Map([[type.id, new Int32Array(nights).fill(1)]]);
    const marks = new Map([[type.id, new Uint8Array(nights).fill(1 + NIGHT_MARKS.indexOf('sent'))]]);
    const said = cellInWords({ ...index, closed, marks }, row(`type-${type.id}`), day(25), day(1));
    expect(said).toMatch(/, closed on the channels, told, not confirmed yet$/);
  });
  it('names unit, night, guests, channel, dates and conflict', () => {
    expect(words('unit-4', 25)).toBe(
      '204, night of Wed 25 November: Marlow, Airbnb, 25 to 29 November, conflict',
    );
    expect(words('unit-4', 26)).toBe(
      '204, night of Thu 26 November: Marlow, Airbnb, 25 to 29 November, conflict; Iyer, Booking.com, 26 to 28 November, conflict',
    );
    expect(words('unit-3', 26)).toBe('203, night of Thu 26 November: free');
  });
  it('says of closed nights that they are, once', () => {
    expect(words('unit-4', 35)).toBe('204, night of Sat 5 December: Closed on Booking.com, 4 to 6 December');
    expect(words('unit-4', 36)).toBe('204, night of Sun 6 December: Painting, closed, 6 to 7 December');
  });
  it('says what the signs at the right end say', () => {
    expect(words('unit-4', 30)).toBe(
      '204, night of Mon 30 November: Suda, Desk, 29 November to 1 December, locked, not all paid',
    );
  });
  it('says why nights are kept that nobody may come for', () => {
    const bar = { ...barOf(index, 0), isPendingRelease: true };
    expect(barInWords(bar)).toContain('no longer in its feed');
    expect(barInWords({ ...bar, status: 'cancelled' })).toContain(
      'cancelled here, waiting for its channel to let go',
    );
  });
  it('says what a room type has left', () => {
    expect(words('type-1', 26)).toBe('Standard, night of Thu 26 November: 0 left, 2 of 2 taken');
    expect(words('type-1', 400)).toContain('not loaded');
  });
});
