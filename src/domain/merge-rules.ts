/** What one booking says, field by field, wherever it is kept: the words that two sides can differ in. */
export interface BookingFields {
  /** `booked` takes nights; `cancelled` and `no-show` take none. */
  readonly status: 'booked' | 'cancelled' | 'no-show';
  readonly arrival: string;
  readonly departure: string;
  readonly roomTypeId: number;
  readonly units: number;
  /** Null: not told. */
  readonly priceMinor: number | null;
  /** Empty: not told. */
  readonly guestName: string;
  /** 0: not told. */
  readonly guests: number;
  readonly note: string;
}
export type MergeField = keyof BookingFields;

export const MERGE_FIELDS = [
  'status',
  'arrival',
  'departure',
  'roomTypeId',
  'units',
  'priceMinor',
  'guestName',
  'guests',
  'note',
] as const satisfies readonly MergeField[];

/** Field names as they stand in front of staff. */
export const MERGE_FIELD_NAMES: Readonly<Record<MergeField, string>> = {
  status: 'Status',
  arrival: 'Arrival',
  departure: 'Departure',
  roomTypeId: 'Room type',
  units: 'Units',
  priceMinor: 'Price',
  guestName: 'Guest',
  guests: 'Guests',
  note: 'Note',
};

/**
 * Whose booking it is. `ota`: a channel sold it. `taken-there`: somebody took it in the channel manager itself. `ours`: it was
 * made at this desk and told to the channel.
 */
export const BOOKING_ORIGINS = ['ota', 'taken-there', 'ours'] as const;
export type BookingOrigin = (typeof BOOKING_ORIGINS)[number];

export type Settled = 'theirs' | 'ours';
/** `ask`: a person decides. */
export type Verdict = Settled | 'ask';

export interface MergeRule {
  /** Only they have changed it since both agreed. */
  readonly onlyTheirs: Verdict;
  /** Both have, and not to the same. */
  readonly both: Verdict;
}

const THEIRS: MergeRule = { onlyTheirs: 'theirs', both: 'theirs' };
const THEIRS_OR_ASK: MergeRule = { onlyTheirs: 'theirs', both: 'ask' };
const THEIRS_OR_OURS: MergeRule = { onlyTheirs: 'theirs', both: 'ours' };
const ASK: MergeRule = { onlyTheirs: 'ask', both: 'ask' };
const OURS: MergeRule = { onlyTheirs: 'ours', both: 'ours' };

/**
 * Who is right, per origin and field. What only one side changed is taken over; where both changed a room, its nights or its
 * money a person looks; the rest is the channel's word for what it sold and ours for what the desk made.
 */
export const MERGE_RULES: Readonly<Record<BookingOrigin, Readonly<Record<MergeField, MergeRule>>>> = {
  ota: {
    status: THEIRS_OR_ASK,
    arrival: THEIRS_OR_ASK,
    departure: THEIRS_OR_ASK,
    roomTypeId: THEIRS_OR_ASK,
    units: THEIRS_OR_ASK,
    priceMinor: THEIRS,
    guestName: THEIRS,
    guests: THEIRS,
    // the desk's own words about a guest are not the channel's to overwrite
    note: THEIRS_OR_OURS,
  },
  'taken-there': {
    status: THEIRS_OR_ASK,
    arrival: THEIRS_OR_ASK,
    departure: THEIRS_OR_ASK,
    roomTypeId: THEIRS_OR_ASK,
    units: THEIRS_OR_ASK,
    priceMinor: THEIRS_OR_OURS,
    guestName: THEIRS_OR_OURS,
    guests: THEIRS_OR_OURS,
    note: THEIRS_OR_OURS,
  },
  ours: {
    status: ASK,
    arrival: ASK,
    departure: ASK,
    roomTypeId: ASK,
    units: ASK,
    priceMinor: OURS,
    guestName: OURS,
    guests: OURS,
    note: OURS,
  },
};

/** Two amounts that are farther apart than this are for a person, whatever the rule says of smaller differences. */
export const AMOUNT_TOLERANCE_PERCENT = 5;
