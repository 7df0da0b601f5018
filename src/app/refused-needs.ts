import type { Today } from '../contract/today.ts';
import { listConnections } from '../store/connections.ts';
import { refusedWords } from './connection-words.ts';
import type { Surroundings } from './handler.ts';
import { planFor, refusalOf } from './sync-plans.ts';

/** What a channel would not take: it shows something else until a person has changed what is desired, here or there. */
export function refusedNeeds(here: Surroundings): Today['needs'] {
  return listConnections(here.store.read).flatMap((connection) => {
    const refused = refusalOf(planFor(here, connection));
    if (refused === null) return [];
    const { id, name } = connection;
    const title = `${name} would not take ${refused.cells === 1 ? '1 night' : `${String(refused.cells)} nights`}`;
    return [
      {
        ...{ id: `connection-refused-${String(id)}`, kind: 'connection', severity: 'high', title },
        text: `${refusedWords(name, refused)} It shows what it showed before: change it, or put it right there and tell it again.`,
        ...{ minutes: 3, act: 'Look', target: { screen: 'sync', id: null, date: null } },
      },
    ];
  });
}
