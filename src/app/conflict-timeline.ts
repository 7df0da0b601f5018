import type { ConflictView } from '../contract/conflicts.ts';
import { channelName, type Channel } from '../domain/channel.ts';
import { partiesOf } from '../store/conflicts.ts';
import type { ReadHandle } from '../store/database.ts';
import { feedWithState, pickUpsOf } from '../store/feed-facts.ts';
import { allRows } from '../store/find.ts';
import { changesOf } from '../store/journal.ts';
import type { Row } from '../store/writer.ts';
import { channelOf, type PartyRows, sayParty } from './conflict-words.ts';
import { journalWords } from './journal-words.ts';

type Entry = ConflictView['timeline'][number];
const entry = (at: number, title: string, text: string, isTurningPoint = false): Entry => ({
  at,
  title,
  text,
  isTurningPoint,
});

const receivedAt = (party: PartyRows): number =>
  party.kind === 'stay' ? party.reservation.receivedAt : party.block.receivedAt;
const feedIdOf = (party: PartyRows): number | null =>
  party.kind === 'stay' ? party.reservation.feedId : party.block.feedId;

function arrivals(party: PartyRows, isLast: boolean, labels: ReadonlyMap<number, string>): Entry[] {
  const who = sayParty(party);
  const feedId = feedIdOf(party);
  const at = receivedAt(party);
  const through =
    feedId === null ? 'taken at the desk' : `read in ${labels.get(feedId) ?? 'a former calendar'}`;
  const bookedAt = party.kind === 'stay' ? party.reservation.bookedAt : null;
  const booked =
    bookedAt !== null && bookedAt < at ? [entry(bookedAt, `${who} booked`, 'as the channel says')] : [];
  const title = party.kind === 'stay' ? `${who} became known here` : `Closed: ${who}`;
  return [...booked, entry(at, title, through, isLast)];
}

/** Moves of the stays and blocks before the conflict was found: what a person or a channel changed. */
function moves(read: ReadHandle, row: Row<'conflict'>): Entry[] {
  const words = journalWords(read);
  const ids = (kind: 'stay' | 'block'): number[] =>
    partiesOf(row)
      .filter((party) => party.kind === kind)
      .map(({ id }) => id);
  return [
    ...changesOf(read, 'room_stay', ids('stay'), row.openedAt),
    ...changesOf(read, 'block', ids('block'), row.openedAt),
  ]
    .filter((told) => /"(unitId|arrival|departure)"/.test(told.new ?? ''))
    .map((told) => entry(told.at, words(told).join(' · '), `by ${told.actor}`));
}

/** When each channel that is part of it last took our calendar of this unit, and which version that was. */
function pickUps(read: ReadHandle, row: Row<'conflict'>, channels: readonly Channel[]): Entry[] {
  return pickUpsOf(read, row.roomTypeId, channels)
    .filter((out) => out.unitId === null || out.unitId === row.unitId)
    .map((out) => {
      const name = channelName(out.channel as Channel);
      return out.fetchedAt === null
        ? entry(
            out.createdAt,
            `${name} has never fetched our calendar`,
            'It can not know what is taken here.',
          )
        : entry(
            out.fetchedAt,
            `${name} fetched our calendar`,
            `version ${String(out.fetchedVersion ?? 0)}, the newest is ${String(out.version)}`,
          );
    });
}

function lastReadings(read: ReadHandle, parties: readonly PartyRows[], openedAt: number): Entry[] {
  const ids = [...new Set(parties.map(feedIdOf).filter((id) => id !== null))];
  return feedWithState(read, ids).flatMap(({ label, lastGoodAt }) =>
    lastGoodAt !== null && lastGoodAt > openedAt
      ? [entry(lastGoodAt, `${label} was read again`, 'The booking is still there.')]
      : [],
  );
}

/** How a conflict came about, oldest first. */
export function conflictTimeline(
  read: ReadHandle,
  row: Row<'conflict'>,
  parties: readonly PartyRows[],
): Entry[] {
  const labels = new Map(allRows(read, 'feed').map(({ id, label }) => [id, label]));
  const byReceipt = [...parties].sort((a, b) => receivedAt(a) - receivedAt(b));
  const channels = [...new Set(parties.map(channelOf))].filter((channel) => channel !== 'direct');
  const entries = [
    ...byReceipt.flatMap((party, index) => arrivals(party, index === byReceipt.length - 1, labels)),
    ...moves(read, row),
    ...pickUps(read, row, channels),
    ...lastReadings(read, parties, row.openedAt),
    entry(row.openedAt, 'Conflict found', 'These nights are closed in every calendar that Bellhop writes.'),
  ];
  if (row.state === 'accepted' && row.closedAt !== null)
    entries.push(entry(row.closedAt, 'Accepted', row.acceptedReason));
  if (row.state === 'closed' && row.closedAt !== null)
    entries.push(entry(row.closedAt, 'Settled', 'The nights are no longer taken twice.'));
  return entries.sort((a, b) => a.at - b.at);
}
