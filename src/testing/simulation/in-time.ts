import type { RoomTypeId } from '../../domain/property.ts';
import { addNights, dateInZone, dayNumber } from '../../domain/stay-date.ts';
import { loadOccupancy } from '../../store/occupancy.ts';
import { stillAlive } from './check-world.ts';
import { isPutBack } from './put-back.ts';
import type { SimulatedHotel } from './simulated-hotel.ts';

const NIGHTS = 15;

/** Nights of which a channel shows more than is left, as texts that stay the same as long as it does. */
function shownTooMuch(hotel: SimulatedHotel): Set<string> {
  const today = dateInZone(hotel.clock.now(), 'Europe/Lisbon');
  const [from, to] = [dayNumber(today), dayNumber(addNights(today, NIGHTS))];
  const occupancy = loadOccupancy(hotel.store.read, { from, to });
  const found = new Set(stillAlive(hotel));
  for (const [place, { id: roomTypeId, name }] of hotel.roomTypes.entries()) {
    const left = occupancy.left(roomTypeId as RoomTypeId, from, to);
    for (const { id, channel, rooms } of hotel.connections)
      for (const [at, night] of channel.state
        .calendar(rooms[place] ?? 0, today, addNights(today, NIGHTS - 1))
        .entries()) {
        const shown = night['override'] === 'blackout' ? 0 : Number(night['numAvail']);
        const most = Math.max(0, left[at] ?? 0);
        const date = String(night['date']);
        if (shown > most && !isPutBack(hotel, id, rooms[place] ?? 0, date))
          found.add(`connection ${id} shows ${shown} ${name} on ${date}, ${most} are left`);
      }
  }
  return found;
}

/**
 * As long as nothing is in the way, a channel hears within moments of what the desk does: it does not wait for the next
 * round of reading. Call it before and after such a moment.
 */
export class InTime {
  readonly #hotel: SimulatedHotel;
  #before = new Set<string>();

  constructor(hotel: SimulatedHotel) {
    this.#hotel = hotel;
  }

  /** True where something is to be seen to. */
  look(): boolean {
    this.#before = shownTooMuch(this.#hotel);
    return this.#before.size > 0;
  }

  /** What has stayed wrong since. */
  lookAgain(): string[] {
    const still = shownTooMuch(this.#hotel);
    return [...this.#before].filter((words) => still.has(words)).map((words) => `not told in time: ${words}`);
  }
}
