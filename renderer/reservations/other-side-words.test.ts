import { expect, test } from 'vitest';
import type { ReservationView } from '../../src/contract/reservations.ts';
import { otherSideWords } from './other-side-words.ts';

const booking: ReservationView['channelBookings'][number] = {
  id: 1,
  connectionId: 1,
  name: 'Beds24',
  channel: 'beds24',
  externalId: '700',
  pushState: 'pending',
  isAlive: true,
  isTold: true,
  words: 'Waits to be cancelled there.',
};
const waiting = {
  status: 'cancelled',
  channel: 'beds24',
  otherSide: 'waiting',
  otherSideReason: '',
  channelBookings: [booking],
} as const;
const of = (part: Partial<typeof booking>, otherSide: 'waiting' | 'overridden' = 'waiting') =>
  otherSideWords({
    ...waiting,
    otherSide,
    otherSideReason: 'spoke with her',
    channelBookings: [{ ...booking, ...part }],
  });

test('says what a cancellation waits for, and only then what a person has to do', () => {
  expect(of({})).toMatchObject({ title: 'Cancelled here, still booked at Beds24', needsPerson: false });
  expect(of({})?.todo).toMatch(/^Bellhop tells Beds24\./);
  expect(of({ pushState: 'pushed' })?.todo).toMatch(/You need do nothing/);
  expect(of({ pushState: 'failed' })).toMatchObject({ needsPerson: true });
  expect(of({ isTold: false })?.todo).toMatch(/^Cancel it at Beds24 by hand\./);
});

test('sends a person to the extranet that only a person can work', () => {
  const words = of({ name: 'Agoda', channel: 'agoda', pushState: 'none', isByHand: true });
  expect(words?.todo).toBe('Cancel it in the Agoda extranet, then enter here that it is done.');
  expect(words?.needsPerson).toBe(true);
});

test('reminds of the other side after the nights were sold all the same, until it is gone there', () => {
  expect(of({}, 'overridden')?.meaning).toBe('Its nights are sold all the same: spoke with her.');
  expect(of({ isAlive: false }, 'overridden')).toBeNull();
  expect(otherSideWords({ ...waiting, otherSide: '' })).toBeNull();
  expect(otherSideWords({ ...waiting, status: 'confirmed' })).toBeNull();
});
