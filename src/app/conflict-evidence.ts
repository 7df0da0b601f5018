import type { Channel } from '../domain/channel.ts';
import type { ConflictEvidence, PartyEvidence } from '../domain/conflict-cause.ts';
import { guestInSentence } from '../domain/guest-label.ts';
import { lengthOfStay, type NightRange } from '../domain/stay-date.ts';
import { nightsOfConflict, partiesOf } from '../store/conflicts.ts';
import type { ReadHandle } from '../store/database.ts';
import { feedWithState, lastGoodBefore, pickUpsOf } from '../store/feed-facts.ts';
import { changesOf } from '../store/journal.ts';
import { theProperty } from '../store/property.ts';
import type { Row } from '../store/writer.ts';
import { channelOf, type PartyRows, readParties } from './conflict-words.ts';

/** A feed that has given no good answer for this many of its intervals is silent. */
const SILENT_AFTER = 3;

type Facts = Pick<PartyEvidence, 'receivedAt' | 'bookedAt' | 'isStay' | 'label'> & {
  readonly feedId: number | null;
  readonly range: NightRange;
};

function factsOf(party: PartyRows): Facts {
  if (party.kind === 'stay') {
    const { reservation, stay } = party;
    const { bookedAt, receivedAt, feedId, guestName } = reservation;
    const label = guestInSentence({ guestName, channel: reservation.channel as Channel });
    return {
      label,
      isStay: true,
      bookedAt,
      receivedAt,
      feedId,
      range: stay as unknown as NightRange,
    };
  }
  const { block } = party;
  const label = `the block${block.reason ? ` “${block.reason}”` : ''}`;
  return {
    label,
    isStay: false,
    bookedAt: null,
    receivedAt: block.receivedAt,
    feedId: block.feedId,
    range: block as unknown as NightRange,
  };
}

function feedEvidence(read: ReadHandle, { feedId, receivedAt }: Facts): Pick<PartyEvidence, 'feed'> {
  const [feed] = feedId === null ? [] : feedWithState(read, [feedId]);
  if (!feed) return {};
  const staleAfterMs = feed.pollMinutes * SILENT_AFTER * 60_000;
  return { feed: { lastGoodBeforeAt: lastGoodBefore(read, feed.id, receivedAt), staleAfterMs } };
}

/** What the party's channel could read of the others in our own calendar. */
function exportEvidence(
  read: ReadHandle,
  row: Row<'conflict'>,
  channel: Channel,
  others: readonly Facts[],
): Pick<PartyEvidence, 'export'> {
  if (channel === 'direct') return {};
  const out = pickUpsOf(read, row.roomTypeId, [channel]).find(
    ({ unitId }) => unitId === null || unitId === row.unitId,
  );
  if (!out) return { export: null };
  const writtenAt = Math.max(...others.map(({ receivedAt }) => receivedAt), out.createdAt);
  const fetchedAt = out.fetchedAt !== null && out.fetchedAt >= writtenAt ? out.fetchedAt : null;
  return { export: { writtenAt, fetchedAt, isNeverFetched: out.fetchedAt === null } };
}

/** The last change of dates or unit that brought a stay or block to where it lies, after it was first known. */
function movedAt(read: ReadHandle, party: PartyRows, until: number): Pick<PartyEvidence, 'movedAt'> {
  const [entity, id] =
    party.kind === 'stay' ? (['room_stay', party.stay.id] as const) : (['block', party.block.id] as const);
  const moves = changesOf(read, entity, [id], until).filter(({ new: now }) =>
    /"(unitId|arrival|departure)":/.test(now ?? ''),
  );
  const last = moves.at(-1);
  return last ? { movedAt: last.at } : {};
}

/** Everything on record about how a conflict came about. */
export function conflictEvidence(read: ReadHandle, row: Row<'conflict'>): ConflictEvidence {
  const parties = readParties(read, partiesOf(row));
  const facts = parties.map(factsOf);
  const newest = Math.max(...facts.map(({ receivedAt }) => receivedAt));
  const nights = nightsOfConflict(row);
  return {
    zone: theProperty(read).zone,
    isEdgeNightOnly: nights.length === 1 && nights[0] !== undefined && lengthOfStay(nights[0]) === 1,
    parties: parties.map((party, index) => {
      const fact = facts[index] as Facts;
      const { feedId, range, ...known } = fact;
      const others = facts.filter((one) => one !== fact);
      const isWarned = row.knowinglyReason !== '' && feedId === null && fact.receivedAt === newest;
      return {
        ...known,
        channel: channelOf(party),
        ...feedEvidence(read, fact),
        ...exportEvidence(read, row, channelOf(party), others),
        ...movedAt(read, party, row.openedAt),
        ...(isWarned ? { acceptedWarningAt: fact.receivedAt } : {}),
        isCovered: others.some(
          (one) => one.range.arrival <= range.arrival && range.departure <= one.range.departure,
        ),
      };
    }),
  };
}
