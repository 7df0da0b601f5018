import { createHumanProvider } from '../kit/human.ts';
import change from './templates/change.json' with { type: 'json' };
import close from './templates/close.json' with { type: 'json' };
import conflict from './templates/conflict.json' with { type: 'json' };
import open from './templates/open.json' with { type: 'json' };
import sweep from './templates/sweep.json' with { type: 'json' };
import verify from './templates/verify.json' with { type: 'json' };

/** Agoda by hand with a person for a transport: nothing is called, everything is said. */
export const agoda = createHumanProvider({
  id: 'agoda',
  name: 'Agoda by hand',
  channel: 'agoda',
  documents: [
    { title: 'Agoda partner hub', href: 'https://partnerhub.agoda.com/' },
    { title: 'Agoda property partner help', href: 'https://agodapropertypartnerhelp.zendesk.com/' },
  ],
  whereToFind: [
    'In YCS choose the property under Listings; its number stands beside its name.',
    'Rooms stand in alphabetical order under Rates and availability, then Availability Center.',
  ],
  templates: [close, open, change, verify, sweep, conflict],
});
