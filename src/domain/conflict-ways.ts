import { asIfChanged } from './allocation.ts';
import { channelName } from './channel.ts';
import { type Conflict, isSameParty, type Party } from './conflict.ts';
import { sayChannelEffect } from './conflict-effect.ts';
import { movesOut } from './conflict-moves.ts';
import type { Side, WayContext, WayOut, WayParty } from './conflict-way.ts';
import type { Occupant, OccupancyIndex } from './occupancy-index.ts';
import { sayNights } from './say-nights.ts';
import { type DayNumber, rangesOf, stayDate, type StayDate } from './stay-date.ts';

const partyId = ({ kind, id }: Party): string => `${kind === 'stay' ? 's' : 'b'}${id}`;
const bare = ({ kind, id }: Party): Party => ({ kind, id });

/**
 * Ways out, best first: fewest moves, same room type before another, whoever came last before whoever was there. A possible
 * conflict begins with the answers to "is there a second guest at all?".
 */
export function waysOut(conflict: Conflict, context: WayContext): WayOut[] {
  const sides = conflict.parties.flatMap((party): Side[] => {
    const occupant = context.index.get(party.kind, party.id);
    const known = context.parties.find((one) => isSameParty(one, party));
    return occupant && known ? [{ party: known, occupant }] : [];
  });
  sides.sort((a, b) => b.party.receivedAt - a.party.receivedAt);
  const moves = movesOut(sides, context);
  const doubts = [...sameStay(sides, conflict), ...sides.flatMap((side) => intoBlock(side, context))];
  const isPossible = conflict.kind === 'possible-conflict';
  return [
    ...(isPossible ? [...doubts, ...moves] : [...moves, ...doubts]),
    ...sides.flatMap((side) => park(side, context)),
    ...sides.flatMap((side) => cancel(side, context)),
    accept(conflict, context),
  ];
}

function sameStay(sides: readonly Side[], conflict: Conflict): WayOut[] {
  const [newer, older] = sides;
  if (!newer || !older || sides.length !== 2 || conflict.unitId === null) return [];
  if (!newer.party.isFromFeed && !older.party.isFromFeed) return [];
  const shadow = newer.party.kind === 'block' || older.party.kind === 'stay' ? newer : older;
  const kept = shadow === newer ? older : newer;
  return [
    {
      id: `same-stay:${partyId(shadow.party)}=${partyId(kept.party)}`,
      act: 'same-stay',
      title: `${nameOf(shadow.party)} and ${nameOf(kept.party)} are the same stay`,
      effect: `One guest, one unit: ${nameOf(shadow.party)} becomes a shadow of ${nameOf(kept.party)} and takes no nights. Nothing changes at any channel.`,
      needsReason: false,
      party: bare(shadow.party),
      moves: [],
    },
  ];
}

const nameOf = ({ kind, label, channel }: WayParty): string => {
  const source = channel === 'direct' ? 'desk' : channelName(channel);
  return kind === 'block' ? `the ${source} block${label ? ` “${label}”` : ''}` : label;
};

function intoBlock({ party, occupant }: Side, { unitName, today }: WayContext): WayOut[] {
  if (party.kind === 'block' || !party.isFromFeed || party.status !== 'confirmed') return [];
  const where = occupant.unitId === null ? '' : ` in ${unitName(occupant.unitId)}`;
  return [
    {
      id: `turn-into-block:${partyId(party)}`,
      act: 'turn-into-block',
      title: `Turn ${party.label} into a block`,
      effect: `Keeps ${sayNights(rangeOf(occupant), stayDate(today))} closed${where} without a guest to expect. Nothing changes at any channel.`,
      needsReason: false,
      party: bare(party),
      moves: [],
    },
  ];
}

const rangeOf = ({ arrival, departure }: Occupant): { arrival: StayDate; departure: StayDate } => ({
  arrival: stayDate(arrival),
  departure: stayDate(departure),
});

function park({ party, occupant }: Side, context: WayContext): WayOut[] {
  if (occupant.kind !== 'stay' || occupant.unitId === null || !context.canMove(occupant)) return [];
  const { index, outFeeds, today, roomTypes, unitName } = context;
  const parked = { ...occupant, unitId: null };
  const type = roomTypes.find(({ id }) => id === occupant.roomTypeId);
  const short = asIfChanged(index, [parked], () => oversoldNights(index, parked));
  const left =
    short.length > 0
      ? `${type?.name ?? 'The type'} is oversold on ${sayNights(rangesOf(short), stayDate(today))}.`
      : 'It still needs a unit before arrival.';
  return [
    {
      id: `park:${partyId(party)}`,
      act: 'park',
      title: `Park ${party.label}`,
      effect: `Takes it out of ${unitName(occupant.unitId)} for now. ${left} ${sayChannelEffect(index, [parked], outFeeds, today)}`,
      needsReason: false,
      party: bare(party),
      moves: [],
    },
  ];
}

function oversoldNights(index: OccupancyIndex, { roomTypeId, arrival, departure }: Occupant): StayDate[] {
  const nights: StayDate[] = [];
  index.left(roomTypeId, arrival, departure).forEach((left, night) => {
    if (left < 0) nights.push(stayDate((arrival + night) as DayNumber));
  });
  return nights;
}

function cancel({ party, occupant }: Side, context: WayContext): WayOut[] {
  if (party.kind === 'block' && party.isFromFeed) return [];
  if (party.kind === 'stay' && party.status !== 'confirmed') return [];
  const nights = sayNights(rangeOf(occupant), stayDate(context.today));
  const channel = channelName(party.channel);
  const effect = party.isFromFeed
    ? `Cancelling here does not cancel at ${channel}: the guest still holds the booking. Cancel it at ${channel} first; ${nights} open here once its calendar no longer shows it.`
    : party.tells && party.tells.length > 0
      ? `${party.tells.join(' and ')} ${party.tells.length === 1 ? 'is' : 'are'} told; the nights stay taken until ${party.tells.length === 1 ? 'it has' : 'they have'} let go. Tell the guest.`
      : `${nights} open again wherever nobody else sleeps.${party.kind === 'block' ? '' : ' Tell the guest.'}`;
  return [
    {
      id: `cancel:${partyId(party)}`,
      act: 'cancel',
      title: party.kind === 'block' ? `Lift ${nameOf(party)}` : `Cancel ${party.label}…`,
      effect,
      needsReason: party.kind === 'stay',
      party: bare(party),
      moves: [],
    },
  ];
}

function accept(conflict: Conflict, { today }: WayContext): WayOut {
  return {
    id: 'accept',
    act: 'accept',
    title: 'Accept, with a reason',
    effect: `Everybody stays where they are on ${sayNights(conflict.nights, stayDate(today))}. Nothing changes at any channel; it opens again if more nights are concerned.`,
    needsReason: true,
    party: null,
    moves: [],
  };
}
