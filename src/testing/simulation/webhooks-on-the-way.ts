import type { Chance } from '../../domain/chance.ts';
import { type NightRange, nightsOf } from '../../domain/stay-date.ts';
import type { SimulatedConnection, SimulatedHotel } from './simulated-hotel.ts';

export const say = ({ arrival, departure }: NightRange): string => nightsOf({ arrival, departure }).join(' ');

const MOST_LATE_MS = 6 * 60_000;

/**
 * A channel announces a booking as it is at this moment. Half of all announcements are lost; the others come once or twice,
 * each in its own time, so that an older one may arrive after a newer.
 */
export function announce(
  hotel: SimulatedHotel,
  chance: Chance,
  { id, channel, webhookLine }: SimulatedConnection,
  bookingId: number,
): void {
  const times = Math.floor(chance.next() * 4) - 1;
  if (times < 1) return;
  const booking = channel.state.bookings.find((one) => one['id'] === bookingId);
  const told = { timeStamp: new Date(hotel.clock.now()).toISOString(), booking, messages: [], retries: 0 };
  const body = new TextEncoder().encode(JSON.stringify(told));
  const [header = '', secret = ''] = webhookLine.split(': ');
  for (let time = 0; time < times; time += 1)
    hotel.clock.world.after(chance.next() ** 2 * MOST_LATE_MS, () => {
      // nobody answers for a program that is not there, and this channel does not ask again
      void hotel.core.receiveWebhook(id, { headers: { [header]: secret }, body }).catch(() => undefined);
    });
}
