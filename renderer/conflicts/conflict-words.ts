import type { ConflictRow, ConflictView } from '../../src/contract/conflicts.ts';

export const KIND_WORDS: Readonly<Record<ConflictRow['kind'], string>> = {
  'double-booking': 'Double booking',
  overbooking: 'Overbooking',
  'stay-against-block': 'Stay against block',
  'possible-conflict': 'Possible conflict',
};

export const CERTAINTY_WORDS: Readonly<Record<ConflictView['cause']['certainty'], string>> = {
  sure: 'sure',
  likely: 'likely',
  guess: 'a guess',
};

export const STATE_WORDS: Readonly<Record<ConflictRow['state'], string>> = {
  open: 'Open',
  accepted: 'Accepted',
  closed: 'Settled',
};
