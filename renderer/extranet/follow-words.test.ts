import { expect, it } from 'vitest';
import { followWords } from './follow-words.ts';

const task = (channelName: string) => ({ channelName, words: 'Close Deluxe Room on 12 Mar' });

it('says what one list is, counts several, and names who needs nobody', () => {
  expect(followWords({ due: [task('GoMMT')], told: ['Beds24'], fetching: ['Airbnb', 'Vrbo'] })).toBe(
    'GoMMT: Close Deluxe Room on 12 Mar. 1 list is due. Beds24 is told by Bellhop. Airbnb and Vrbo read it from their calendars.',
  );
  expect(followWords({ due: [task('GoMMT'), task('Agoda')], told: [], fetching: ['Vrbo'] })).toBe(
    'GoMMT and Agoda are to be changed by hand. 2 lists are due. Vrbo reads it from its calendar.',
  );
  expect(followWords({ due: [], told: [], fetching: [] })).toBe('');
});
