import { CELL_FIELDS, type CellField, type Lane, UNKNOWN } from './ari.ts';
import { closedUnder, FIELD_BIT } from './delta-direction.ts';
import { type CellDelta, columnsFrom, LaneDelta } from './delta-lane.ts';
import { inOrderOfSending } from './delta-order.ts';
import type { DayNumber } from './stay-date.ts';

export type { Direction } from './delta-direction.ts';
export type { CellDelta } from './delta-lane.ts';

const laneKey = ({ roomTypeId, ratePlanId }: Lane): string => `${roomTypeId}/${ratePlanId}`;

/** Finds the lane of the same room type and plan; the same place in the list is looked at first. */
function finderIn(lanes: readonly Lane[]): (like: Lane, at: number) => Lane | undefined {
  let byKey: ReadonlyMap<string, Lane> | undefined;
  return (like, at) => {
    const same = lanes[at];
    if (same?.roomTypeId === like.roomTypeId && same.ratePlanId === like.ratePlanId) return same;
    byKey ??= new Map(lanes.map((lane) => [laneKey(lane), lane]));
    return byKey.get(laneKey(like));
  };
}

/** Marks the nights on which a column differs; true where there is any. Nights that nothing is desired of are left. */
function mark(
  desired: Int32Array,
  shown: Int32Array | undefined,
  nights: number,
  bit: number,
  marks: Uint8Array,
) {
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
  desired.forEach((lane, index) => {
    const { nights } = lane;
    const shownColumns = columnsFrom(shownOf(lane, index), lane.from, nights);
    if (marks.length < nights) marks = new Uint8Array(nights);
    let isDifferent = false;
    CELL_FIELDS.forEach((field, place) => {
      const column = lane.columns[field];
      if (column && mark(column, shownColumns[place], nights, FIELD_BIT[field], marks)) isDifferent = true;
    });
    if (!isDifferent) return;
    const leastColumns = columnsFrom(leastOf(lane, index), lane.from, nights);
    const cells = new LaneDelta(
      { lane, shown: shownColumns, least: leastColumns, firstNight, closure },
      found,
    );
    for (let at = 0; at < nights; at++) if (marks[at] !== 0) cells.night(at, marks[at] as number);
    marks.fill(0);
  });
  return inOrderOfSending(found);
}
