import { Refusal } from '../domain/failure.ts';
import {
  type BookingFields,
  MERGE_FIELD_NAMES,
  MERGE_FIELDS,
  type MergeField,
  type Settled,
} from '../domain/merge-rules.ts';
import { type Merged, settleByHand } from '../domain/reservation-merge.ts';
import type { StayDate } from '../domain/stay-date.ts';
import { changeChannelBooking, findChannelBooking, latestOf } from '../store/channel-bookings.ts';
import { findConnection } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import type { Row, Writer } from '../store/writer.ts';
import type { ChannelConflictDetails } from './channel-conflicts.ts';
import { mergeSides, sidesOfConflict, tellBookingConflict } from './channel-conflicts-booking.ts';
import { applyMerge } from './ingest-reservation-apply.ts';
import { type BothSides, bothSides, hasSoundDates } from './ingest-reservation-fields.ts';
import { isWorkedByHand } from './manual-booking-hand.ts';

/** Both sides of the booking that a conflict is about, and what a person is asked. */
export interface OpenMerge {
  readonly sides: BothSides;
  /** As the rules say, with what was asked before still asked. */
  readonly merged: Merged;
  readonly asked: readonly MergeField[];
}

export const detailsOfConflict = (row: Pick<Row<'conflict'>, 'details'>): ChannelConflictDetails =>
  JSON.parse(row.details) as ChannelConflictDetails;

/** Undefined where the conflict is not about one booking, or one side of it is gone. */
export function openMerge(read: ReadHandle, row: Row<'conflict'>): OpenMerge | undefined {
  const details = detailsOfConflict(row);
  const { channelBookingId, fields = [] } = details;
  const booking = channelBookingId === undefined ? undefined : findChannelBooking(read, channelBookingId);
  const sides = booking && sidesOfConflict(read, booking, details);
  if (!sides) return undefined;
  const merged = mergeSides(sides);
  const before = new Set(fields.map(({ field }) => field));
  const merges = merged.merges.map((merge) =>
    before.has(merge.field) && merge.outcome !== 'same' ? { ...merge, outcome: 'ask' as const } : merge,
  );
  const asked = merges.filter(({ outcome }) => outcome === 'ask').map(({ field }) => field);
  // what a person is still asked about is ours until they answer
  const fieldsNow: Record<string, unknown> = { ...merged.fields };
  for (const field of asked) fieldsNow[field] = sides.ours[field];
  return { sides, asked, merged: { ...merged, merges, fields: fieldsNow as unknown as BookingFields } };
}

export type Choice = Readonly<Partial<Record<MergeField, Settled | undefined>>>;

function assertChoice({ asked, merged, sides }: OpenMerge, choose: Choice): void {
  const chosen = MERGE_FIELDS.filter((field) => choose[field] !== undefined);
  if (chosen.length === 0)
    throw new Refusal('invalid-input', 'Choose a side for at least one field.', { field: 'choose' });
  const idle = chosen.find((field) => !asked.includes(field));
  if (idle)
    throw new Refusal(
      'changed-meanwhile',
      `${MERGE_FIELD_NAMES[idle]} is no longer in question. Look at the conflict again.`,
    );
  const side = (field: 'arrival' | 'departure'): string =>
    choose[field] === 'theirs' ? sides.theirs[field] : merged.fields[field];
  const dates = { arrival: side('arrival') as StayDate, departure: side('departure') as StayDate };
  if (!hasSoundDates(dates))
    throw new Refusal(
      'invalid-input',
      'These dates do not go together: the departure must be after the arrival.',
      {
        field: 'departure',
      },
    );
}

/**
 * Settles a conflict about one booking field by field. What is not chosen stays asked. Taking theirs moves the stay and keeps
 * the desk's unit while it is free on the new nights; keeping ours leaves the booking to be told to the channel. Answers true
 * where nothing is asked any more.
 */
export function mergeByHand(writer: Writer, row: Row<'conflict'>, choose: Choice, reason: string): boolean {
  const open = openMerge(writer.tx, row);
  const connection = findConnection(writer.tx, row.connectionId ?? 0);
  if (!open || !connection)
    throw new Refusal(
      'not-possible',
      'There is nothing to choose here. Accept it with a reason, or mend its cause.',
    );
  assertChoice(open, choose);
  const { sides, merged } = open;
  const { booking } = sides;
  const settled = settleByHand(
    merged,
    sides.theirs,
    choose as Readonly<Partial<Record<MergeField, Settled>>>,
  );
  const why = reason === '' ? 'Settled by hand' : reason;
  const isProvisional = booking.isUnmapped === 1;
  applyMerge(writer, connection, sides, settled.fields, { isProvisional, before: latestOf(booking), why });
  const isOursKept = Object.values(choose).includes('ours') && !isWorkedByHand(writer.tx, connection.id);
  const agreed = JSON.stringify({ ...sides.agreement, fields: settled.agreed });
  changeChannelBooking(writer.tx, booking.id, { agreed, ...(isOursKept ? { pushState: 'pending' } : {}) });
  const after = bothSides(writer.tx, { ...booking, agreed });
  const merges = merged.merges.map((merge) =>
    choose[merge.field] === undefined ? merge : { ...merge, outcome: 'same' as const },
  );
  if (after) tellBookingConflict(writer, after, { ...merged, merges });
  return !merges.some(({ outcome }) => outcome === 'ask');
}
