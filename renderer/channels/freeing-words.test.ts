import { describe, expect, it } from 'vitest';
import type { StayDate } from '../../src/domain/stay-date.ts';
import { freeingWords } from './freeing-words.ts';

const TODAY = '2026-11-20' as StayDate;
const nights = (arrival: string, departure: string) => ({
  arrival: arrival as StayDate,
  departure: departure as StayDate,
});
const stay = (reservationId: number, arrival: string, departure: string) => ({
  reservationId,
  label: `Guest ${reservationId}`,
  nights: nights(arrival, departure),
});

describe('what freeing does', () => {
  it('counts nights and stays, and says who arrives today', () => {
    const waiting = {
      leaving: [nights('2026-11-20', '2026-11-23'), nights('2026-12-01', '2026-12-03')],
      stays: [stay(1, '2026-11-20', '2026-11-23'), stay(2, '2026-12-01', '2026-12-03')],
    };
    expect(freeingWords(waiting, TODAY)).toBe(
      'Free 5 nights and cancel 2 stays, 1 of them arriving today. Guests who are checked in keep their stay. This can not be taken back.',
    );
  });

  it('says little where nobody is near', () => {
    const waiting = {
      leaving: [nights('2026-12-01', '2026-12-02')],
      stays: [stay(2, '2026-12-01', '2026-12-02')],
    };
    expect(freeingWords(waiting, TODAY)).toBe('Free 1 night and cancel 1 stay. This can not be taken back.');
  });

  it('counts a stay that has begun by the nights that are left of it', () => {
    const leaving = [nights('2026-11-20', '2026-11-22')];
    expect(freeingWords({ leaving, stays: [stay(1, '2026-11-18', '2026-11-22')] }, TODAY)).toContain(
      'cancel 1 stay, 1 of them already begun. ',
    );
    const both = [stay(1, '2026-11-18', '2026-11-22'), stay(2, '2026-11-20', '2026-11-22')];
    expect(freeingWords({ leaving, stays: both }, TODAY)).toContain(
      'cancel 2 stays, 1 of them arriving today and 1 already begun. ',
    );
  });

  it('cancels no stay that keeps a night, and counts none twice', () => {
    const leaving = [nights('2026-12-01', '2026-12-03'), nights('2026-12-10', '2026-12-11')];
    const shorter = stay(1, '2026-12-01', '2026-12-05');
    expect(freeingWords({ leaving, stays: [shorter] }, TODAY)).toBe(
      'Free 3 nights. No stay is cancelled. This can not be taken back.',
    );
    const twice = [stay(2, '2026-12-01', '2026-12-03'), stay(2, '2026-12-10', '2026-12-11')];
    expect(freeingWords({ leaving, stays: twice }, TODAY)).toContain('cancel 1 stay.');
  });
});
