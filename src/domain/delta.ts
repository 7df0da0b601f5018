import { type CellField, type Lane, UNKNOWN } from './ari.ts';
import { closedUnder } from './delta-direction.ts';
import { type ByField, type CellDelta, columnsFrom, LaneDelta } from './delta-lane.ts';
import { inOrderOfSending } from './delta-order.ts';
import type { DayNumber } from './stay-date.ts';

export type { Direction } from './delta-direction.ts';
export type { CellDelta } from './delta-lane.ts';

/** More than there are plans. */
const PLANS = 2 ** 24;
const laneKey = ({ roomTypeId, ratePlanId }: Lane): number => roomTypeId * PLANS + ratePlanId;

/** Finds the lane of the same room type and plan; the same place in the list is looked at first. */
function finderIn(lanes: readonly Lane[]): (like: Lane, at: number) => Lane | undefined {
  if (lanes.length === 0) return () => undefined;
  let byKey: ReadonlyMap<number, Lane> | undefined;
  return (like, at) => {
    const same = lanes[at];
    if (same?.roomTypeId === like.roomTypeId && same.ratePlanId === like.ratePlanId) return same;
    byKey ??= new Map(lanes.map((lane) => [laneKey(lane), lane]));
    return byKey.get(laneKey(like));
  };
}

/** Marks the nights on which a column differs; true where there is any. Nights that nothing is desired of are left. */
function markColumn(
  desired: Int32Array,
  shown: Int32Array | undefined,
  nights: number,
  bit: number,
  marks: Uint8Array,
): boolean {
  let found = 0;
  if (shown) {
    for (let at = 0; at < nights; at++)
      if (desired[at] !== shown[at] && desired[at] !== UNKNOWN)
        found = marks[at] = (marks[at] as number) | bit;
  } else {
    for (let at = 0; at < nights; at++)
      if (desired[at] !== UNKNOWN) found = marks[at] = (marks[at] as number) | bit;
  }
  return found !== 0;
}

/** Marks each night with the set of its fields that differ; true where there is any. */
function markLane(desired: ByField, shown: ByField, nights: number, marks: Uint8Array): boolean {
  let isDifferent = false;
  for (let place = 0; place < desired.length; place++) {
    const column = desired[place];
    if (column && markColumn(column, shown[place], nights, 1 << place, marks)) isDifferent = true;
  }
  return isDifferent;
}

/**
 * What has to be told so that a channel shows what is desired, in the order of sending: what closes before all else, the
 * last unit first, then prices, then what opens, each from the nearest night on. What is shown and not known counts as
 * different; what is not desired is left alone. Fields of a group in `together` are all sent where one of them is. A cell
 * that both closes and opens comes twice, unless a group binds the two.
 *
 * `least`, in lanes of the same kind, is the most closed that may be shown of what was told and not answered: with it a
 * closing that is told again stays a closing. Without it, whatever is told over something unknown is an opening, unless it
 * is as closed as can be.
 */
export function deltaOf(
  desired: readonly Lane[],
  shown: readonly Lane[],
  together: readonly (readonly CellField[])[],
  least: readonly Lane[] = [],
): CellDelta[] {
  const shownOf = finderIn(shown);
  const leastOf = finderIn(least);
  const closure = closedUnder(together);
  const firstNight = desired.reduce((first, { from }) => Math.min(first, from), Infinity) as DayNumber;
  const found: CellDelta[] = [];
  let marks = new Uint8Array(0);
  for (const [index, lane] of desired.entries()) {
    const { from, nights } = lane;
    if (marks.length < nights) marks = new Uint8Array(nights);
    const wanted = columnsFrom(lane, from, nights);
    const was = columnsFrom(shownOf(lane, index), from, nights);
    if (!markLane(wanted, was, nights, marks)) continue;
    const atLeast = columnsFrom(leastOf(lane, index), from, nights);
    const cells = new LaneDelta(
      { lane, desired: wanted, shown: was, least: atLeast, firstNight, closure },
      found,
    );
    cells.nights(marks);
    marks.fill(0);
  }
  return inOrderOfSending(found);
}
