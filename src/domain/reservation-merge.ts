import type { ChannelConflictKind } from './conflict.ts';
import {
  AMOUNT_TOLERANCE_PERCENT,
  type BookingFields,
  type BookingOrigin,
  MERGE_FIELDS,
  MERGE_RULES,
  type MergeField,
  type Settled,
  type Verdict,
} from './merge-rules.ts';

/** What both sides last agreed on; a field that they never agreed on is absent. */
export type Agreed = Readonly<Partial<BookingFields>>;

/** `same`: nothing to settle. `ours-only`: only the desk changed it; the channel is still to be told. */
export type FieldOutcome = 'same' | 'ours-only' | Settled | 'ask';

export interface FieldMerge {
  readonly field: MergeField;
  readonly outcome: FieldOutcome;
  /** True where both sides moved away from what was agreed. */
  readonly isOnBothSides: boolean;
}

export interface Merged {
  /** What the reservation becomes. Where a person is asked, ours stands meanwhile. */
  readonly fields: BookingFields;
  /** The base of the next merge: what both sides know of each other now. */
  readonly agreed: Agreed;
  readonly merges: readonly FieldMerge[];
  /** True where the channel has to be told something of ours. */
  readonly hasNewsForThem: boolean;
}

export interface MergeInput {
  readonly origin: BookingOrigin;
  readonly base: Agreed;
  readonly ours: BookingFields;
  readonly theirs: BookingFields;
  /**
   * The guest is in the building, or the nights were freed here although the channel has not let go: no rule may settle
   * what differs in the status.
   */
  readonly isStatusForPerson: boolean;
}

/** What a side does not tell is no word against the other's. */
const isUntold = (field: MergeField, value: string | number | null): boolean =>
  (field === 'priceMinor' && value === null) ||
  (field === 'guestName' && value === '') ||
  (field === 'guests' && value === 0);

/** True where two amounts are farther apart than staff would let pass. */
export function amountsDiffer(a: number | null, b: number | null): boolean {
  if (a === null || b === null || a === b) return false;
  return Math.abs(a - b) * 100 > Math.max(Math.abs(a), Math.abs(b)) * AMOUNT_TOLERANCE_PERCENT;
}

function verdictOf(input: MergeInput, field: MergeField, isOnBothSides: boolean): Verdict {
  const { origin, ours, theirs } = input;
  const rule = MERGE_RULES[origin][field];
  const verdict = isOnBothSides ? rule.both : rule.onlyTheirs;
  const isFar = field === 'priceMinor' && amountsDiffer(ours.priceMinor, theirs.priceMinor);
  return isFar && (isOnBothSides || verdict === 'ours') ? 'ask' : verdict;
}

function mergeField(input: MergeInput, field: MergeField): FieldMerge {
  const { base, ours, theirs } = input;
  const [mine, their, was] = [ours[field], theirs[field], base[field]];
  const plain = (outcome: FieldOutcome): FieldMerge => ({ field, outcome, isOnBothSides: false });
  if (mine === their || isUntold(field, their)) return plain('same');
  if (isUntold(field, mine)) return plain('theirs');
  const isOnBothSides = was !== mine && was !== their;
  // both have ended it, each in its own words: there is nothing left to settle
  if (field === 'status' && mine !== 'booked' && their !== 'booked')
    return plain(was === mine ? 'theirs' : 'same');
  if (field === 'status' && input.isStatusForPerson) return { field, outcome: 'ask', isOnBothSides };
  if (was === their) return plain('ours-only');
  return { field, outcome: verdictOf(input, field, isOnBothSides), isOnBothSides };
}

/** Dates are one wish: a stay is never put together from one side's arrival and the other's departure. */
function withWholeDates(merges: readonly FieldMerge[]): FieldMerge[] {
  const dates = merges.filter(({ field }) => field === 'arrival' || field === 'departure');
  const has = (outcome: FieldOutcome): boolean => dates.some((one) => one.outcome === outcome);
  const isMixed = has('theirs') && has('ours-only');
  return merges.map((merge) =>
    dates.includes(merge) && merge.outcome !== 'same' && (isMixed || has('ask'))
      ? { ...merge, outcome: 'ask', isOnBothSides: isMixed || merge.isOnBothSides }
      : merge,
  );
}

