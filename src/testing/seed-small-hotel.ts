import { mkdirSync } from 'node:fs';
import { coreForTest } from './core-for-test.ts';

/** Puts a hotel of two units with one coming stay into a folder, and closes it again. */
export async function seedHotelAt(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const now = Date.now();
  const desk = await coreForTest({ dataFolder: folder, start: new Date(now).toISOString() });
  const day = (offset: number): string => new Date(now + offset * 86_400_000).toISOString().slice(0, 10);
  await desk.client.call('property.save', { name: 'Casa Prova', zone: 'Europe/Lisbon', currency: 'EUR' });
  const type = await desk.client.call('roomTypes.save', {
    name: 'Double',
    sleeps: 2,
    addUnits: ['201', '202'],
  });
  const { roomTypes } = await desk.client.call('property.read', {});
  const unitId = roomTypes[0]?.units[0]?.id ?? null;
  await desk.client.call('reservations.create', {
    roomTypeId: type.id,
    unitId,
    arrival: day(10),
    departure: day(13),
    guestName: 'Marlow',
    contact: '',
    guests: 2,
    priceMinor: 24_000,
    paidMinor: 0,
    note: '',
    source: 'phone',
  });
  await desk.core.stop();
}
