import type { ConflictView } from '../contract/conflicts.ts';
import { isChannelConflict } from '../domain/conflict.ts';
import { CAUSE_WORDS } from '../domain/conflict-cause.ts';
import { explainCause } from '../domain/conflict-explain.ts';
import type { WayContext, WayOut } from '../domain/conflict-way.ts';
import { waysOut } from '../domain/conflict-ways.ts';
import { Refusal } from '../domain/failure.ts';
import { guestLabel } from '../domain/guest-label.ts';
import { conflictOf, partiesOf } from '../store/conflicts.ts';
import type { ReadHandle } from '../store/database.ts';
import { allRows, findRow } from '../store/find.ts';
import { roomTypesOf, theProperty, unitsOf } from '../store/property.ts';
import type { Row } from '../store/writer.ts';
import { channelCause, channelSides, channelTimeline, channelWaysOut } from './conflict-channel.ts';
import { conflictEvidence } from './conflict-evidence.ts';
import { conflictRow } from './conflict-row.ts';
import { conflictTimeline } from './conflict-timeline.ts';
import { channelOf, type PartyRows, readParties } from './conflict-words.ts';
import { wayContext } from './conflict-way-context.ts';

type PartyView = ConflictView['parties'][number];

/** Ways out of an open conflict, best first, and what they were worked out from; none for a settled one. */
export function waysOutOf(
  read: ReadHandle,
  row: Row<'conflict'>,
  at: number,
): { ways: WayOut[]; context: WayContext } {
  const context = wayContext(read, row, at);
  if (isChannelConflict(row.kind)) return { ways: channelWaysOut(read, row), context };
  return { ways: row.state === 'open' ? waysOut(conflictOf(row), context) : [], context };
}

function partyView(read: ReadHandle): (party: PartyRows) => PartyView {
  const units = new Map(unitsOf(read).map((unit) => [unit.id, unit]));
  const types = new Map(roomTypesOf(read).map((type) => [type.id, type.name]));
  const feeds = new Map(allRows(read, 'feed').map((feed) => [feed.id, feed.label]));
  return (party) => {
    const place = party.kind === 'stay' ? party.stay : party.block;
    const owner = party.kind === 'stay' ? party.reservation : party.block;
    const stay = party.kind === 'stay' ? party.reservation : null;
    return {
      type: party.kind,
      id: place.id,
      reservationId: stay?.id ?? null,
      label: stay
        ? guestLabel(stay as Parameters<typeof guestLabel>[0])
        : party.kind === 'block'
          ? party.block.reason || 'Closed'
          : '',
      channel: channelOf(party),
      channelRef: stay?.channelRef ?? null,
      status: stay?.status ?? null,
      arrival: place.arrival,
      departure: place.departure,
      unitName: units.get(place.unitId ?? 0)?.name ?? null,
      roomTypeName: types.get(units.get(place.unitId ?? 0)?.roomTypeId ?? place.roomTypeId) ?? '',
      guests: stay?.guests ?? null,
      priceMinor: stay?.priceMinor ?? null,
      bookedAt: stay?.bookedAt ?? null,
      receivedAt: owner.receivedAt,
      isLocked: party.kind === 'stay' && party.stay.isLocked === 1,
      feedLabel: owner.feedId === null ? null : (feeds.get(owner.feedId) ?? null),
    } as PartyView;
  };
}

function causeOf(read: ReadHandle, row: Row<'conflict'>): ConflictView['cause'] {
  const { cause, certainty, because } = explainCause(conflictEvidence(read, row));
  return { ...CAUSE_WORDS[cause], certainty, because: [...because] };
}

/** One conflict: both sides, how it came about, the likely cause, and the ways out. */
export function readConflict(read: ReadHandle, id: number, at: number): ConflictView {
  const row = findRow(read, 'conflict', id);
  if (!row)
    throw new Refusal('not-found', 'This conflict is no longer there. Look again at the list.', { id });
  const parties = readParties(read, partiesOf(row));
  const isBetween = isChannelConflict(row.kind);
  return {
    ...conflictRow(read, row),
    parties: parties.map(partyView(read)),
    cause: isBetween ? channelCause(read, row) : causeOf(read, row),
    timeline: isBetween ? channelTimeline(read, row) : conflictTimeline(read, row, parties),
    waysOut: waysOutOf(read, row, at).ways.map(({ id: wayId, act, title, effect, needsReason }) => ({
      ...{ id: wayId, act, title, effect, needsReason },
    })),
    between: isBetween ? channelSides(read, row) : null,
    acceptedReason: row.acceptedReason,
    currency: theProperty(read).currency,
  };
}
