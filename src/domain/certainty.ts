import { CELL_FIELDS, type CellField, type CellValue, type Certainty } from './ari.ts';

/** What the ledger knows of one cell. Instants in milliseconds. */
export interface CellFacts {
  /** What the channel confirmed. */
  readonly acked: CellValue | null;
  readonly ackedAt: number | null;
  /** What the channel told us. */
  readonly read: CellValue | null;
  readonly readAt: number | null;
  /** Told, and neither confirmed nor refused. */
  readonly sent: CellValue | null;
  readonly sentAt: number | null;
  /** What the channel would not take. */
  readonly refused: CellValue | null;
  /** A person is its transport: what is confirmed or read there, somebody saw. */
  readonly isByHand?: boolean;
  /** What somebody saw was seen so long ago that it proves nothing any more. */
  readonly isProofOld?: boolean;
  /** A job waits that will tell this channel. */
  readonly isQueued?: boolean;
}

type Known = 'read-back' | 'acknowledged' | 'by-hand';
type Writable = { -readonly [Field in keyof CellValue]: CellValue[Field] };

/** Which of the two sides knows a field better: the newer one that speaks of it. A reading wins a tie. */
function sideOf(facts: CellFacts, field: CellField): 'acked' | 'read' | undefined {
  const hasAcked = facts.acked?.[field] !== undefined;
  const hasRead = facts.read?.[field] !== undefined;
  if (hasAcked && hasRead) return (facts.ackedAt ?? 0) > (facts.readAt ?? 0) ? 'acked' : 'read';
  return hasAcked ? 'acked' : hasRead ? 'read' : undefined;
}

/** What the channel is known to show: the newer word of each field, without those that were told and not answered. */
export function knownToShow(facts: CellFacts): CellValue {
  const known: Writable = {};
  for (const field of CELL_FIELDS) {
    const side = facts.sent?.[field] === undefined ? sideOf(facts, field) : undefined;
    if (side) Object.assign(known, { [field]: facts[side]?.[field] });
  }
  return known;
}

function moreClosed(field: CellField, a: number | boolean, b: number | boolean): number | boolean {
  switch (field) {
    case 'available':
      return Math.min(Number(a), Number(b));
    case 'minLos':
      return Math.max(Number(a), Number(b));
    case 'maxLos':
      // 0 is no limit
      return Number(a) === 0 || Number(b) === 0
        ? Math.max(Number(a), Number(b))
        : Math.min(Number(a), Number(b));
    case 'stopSell':
    case 'closedToArrival':
    case 'closedToDeparture':
      return a === true || b === true;
    case 'priceMinor':
      return b;
  }
}

/**
 * The most closed that the channel may show now of each field that was told and not answered, where it is known what it
 * showed before: what is told over it and is no more open than this can not open anything.
 */
export function leastOpen(facts: CellFacts): CellValue {
  const least: Writable = {};
  for (const field of CELL_FIELDS) {
    const told = facts.sent?.[field];
    const side = told === undefined ? undefined : sideOf(facts, field);
    const before = side && facts[side]?.[field];
    if (told !== undefined && before !== undefined)
      Object.assign(least, { [field]: moreClosed(field, before, told) });
  }
  return least;
}

const RELIABLE: readonly Known[] = ['by-hand', 'acknowledged', 'read-back'];

/** How the least known of the fields is known; unknown where one is not known at all. */
function weakest(facts: CellFacts, fields: readonly CellField[]): Certainty {
  let worst: Known = 'read-back';
  for (const field of fields) {
    const side = sideOf(facts, field);
    if (!side || (facts.isByHand && facts.isProofOld)) return 'unknown';
    const known = facts.isByHand ? 'by-hand' : side === 'read' ? 'read-back' : 'acknowledged';
    if (RELIABLE.indexOf(known) < RELIABLE.indexOf(worst)) worst = known;
  }
  return fields.length === 0 ? 'unknown' : worst;
}

/**
 * How well it is known that a channel shows what is desired, and whether it shows something else or may. Told and not
 * answered is `sent`, unless something else is desired by now and waits: that is `queued`. A difference that nothing waits
 * to settle (refused, taken out of the outbox, not told) is as certain as what is known of the channel.
 */
export function certaintyOf(
  facts: CellFacts,
  desired: CellValue,
): { readonly certainty: Certainty; readonly isDifferent: boolean } {
  const fields = CELL_FIELDS.filter((field) => desired[field] !== undefined);
  const shown = knownToShow(facts);
  const different = fields.filter((field) => shown[field] !== desired[field]);
  if (different.length === 0) return { certainty: weakest(facts, fields), isDifferent: false };
  const told = different.filter((field) => facts.sent?.[field] !== undefined);
  const isAsDesired = different.every((field) => facts.sent?.[field] === desired[field]);
  if (isAsDesired) return { certainty: 'sent', isDifferent: true };
  if (facts.isQueued) return { certainty: 'queued', isDifferent: true };
  return { certainty: told.length > 0 ? 'sent' : weakest(facts, different), isDifferent: true };
}
