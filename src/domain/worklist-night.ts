import { type CellValue, type Lane, UNKNOWN } from './ari.ts';
import type { CellFacts } from './certainty.ts';
import { unitsOnSale } from './delta-direction.ts';

/** `closes`: it may show more than is left; `opens`: it shows less; `verify`: it may be right already, somebody has to look. */
export type WorkDirection = 'closes' | 'opens' | 'verify';

/** What is known of the number that an extranet shows for one night. */
export interface KnownUnits {
  /** Rooms for sale, as a person last saw or confirmed them; null where nobody ever did, or where it is not known any more. */
  readonly known: number | null;
  /** Ticked as set and not yet compared: it shows this or still what was known. Null where nothing is outstanding. */
  readonly told: number | null;
}

export const NOTHING_KNOWN_OF_UNITS: KnownUnits = { known: null, told: null };

const numberOf = (value: number | boolean | undefined): number =>
  value === undefined ? UNKNOWN : Number(value);

/** Rooms for sale as an extranet shows them in one number: a night with stop-sell shows none. */
function unitsIn({ available, stopSell }: CellValue): number | null {
  if (available === undefined && stopSell !== true) return null;
  return unitsOnSale(numberOf(available), stopSell ? 1 : 0) ?? null;
}

/** One number out of what the ledger holds of a cell: the newer word of each field, and beside it what is owed an answer. */
export function knownUnits({ acked, ackedAt, read, readAt, sent }: CellFacts): KnownUnits {
  const isAckedNewer = (ackedAt ?? 0) > (readAt ?? 0);
  const word: CellValue = isAckedNewer ? { ...read, ...acked } : { ...acked, ...read };
  const isOwed = sent?.available !== undefined || sent?.stopSell !== undefined;
  if (!isOwed) return { known: unitsIn(word), told: null };
  const told = unitsIn({ ...word, ...sent });
  return told === null ? NOTHING_KNOWN_OF_UNITS : { known: unitsIn(word), told };
}

/** Rooms that one night of a lane should show for sale; undefined where the lane does not say. */
export function targetIn(lane: Lane, night: number): number | undefined {
  const at = night - lane.from;
  const [available, stopSell] = [lane.columns.available?.[at], lane.columns.stopSell?.[at]];
  if (stopSell === 1) return 0;
  return available === undefined || available === UNKNOWN ? undefined : Math.max(0, available);
}

/**
 * What is to be done about one night; undefined where it surely shows the target. While an edit is being done its direction
 * stays what it was, so that a person finishes what they began. What was set and is not wanted any more has to be looked at:
 * nobody knows whether it was saved.
 */
export function workOf({ known, told }: KnownUnits, target: number): WorkDirection | undefined {
  if (told === null) {
    if (known === null) return 'verify';
    return known === target ? undefined : known > target ? 'closes' : 'opens';
  }
  if (known === target || (known === null && told === target)) return 'verify';
  const most = told === target ? (known as number) : Math.max(told, known ?? told);
  return most > target ? 'closes' : 'opens';
}

/** True where guests may be sold more there than there is. */
export const maySellTooMany = ({ known, told }: KnownUnits, target: number): boolean =>
  known === null || Math.max(known, told ?? 0) > target;

/** The number that a person should find; null where nobody can say. */
export const expectedOf = ({ known, told }: KnownUnits): number | null =>
  told === null || told === known ? known : null;
