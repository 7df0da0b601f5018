import type { Told } from './actors.ts';
import type { SimulatedHotel } from './simulated-hotel.ts';

/** A person is asked to sign in only after a sign-in was taken back: one that has only run out is renewed by itself. */
export function askedInVain(hotel: SimulatedHotel, { isRevoked }: Pick<Told, 'isRevoked'>): string[] {
  if (isRevoked) return [];
  return hotel.store.read
    .prepare("SELECT DISTINCT entity_id FROM journal WHERE act = 'connections.signOut'")
    .pluck<number>()
    .map((id) => `asked in vain: somebody has to sign in at connection ${id}, whose sign-in was good`);
}
