import type { SimulatedHotel } from './simulated-hotel.ts';

/**
 * Nights of which a channel has put a unit back on sale by itself, and when. Nobody here can hear of it: what is shown then is
 * healed by the second look, ten minutes after the cancellation became known, which takes a round of reading at most.
 */
const HEALED_MS = 15 * 60_000;
const moved = new WeakMap<SimulatedHotel['connections'], Map<string, number>>();

const keyOf = (connectionId: number, roomId: number, date: string): string =>
  `${connectionId}/${roomId}/${date}`;

export function notePutBack(hotel: SimulatedHotel, connectionId: number, roomId: number, date: string): void {
  const known = moved.get(hotel.connections) ?? new Map<string, number>();
  moved.set(hotel.connections, known.set(keyOf(connectionId, roomId, date), hotel.clock.world.now()));
}

/** True while the second look may still be to come. */
export function isPutBack(
  hotel: SimulatedHotel,
  connectionId: number,
  roomId: number,
  date: string,
): boolean {
  const at = moved.get(hotel.connections)?.get(keyOf(connectionId, roomId, date));
  return at !== undefined && hotel.clock.world.now() - at < HEALED_MS;
}
