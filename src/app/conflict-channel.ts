import type { ChannelSides, ConflictView } from '../contract/conflicts.ts';
import type { Channel } from '../domain/channel.ts';
import { CONFLICT_NAMES, type ConflictKind } from '../domain/conflict.ts';
import type { WayOut } from '../domain/conflict-way.ts';
import { MERGE_FIELD_NAMES, MERGE_RULES, type Settled } from '../domain/merge-rules.ts';
import type { FieldMerge } from '../domain/reservation-merge.ts';
import { sayList, sayNights } from '../domain/say-nights.ts';
import { dayNumber, type StayDate } from '../domain/stay-date.ts';
import type { UnitId } from '../domain/property.ts';
import { findConnection } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { changesOf } from '../store/journal.ts';
import { loadOccupancy } from '../store/occupancy.ts';
import { unitsOf } from '../store/property.ts';
import type { Row } from '../store/writer.ts';
import { detailsOfConflict, openMerge, type OpenMerge } from '../sync/channel-conflicts-merge.ts';
import { channelOfConflict, sayField } from './conflict-channel-words.ts';
import { journalWords } from './journal-words.ts';

/** Whose word the rules would take if they might decide. */
function suggestionFor({ sides }: OpenMerge): Settled {
  return MERGE_RULES[sides.origin].guestName.both === 'theirs' ? 'theirs' : 'ours';
}

const OUTCOMES: Readonly<Record<FieldMerge['outcome'], ChannelSides['fields'][number]['outcome']>> = {
  same: 'same',
  'ours-only': 'ours',
  ours: 'ours',
  theirs: 'theirs',
  ask: 'ask',
};

function whyAsked(open: OpenMerge, { outcome, isOnBothSides }: FieldMerge, name: string): string {
  if (outcome !== 'ask') return '';
  const whose = open.sides.origin === 'ours' ? 'It is a booking of ours.' : `It is ${name}’s booking.`;
  return isOnBothSides
    ? `Changed on both sides since they last agreed. ${whose}`
    : `No rule may settle this alone. ${whose}`;
}

/** What becomes of the unit if the channel's dates are taken. */
function unitWords(read: ReadHandle, open: OpenMerge): string {
  const { theirs, chains, ours } = open.sides;
  const stay = chains.flat().find(({ unitId }) => unitId !== null);
  const isMoved = theirs.arrival !== ours.arrival || theirs.departure !== ours.departure;
  if (!stay?.unitId || !isMoved || theirs.status !== 'booked') return '';
  const dates = { arrival: theirs.arrival as StayDate, departure: theirs.departure as StayDate };
  if (dates.arrival >= dates.departure) return '';
  const window = { from: dayNumber(dates.arrival), to: dayNumber(dates.departure) };
  const others = loadOccupancy(read, window)
    .sharing(stay.unitId as UnitId, window.from, window.to)
    .filter(({ kind, id }) => kind !== 'stay' || id !== stay.id);
  const unit = unitsOf(read).find(({ id }) => id === stay.unitId)?.name ?? 'its unit';
  return others.length === 0
    ? `Keeps ${unit}: it is free on ${sayNights(dates)}.`
    : `${unit} is taken on those nights: another free unit is chosen, or it is parked.`;
}

/** Both sides of a conflict with a channel. */
export function channelSides(read: ReadHandle, row: Row<'conflict'>): ChannelSides {
  const connection = findConnection(read, row.connectionId ?? 0);
  const open = openMerge(read, row);
  const name = channelOfConflict(read, row);
  return {
    connectionId: row.connectionId ?? 0,
    connectionName: connection?.name ?? name,
    channel: (connection?.channel ?? 'other') as Channel,
    words: detailsOfConflict(row).words ?? '',
    reservationId: open?.sides.reservation.id ?? null,
    fields: open
      ? open.merged.merges.map((merge) => ({
          field: merge.field,
          name: MERGE_FIELD_NAMES[merge.field],
          ours: sayField(read, merge.field, open.sides.ours[merge.field]),
          theirs: sayField(read, merge.field, open.sides.theirs[merge.field]),
          agreed: sayAgreed(read, open, merge),
          outcome: OUTCOMES[merge.outcome],
          suggestion: merge.outcome === 'ask' ? suggestionFor(open) : null,
          why: whyAsked(open, merge, name),
        }))
      : [],
    unitWords: open ? unitWords(read, open) : '',
  };
}

function sayAgreed(read: ReadHandle, { sides }: OpenMerge, { field }: FieldMerge): string | null {
  const value = sides.agreement.fields[field];
  return value === undefined ? null : sayField(read, field, value);
}

