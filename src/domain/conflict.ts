import type { RoomTypeId, UnitId } from './property.ts';
import { dayNumber, type NightRange } from './stay-date.ts';

/**
 * `double-booking`: two or more stays in one unit. `overbooking`: a night needs more units of a type than there are, and
 * somebody has none. `stay-against-block`: a guest where the unit is closed. `possible-conflict`: one side comes from a source
 * that can not tell a stay from a closure; somebody should look, nobody need run.
 */
export const OCCUPANCY_CONFLICT_KINDS = [
  'double-booking',
  'overbooking',
  'stay-against-block',
  'possible-conflict',
] as const;

/**
 * What is between us and a channel. The first four are about one booking and are settled field by field. `drift`: it shows
 * something else than it confirmed. `unmapped`: bookings of a room that nobody has linked. `allotment-exceeded`: it sold more
 * than it was given. `stale-channel`: nothing was heard from it for too long.
 */
export const CHANNEL_CONFLICT_KINDS = [
  'status-mismatch',
  'dates-differ',
  'amount-differs',
  'edited-on-both-sides',
  'drift',
  'unmapped',
  'allotment-exceeded',
  'stale-channel',
] as const;
export type ChannelConflictKind = (typeof CHANNEL_CONFLICT_KINDS)[number];

export const CONFLICT_KINDS = [...OCCUPANCY_CONFLICT_KINDS, ...CHANNEL_CONFLICT_KINDS] as const;
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

export const isChannelConflict = (kind: string): kind is ChannelConflictKind =>
  (CHANNEL_CONFLICT_KINDS as readonly string[]).includes(kind);

export type Severity = 'high' | 'low';

/** High where a guest may stand at the desk without a room, or money or nights are lost while nobody looks. */
export const CHANNEL_CONFLICT_SEVERITY: Readonly<Record<ChannelConflictKind, Severity>> = {
  'status-mismatch': 'high',
  'dates-differ': 'high',
  'amount-differs': 'low',
  'edited-on-both-sides': 'high',
  drift: 'low',
  unmapped: 'high',
  'allotment-exceeded': 'high',
  'stale-channel': 'high',
};

/** A stay (room stay id) or a block that is part of a conflict. Echoes take no nights and never are. */
export interface Party {
  readonly kind: 'stay' | 'block';
  readonly id: number;
}

/** A difference that no rule may settle alone. */
export interface Conflict {
  /** Who it is: the same kind, place and parties give the same key, seen today or next week. */
  readonly key: string;
  readonly kind: ConflictKind;
  readonly severity: Severity;
  /** null where it is about a room type as a whole. */
  readonly unitId: UnitId | null;
  readonly roomTypeId: RoomTypeId;
  /** Stays before blocks, by id. For an overbooking: those without a unit. */
  readonly parties: readonly Party[];
  /** The nights in question, in order. */
  readonly nights: readonly NightRange[];
}

export const CONFLICT_NAMES: Readonly<Record<ConflictKind, string>> = {
  'double-booking': 'Double booking',
  overbooking: 'Overbooking',
  'stay-against-block': 'Stay on closed nights',
  'possible-conflict': 'Possible conflict',
  'status-mismatch': 'Status differs',
  'dates-differ': 'Dates differ',
  'amount-differs': 'Amount differs',
  'edited-on-both-sides': 'Edited on both sides',
  drift: 'The channel shows something else',
  unmapped: 'Room not linked',
  'allotment-exceeded': 'More sold than given',
  'stale-channel': 'Nothing heard from the channel',
};

const partyKey = (party: Party): string => `${party.kind === 'stay' ? 's' : 'b'}${party.id}`;

export const isSameParty = (a: Party, b: Party): boolean => a.kind === b.kind && a.id === b.id;

/** Stays before blocks, then by id, each once. */
export function sortedParties(parties: readonly Party[]): Party[] {
  const byKey = new Map(parties.map(({ kind, id }) => [partyKey({ kind, id }), { kind, id }]));
  return [...byKey.values()].sort((a, b) => (a.kind === b.kind ? a.id - b.id : a.kind === 'stay' ? -1 : 1));
}

/** The identity of a conflict. Its nights are no part of it: a stay made longer is still the same quarrel. */
export function conflictKey(
  kind: ConflictKind,
  place: { readonly unitId: UnitId | null; readonly roomTypeId: RoomTypeId },
  parties: readonly Party[],
): string {
  const where = place.unitId === null ? `t${place.roomTypeId}` : `u${place.unitId}`;
  return `${kind}:${where}:${sortedParties(parties).map(partyKey).join('+')}`;
}

/** True where every night of the conflict was there when it was accepted: an acceptance never grows by itself. */
export function isCoveredBy(nights: readonly NightRange[], accepted: readonly NightRange[]): boolean {
  return nights.every((range) =>
    accepted.some((other) => other.arrival <= range.arrival && range.departure <= other.departure),
  );
}

export interface ConflictChanges {
  readonly opened: readonly Conflict[];
  /** Known ones whose nights or severity are different now. */
  readonly changed: readonly Conflict[];
  /** Known ones whose fact is gone. */
  readonly closed: readonly Conflict[];
}

/** Compares what was known with what is found now, by key. */
export function compareConflicts(known: readonly Conflict[], found: readonly Conflict[]): ConflictChanges {
  const before = new Map(known.map((conflict) => [conflict.key, conflict]));
  const now = new Map(found.map((conflict) => [conflict.key, conflict]));
  return {
    opened: [...now.values()].filter(({ key }) => !before.has(key)),
    changed: [...now.values()].filter((conflict) => {
      const was = before.get(conflict.key);
      return was !== undefined && !isSameFact(was, conflict);
    }),
    closed: [...before.values()].filter(({ key }) => !now.has(key)),
  };
}

const isSameFact = (a: Conflict, b: Conflict): boolean =>
  a.severity === b.severity &&
  a.nights.length === b.nights.length &&
  a.nights.every((range, index) => {
    const other = b.nights[index] as NightRange;
    return range.arrival === other.arrival && range.departure === other.departure;
  });

/** High before low, then by first night, then by key: the order of the inbox. */
export function byUrgency(a: Conflict, b: Conflict): number {
  if (a.severity !== b.severity) return a.severity === 'high' ? -1 : 1;
  const first = (conflict: Conflict): number => {
    const range = conflict.nights[0];
    return range ? dayNumber(range.arrival) : 0;
  };
  return first(a) - first(b) || (a.key < b.key ? -1 : 1);
}
