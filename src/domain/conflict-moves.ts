import { asIfAbsent, chooseUnit } from './allocation.ts';
import { sayChannelEffect } from './conflict-effect.ts';
import type { Side, WayContext, WayOut, WayType } from './conflict-way.ts';
import type { Occupant, OccupancyIndex } from './occupancy-index.ts';
import type { RoomTypeId, UnitId } from './property.ts';
import { repair, type RepairMove, type RepairResult } from './repair.ts';
import { sayList, sayNightCount } from './say-nights.ts';

/** The moves that would settle a conflict, fewest first. `sides`: whoever came last first. */
export function movesOut(sides: readonly Side[], context: WayContext): WayOut[] {
  const stays = sides.filter(({ occupant }) => occupant.kind === 'stay');
  const canLeave = stays.filter(({ occupant }) => occupant.unitId === null || context.canMove(occupant));
  const direct = canLeave.flatMap((side) => moveToFree(side, context) ?? []);
  const isSame = direct.filter(({ isSameType }) => isSameType);
  const others = direct.filter(({ isSameType }) => !isSameType);
  // A chain is only worth its moves where nobody finds a unit of their type without one.
  const chains = isSame.length > 0 ? [] : bestChain(stays, context);
  return [...isSame, ...others].map(({ way }) => way).concat(chains);
}

function moveToFree(side: Side, context: WayContext): { way: WayOut; isSameType: boolean } | undefined {
  const { occupant, party } = side;
  const { index } = context;
  const own = homeType(occupant, index);
  const freeOf = (roomTypeId: RoomTypeId): UnitId | null =>
    asIfAbsent(index, party, () =>
      chooseUnit(index, { ...occupant, roomTypeId }, unitsBut(index, roomTypeId, occupant)),
    );
  const same = freeOf(own);
  if (same !== null) return { way: singleMove(side, same, own, context), isSameType: true };
  for (const type of otherTypes(side, own, context)) {
    const unit = freeOf(type.id);
    if (unit !== null) return { way: singleMove(side, unit, type.id, context), isSameType: false };
  }
  return undefined;
}

const homeType = (occupant: Occupant, index: OccupancyIndex): RoomTypeId =>
  (occupant.unitId === null ? undefined : index.roomTypeOf(occupant.unitId)) ?? occupant.roomTypeId;

const unitsBut = (index: OccupancyIndex, type: RoomTypeId, { unitId }: Occupant): UnitId[] =>
  index.unitsOf(type).filter((unit) => unit !== unitId);

/** Types that sleep the guests, the better ones (further down the hotel's list) first, the nearest of each first. */
function otherTypes({ party }: Side, own: RoomTypeId, { roomTypes }: WayContext): WayType[] {
  const from = roomTypes.find(({ id }) => id === own);
  const needed = party.guests ?? from?.sleeps ?? 0;
  const distance = ({ position }: WayType): number => {
    const steps = position - (from?.position ?? 0);
    return steps > 0 ? steps : roomTypes.length - steps;
  };
  return roomTypes
    .filter(({ id, sleeps }) => id !== own && sleeps >= needed)
    .sort((a, b) => distance(a) - distance(b));
}

function singleMove(side: Side, to: UnitId, roomTypeId: RoomTypeId, context: WayContext): WayOut {
  const { occupant, party } = side;
  const move: RepairMove = { stayId: party.id, from: occupant.unitId, to };
  const count = occupant.departure - occupant.arrival;
  const free =
    count === 1 ? 'Free that night' : count === 2 ? 'Free both nights' : `Free all ${sayNightCount(count)}`;
  return {
    id: moveId([move]),
    act: 'move',
    title: `Move ${party.label} to ${context.unitName(to)}`,
    effect: `${free}, ${sayType(occupant, roomTypeId, context)}. No other move. ${effectOf([move], context)}`,
    needsReason: false,
    party: null,
    moves: [move],
  };
}

function sayType(occupant: Occupant, to: RoomTypeId, { roomTypes, index }: WayContext): string {
  const from = roomTypes.find(({ id }) => id === homeType(occupant, index));
  const type = roomTypes.find(({ id }) => id === to);
  if (!type || !from || from.id === type.id) return 'same type';
  const isUpgrade = type.position > from.position && type.sleeps >= from.sleeps;
  return isUpgrade ? `upgrade to ${type.name}` : `another type: ${type.name} instead of ${from.name}`;
}

const moveId = (moves: readonly RepairMove[]): string =>
  `move:${moves.map(({ stayId, to }) => `s${stayId}>${to}`).join(',')}`;

/** The stays as they lie after the moves. */
const afterMoves = (moves: readonly RepairMove[], index: OccupancyIndex): Occupant[] =>
  moves.flatMap(({ stayId, to }) => {
    const stay = index.get('stay', stayId);
    return stay ? [{ ...stay, unitId: to }] : [];
  });

const effectOf = (moves: readonly RepairMove[], { index, outFeeds, today }: WayContext): string =>
  sayChannelEffect(index, afterMoves(moves, index), outFeeds, today);

function bestChain(sides: readonly Side[], context: WayContext): WayOut[] {
  const { index, canMove } = context;
  let best: RepairResult | undefined;
  for (const { occupant } of sides) {
    const found = repair(index, occupant, index.unitsOf(homeType(occupant, index)), canMove);
    if (found.moves && (!best?.moves || found.moves.length < best.moves.length)) best = found;
  }
  return best?.moves ? [chainWay(best.moves, best.exact, context)] : [];
}

function chainWay(moves: readonly RepairMove[], isExact: boolean, context: WayContext): WayOut {
  const steps = moves.map(({ stayId, to }) => `${context.guestName(stayId)} to ${context.unitName(to)}`);
  const others = moves.length - 1;
  const count = moves.length === 1 ? 'One move' : `${moves.length} moves`;
  const doubt = isExact ? '' : ' There may be a way with fewer.';
  return {
    id: moveId(moves),
    act: 'move',
    title: moves.length < 3 ? `Move ${sayList(steps)}` : `Move ${steps[0]}, and ${others} other stays`,
    effect: `${count}, all same type: ${sayList(steps)}.${doubt} ${effectOf(moves, context)}`,
    needsReason: false,
    party: null,
    moves,
  };
}