const accept: WayOut = {
  id: 'accept',
  act: 'accept',
  title: 'Accept, with a reason',
  effect: 'Both sides stay as they are. It opens again if one of them changes.',
  needsReason: true,
  party: null,
  moves: [],
};

/** Somebody changed nights there: nothing says who is right. */
function driftWays(name: string): WayOut[] {
  const way = (act: 'take-theirs' | 'keep-ours', title: string, effect: string): WayOut => ({
    ...{ id: act, act, title, effect, needsReason: false, party: null, moves: [] },
  });
  return [
    way('keep-ours', 'Tell ours again', `Writes over what was changed in ${name}.`),
    way('take-theirs', `Keep what ${name} shows`, `Takes it over for ${name} alone. Nothing is told.`),
  ];
}

/** Ways out of a conflict with a channel, the one that the rules lean to first. */
export function channelWaysOut(read: ReadHandle, row: Row<'conflict'>): WayOut[] {
  if (row.state !== 'open') return [];
  if (row.kind === 'drift') return [...driftWays(channelOfConflict(read, row)), accept];
  const open = openMerge(read, row);
  if (!open || open.asked.length === 0) return [accept];
  const name = channelOfConflict(read, row);
  const fields = sayList(open.asked.map((field) => MERGE_FIELD_NAMES[field].toLowerCase()));
  const way = (act: 'take-theirs' | 'keep-ours', title: string, effect: string): WayOut => ({
    ...{ id: act, act, title, effect: effect.trim(), needsReason: false, party: null, moves: [] },
  });
  const theirs = way(
    'take-theirs',
    `Take what ${name} says`,
    `Takes over ${fields} from ${name}. ${unitWords(read, open)} Nothing changes there.`,
  );
  const ours = way('keep-ours', 'Keep ours', `Keeps ${fields} as here and tells ${name} so.`);
  return [...(suggestionFor(open) === 'theirs' ? [theirs, ours] : [ours, theirs]), accept];
}

const CAUSES: Readonly<Partial<Record<ConflictKind, string>>> = {
  'status-mismatch': 'One side holds the booking, the other does not.',
  'dates-differ': 'The dates were changed on one side, and no rule says that it may.',
  'amount-differs': 'The two amounts are more than 5 % apart.',
  'edited-on-both-sides': 'Both sides changed the same thing before either heard of the other.',
  drift: 'Somebody changed it there by hand, or the channel opened nights by itself.',
  unmapped: 'A room of the channel is linked to nothing here.',
  'allotment-exceeded': 'More was sold there than it was given.',
  'stale-channel': 'No good answer came for longer than this channel usually takes.',
};

export const channelCause = (read: ReadHandle, row: Row<'conflict'>): ConflictView['cause'] => ({
  name: CONFLICT_NAMES[row.kind as ConflictKind],
  words: CAUSES[row.kind as ConflictKind] ?? '',
  certainty: row.kind === 'drift' ? 'likely' : 'sure',
  because: openMerge(read, row) ? [] : [detailsOfConflict(row).words ?? ''].filter((words) => words !== ''),
});

/** How a conflict with a channel came about, oldest first. */
export function channelTimeline(read: ReadHandle, row: Row<'conflict'>): ConflictView['timeline'] {
  const name = channelOfConflict(read, row);
  const open = openMerge(read, row);
  const entry = (at: number, title: string, text: string, isTurningPoint = false) => ({
    ...{ at, title, text, isTurningPoint },
  });
  const entries = [entry(row.openedAt, 'Conflict found', CAUSES[row.kind as ConflictKind] ?? '', true)];
  if (open) {
    const { booking, reservation, chains, revision } = open.sides;
    entries.push(entry(booking.firstSeenAt, `${name} told of the booking`, ''));
    if (revision.modifiedAt !== null && revision.modifiedAt < row.openedAt)
      entries.push(entry(revision.modifiedAt, `Last changed in ${name}`, 'as the channel says'));
    const words = journalWords(read);
    const ids = chains.flat().map(({ id }) => id);
    for (const told of [
      ...changesOf(read, 'reservation', [reservation.id], row.openedAt),
      ...changesOf(read, 'room_stay', ids, row.openedAt),
    ]) {
      const said = words(told).join(' · ');
      if (told.actor !== 'Bellhop' && said !== '') entries.push(entry(told.at, said, `by ${told.actor}`));
    }
  }
  if (row.closedAt !== null && row.state === 'accepted')
    entries.push(entry(row.closedAt, 'Accepted', row.acceptedReason));
  if (row.closedAt !== null && row.state === 'closed')
    entries.push(entry(row.closedAt, 'Settled', 'Both sides say the same, or a person has chosen.'));
  return entries.sort((a, b) => a.at - b.at);
}