/** Where both sides have ended it, nobody has to be asked about its nights any more. */
function withoutIdleQuestions(input: MergeInput, merges: readonly FieldMerge[]): FieldMerge[] {
  const status = merges.find(({ field }) => field === 'status')?.outcome;
  const isEnded =
    status === 'theirs'
      ? input.theirs.status !== 'booked'
      : status === 'same' && input.ours.status !== 'booked';
  if (!isEnded) return [...merges];
  return merges.map((merge) => (merge.outcome === 'ask' ? { ...merge, outcome: 'theirs' } : merge));
}

/** Puts fields together from one side or the other. */
function pick(
  from: BookingFields,
  other: BookingFields,
  isOther: (field: MergeField) => boolean,
): BookingFields {
  const picked: Record<string, unknown> = {};
  for (const field of MERGE_FIELDS) picked[field] = isOther(field) ? other[field] : from[field];
  return picked as unknown as BookingFields;
}

/**
 * Three-way merge of one booking: what was agreed, ours, theirs. What only one side changed stands; where both changed, the
 * rules decide or a person is asked, and until then ours stands and the old base is kept.
 */
export function mergeReservation(input: MergeInput): Merged {
  const { ours, theirs, base } = input;
  const first = withWholeDates(MERGE_FIELDS.map((field) => mergeField(input, field)));
  const merges = withoutIdleQuestions(input, first);
  const outcomeOf = new Map(merges.map(({ field, outcome }) => [field, outcome]));
  const fields = pick(ours, theirs, (field) => outcomeOf.get(field) === 'theirs');
  const agreed: Record<string, unknown> = {};
  for (const field of MERGE_FIELDS) {
    const isAsked = outcomeOf.get(field) === 'ask';
    const known = isUntold(field, theirs[field]) ? fields[field] : theirs[field];
    const value = isAsked ? base[field] : known;
    if (value !== undefined) agreed[field] = value;
  }
  return {
    fields,
    agreed: agreed as Agreed,
    merges,
    hasNewsForThem: merges.some(({ outcome }) => outcome === 'ours' || outcome === 'ours-only'),
  };
}

/** The kind of the conflict that the asked fields make; undefined where nobody has to be asked. */
export function mergeConflictKind(merges: readonly FieldMerge[]): ChannelConflictKind | undefined {
  const asked = merges.filter(({ outcome }) => outcome === 'ask');
  if (asked.length === 0) return undefined;
  if (asked.some(({ field }) => field === 'status')) return 'status-mismatch';
  if (asked.every(({ field }) => field === 'priceMinor')) return 'amount-differs';
  return asked.some(({ isOnBothSides }) => isOnBothSides) ? 'edited-on-both-sides' : 'dates-differ';
}

/** Takes what a person chose; fields without a choice stay as they are, and asked. */
export function settleByHand(
  merged: Merged,
  theirs: BookingFields,
  choose: Readonly<Partial<Record<MergeField, Settled>>>,
): Omit<Merged, 'merges'> {
  const chosen = (field: MergeField): Settled | undefined => choose[field];
  const isSettled = (field: MergeField): boolean => chosen(field) !== undefined;
  return {
    fields: pick(merged.fields, theirs, (field) => chosen(field) === 'theirs'),
    // keeping ours says that theirs is known: it is a conflict again only when they change it again
    agreed: Object.fromEntries(
      MERGE_FIELDS.flatMap((field) => {
        const value = isSettled(field) ? theirs[field] : merged.agreed[field];
        return value === undefined ? [] : [[field, value]];
      }),
    ) as Agreed,
    hasNewsForThem: merged.hasNewsForThem || MERGE_FIELDS.some((field) => chosen(field) === 'ours'),
  };
}
