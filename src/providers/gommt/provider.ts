import { createHumanProvider } from '../kit/human.ts';
import change from './templates/change.json' with { type: 'json' };
import close from './templates/close.json' with { type: 'json' };
import conflict from './templates/conflict.json' with { type: 'json' };
import open from './templates/open.json' with { type: 'json' };
import sweep from './templates/sweep.json' with { type: 'json' };
import verify from './templates/verify.json' with { type: 'json' };

/** MakeMyTrip and Goibibo by hand with a person for a transport: nothing is called, everything is said. */
export const gommt = createHumanProvider({
  id: 'gommt',
  name: 'MakeMyTrip and Goibibo by hand',
  channel: 'gommt',
  documents: [{ title: 'InGo-MMT partner help', href: 'https://partners.go-mmt.com/' }],
  whereToFind: [
    'In the InGo-MMT extranet the hotel code stands beside the name of the hotel.',
    'Rooms and rate plans stand in the grid of Rates & Inventory; contract types in the list of Bulk Update.',
  ],
  templates: [close, open, change, verify, sweep, conflict],
});
