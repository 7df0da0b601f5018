import type { Chance } from '../../domain/chance.ts';
import { addNights, dateInZone, type NightRange } from '../../domain/stay-date.ts';
import type { SimulatedHotel } from './simulated-hotel.ts';

const NIGHTS = 12;
export const pick = <T>(chance: Chance, items: readonly T[]): T | undefined =>
  items[Math.floor(chance.next() * items.length)];

/** One to three nights of the next two weeks. */
export function nights(hotel: SimulatedHotel, chance: Chance): NightRange {
  const today = dateInZone(hotel.clock.now(), 'Europe/Lisbon');
  const arrival = addNights(today, 1 + Math.floor(chance.next() * NIGHTS));
  return { arrival, departure: addNights(arrival, 1 + Math.floor(chance.next() * 3)) };
}
export const deskBooking = (roomTypeId: number, range: NightRange) =>
  ({
    ...{ ...range, roomTypeId, unitId: null, guestName: 'Marlow', contact: '', guests: 2 },
    ...{ priceMinor: 20_000, paidMinor: 0, note: '', source: 'phone' as const, knowinglyReason: 'Regular' },
  }) as const;
