import type { OutputOf } from '../../src/contract/index.ts';
import { sayList } from '../../src/domain/say-nights.ts';
import { count } from '../core/words.ts';

/** What happens at the other channels once a booking is entered: who is told by itself, and what a person has to do. */
export interface Followers {
  /** Lists that are due at other channels that are kept by hand. */
  readonly due: readonly Pick<OutputOf<'checklists.list'>['due'][number], 'channelName' | 'words'>[];
  /** Channels that Bellhop tells by itself. */
  readonly told: readonly string[];
  /** Channels that fetch a calendar of ours. */
  readonly fetching: readonly string[];
}

/** "GoMMT: Close Deluxe king on 10 and 11 Jul. 1 list is due. Beds24 is told by Bellhop." */
export function followWords({ due, told, fetching }: Followers): string {
  const [only] = due;
  const names = sayList([...new Set(due.map(({ channelName }) => channelName))]);
  const lists =
    due.length === 0
      ? ''
      : `${due.length === 1 && only ? `${names}: ${only.words}.` : `${names} are to be changed by hand.`} ${count(due.length, 'list')} ${due.length === 1 ? 'is' : 'are'} due.`;
  const byItself =
    told.length === 0 ? '' : `${sayList(told)} ${told.length === 1 ? 'is' : 'are'} told by Bellhop.`;
  const one = fetching.length === 1;
  const calendars =
    fetching.length === 0
      ? ''
      : `${sayList(fetching)} ${one ? 'reads' : 'read'} it from ${one ? 'its' : 'their'} calendar${one ? '' : 's'}.`;
  return [lists, byItself, calendars].filter((part) => part !== '').join(' ');
}
