import type { ConflictRow, ConflictView } from '../../src/contract/conflicts.ts';

export const KIND_WORDS: Readonly<Record<ConflictRow['kind'], string>> = {
  'double-booking': 'Double booking',
  overbooking: 'Overbooking',
  'stay-against-block': 'Stay against block',
  'possible-conflict': 'Possible conflict',
  'status-mismatch': 'Cancelled on one side',
  'dates-differ': 'Dates differ',
  'amount-differs': 'Amount differs',
  'edited-on-both-sides': 'Edited on both sides',
  drift: 'The channel shows something else',
  unmapped: 'Room not linked',
  'allotment-exceeded': 'More sold than given',
  'stale-channel': 'Silent channel',
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
