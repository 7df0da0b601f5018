import { doubleBooking, echoChain, genuineCancellation, newBooking } from './booking-incidents.ts';
import { chanceFrom } from './chance.ts';
import type { DemoHotel } from './demo-hotel.ts';
import { guestName } from './demo-people.ts';
import { type IsFreeAtDesk, plannedDesk } from './free-nights.ts';
import type { Incident, Stage } from './incident.ts';
import { emptyFeed, frozenFeed } from './outage-incidents.ts';

export { INCIDENT_IDS, type Incident, type IncidentId } from './incident.ts';

/**
 * The incidents of the demo hotel, for a sandbox that it was loaded into. Give `isFreeAtDesk` where the desk's calendar
 * can be asked: nights that staff have taken since are then left alone.
 */
export function demoIncidents(
  hotel: DemoHotel,
  options: { readonly isFreeAtDesk?: IsFreeAtDesk } = {},
): readonly Incident[] {
  const planned = plannedDesk(hotel);
  const asked = options.isFreeAtDesk;
  const chance = chanceFrom(`${hotel.today}/incidents`);
  const stage: Stage = {
    isFreeAtDesk: (unit, range) => planned(unit, range) && (asked?.(unit, range) ?? true),
    units: hotel.units.map(({ name }) => name),
    newGuest: () => guestName(chance),
  };
  return [
    newBooking(stage),
    doubleBooking(stage),
    echoChain(stage),
    genuineCancellation(),
    emptyFeed(),
    frozenFeed(),
  ];
}
