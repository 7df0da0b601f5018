import { expect } from 'vitest';
import type { Aim, Beds24Fault } from '../sandbox/beds24/faults.ts';
import { channelHotel, type ChannelHotel } from './channel-hotel.ts';
import { type StaffRead, unfitWords, whatStaffRead } from './channel-staff.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const CALENDAR: Aim = { method: 'POST', path: '/inventory/rooms/calendar' };
export const BOOKINGS: Aim = { method: 'GET', path: '/bookings' };
export const NEW_BOOKING: Aim = { method: 'POST', path: '/bookings' };

/** Answers with this in place of what the channel would have said; what was asked is done all the same. */
export const instead = (body: unknown): Beds24Fault => ({ kind: 'rewrite', rewrite: () => body });

/** Items that `isMeant` picks by their place are refused with a reason; the others stand as they were answered. */
export const itemsFail = (
  field: string,
  message: string,
  isMeant: (index: number) => boolean = () => true,
): Beds24Fault => ({
  kind: 'rewrite',
  rewrite: (body) =>
    (body as unknown[]).map((one, index) =>
      isMeant(index) ? { success: false, errors: [{ action: 'modify', field, message }] } : one,
    ),
});

export const item = ({ items }: Pick<StaffRead, 'items'>, kind: string) =>
  items.find((one) => one.kind === kind);

/** Whole seconds between instants. */
export const gapsOf = (times: readonly number[]): number[] =>
  times.slice(1).map((at, index) => Math.round((at - (times[index] ?? 0)) / SECOND));

/** A hotel whose channel is connected, linked and told, and what tests of its failures do and look at. */
export interface FailureStage {
  readonly hotel: ChannelHotel;
  readonly id: number;
  /** Closes the doubles on three nights in March, or on others. */
  close(nights?: { readonly arrival: string; readonly departure: string }): Promise<unknown>;
  /** Takes a booking at the desk. */
  take(guestName?: string): Promise<number>;
  strike(fault: Beds24Fault, aim?: Aim): () => void;
  /** All that staff read, after it was looked at for words that are not fit to be read. */
  read(guests?: readonly string[]): Promise<StaffRead>;
  /** What the drawer of the calendar says of the doubles on a night. */
  atNight(night?: string): Promise<string | undefined>;
  /** When requests came. */
  triedAt(aim: Aim): number[];
}

export async function failureStage(): Promise<FailureStage> {
  const hotel = await channelHotel();
  const id = await hotel.connect();
  const { client, beds24, roomTypes } = hotel;
  return {
    ...{ hotel, id },
    close: (nights = { arrival: '2027-03-10', departure: '2027-03-13' }) =>
      client.call('rates.set', {
        ...{ roomTypeIds: [roomTypes.doubles], ratePlanIds: [], connectionIds: [] },
        ...{ nights: [nights], reason: 'Painting', set: { stopSell: true } },
      } as never),
    async take(guestName = 'Ines Prova') {
      const made = await client.call('reservations.create', {
        ...{ roomTypeId: roomTypes.doubles, unitId: hotel.unitOf(roomTypes.doubles), guestName },
        ...{ arrival: '2027-03-14', departure: '2027-03-16', contact: 'ines@example.test', guests: 2 },
        ...{ priceMinor: 18_000, paidMinor: 0, note: '', source: 'phone' },
      });
      return made.id;
    },
    strike: (fault, aim = {}) => beds24.faults.inject(fault, 'until-cleared', aim),
    async read(guests = []) {
      const found = await whatStaffRead(hotel, id);
      expect(await unfitWords(hotel, found, guests)).toEqual([]);
      return found;
    },
    async atNight(night = '2027-03-10') {
      const { answers } = await client.call('sync.cell', { roomTypeId: roomTypes.doubles, night } as never);
      return answers[0]?.words;
    },
    triedAt: ({ method, path = '' }) =>
      beds24.requests
        .filter((asked) => asked.method === (method ?? asked.method) && asked.path.endsWith(path))
        .map(({ at }) => at),
  };
}
