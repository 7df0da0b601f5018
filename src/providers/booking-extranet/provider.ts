import { createHumanProvider } from '../kit/human.ts';
import change from './templates/change.json' with { type: 'json' };
import close from './templates/close.json' with { type: 'json' };
import conflict from './templates/conflict.json' with { type: 'json' };
import open from './templates/open.json' with { type: 'json' };
import sweep from './templates/sweep.json' with { type: 'json' };
import verify from './templates/verify.json' with { type: 'json' };

/** Booking.com by hand with a person for a transport: nothing is called, everything is said. */
export const bookingExtranet = createHumanProvider({
  id: 'booking-extranet',
  name: 'Booking.com by hand',
  channel: 'booking',
  documents: [{ title: 'Booking.com partner help', href: 'https://partner.booking.com/' }],
  whereToFind: [
    'In the extranet the hotel id stands beside the name of the property.',
    'Rooms stand with name and id under Rates & Availability, then Calendar, in List view.',
  ],
  templates: [close, open, change, verify, sweep, conflict],
});
