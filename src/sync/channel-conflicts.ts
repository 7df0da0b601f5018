import {
  CHANNEL_CONFLICT_SEVERITY,
  type ChannelConflictKind,
  isCoveredBy,
  type Party,
  type Severity,
  sortedParties,
} from '../domain/conflict.ts';
import { addNights, type NightRange, type StayDate } from '../domain/stay-date.ts';
import { findConflict } from '../store/conflicts.ts';
import { theProperty, todayAt } from '../store/property.ts';
import type { Row, Writer } from '../store/writer.ts';

/** What is between us and a channel, as both sides tell it. */
export interface ChannelConflict {
  /** Who it is, from {@link channelConflictKey}: the same key is the same conflict, whatever it has become. */
  readonly key: string;
  readonly kind: ChannelConflictKind;
  readonly connectionId: number;
  readonly roomTypeId: number;
  readonly nights: readonly NightRange[];
  readonly parties?: readonly Party[];
  readonly severity?: Severity;
  readonly details: ChannelConflictDetails;
}

/** Both sides' words. */
export interface ChannelConflictDetails {
  /** For staff: what it is about and what to do, where the fields do not say it. */
  readonly words?: string;
  readonly channelBookingId?: number;
  readonly externalRoomId?: string;
  readonly fields?: readonly {
    readonly field: string;
    readonly ours: string | number | null;
    readonly theirs: string | number | null;
    readonly agreed: string | number | null;
  }[];
}

/** `about` is what it is between: `booking`, `room`, `cells`; `subject` which one. One conflict for each. */
export const channelConflictKey = (connectionId: number, about: string, subject: string | number): string =>
  `channel:${connectionId}:${about}:${subject}`;

/** What has no nights of its own stands at today, where people look first. */
const nightsOr = (nights: readonly NightRange[], today: StayDate): readonly NightRange[] =>
  nights.length > 0 ? nights : [{ arrival: today, departure: addNights(today, 1) }];

const columnsOf = (found: ChannelConflict, today: StayDate) => {
  const { key, kind, connectionId, roomTypeId, parties = [], details } = found;
  const nights = nightsOr(found.nights, today);
  return {
    key,
    kind,
    connectionId,
    roomTypeId,
    unitId: null,
    severity: found.severity ?? CHANNEL_CONFLICT_SEVERITY[kind],
    firstNight: nights[0]?.arrival ?? '',
    departure: nights.at(-1)?.departure ?? '',
    nights: JSON.stringify(nights),
    parties: JSON.stringify(sortedParties(parties)),
    details: JSON.stringify(details),
  };
};

/** An acceptance holds while the same words stand about the same nights. */
const isStillAccepted = (row: Row<'conflict'>, columns: ReturnType<typeof columnsOf>): boolean =>
  row.state === 'accepted' &&
  row.details === columns.details &&
  isCoveredBy(JSON.parse(columns.nights) as NightRange[], JSON.parse(row.acceptedNights) as NightRange[]);

/** Opens a conflict with a channel, or keeps the one that is open: one per key, seen again and not opened again. */
export function openChannelConflict(writer: Writer, found: ChannelConflict): Row<'conflict'> {
  const { tx, act } = writer;
  const columns = columnsOf(found, todayAt(tx, act.at));
  const known = findConflict(tx, found.key);
  if (!known) {
    const { id: propertyId } = theProperty(tx);
    const times = { openedAt: act.at, seenAt: act.at };
    return writer.insert('conflict', { ...columns, ...times, propertyId, state: 'open' });
  }
  if (known.state === 'closed') {
    const again = { state: 'open', seenAt: act.at, seenCount: known.seenCount + 1, closedAt: null };
    return writer.update('conflict', known.id, { ...columns, ...again }, 'seen again');
  }
  const state = known.state === 'accepted' && !isStillAccepted(known, columns) ? 'open' : known.state;
  return writer.update('conflict', known.id, { ...columns, state }, 'changed');
}

/** Closes it because its fact is gone; nothing where none was open. True where one was. */
export function closeChannelConflict(writer: Writer, key: string, why = 'the fact is gone'): boolean {
  const known = findConflict(writer.tx, key);
  if (!known || known.state === 'closed') return false;
  writer.update('conflict', known.id, { state: 'closed', closedAt: writer.act.at }, why);
  return true;
}
