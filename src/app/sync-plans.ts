import { lengthOfStay } from '../domain/stay-date.ts';
import { nightsOfRange } from '../domain/say-cell.ts';
import type { RangeChange } from '../domain/compact.ts';
import type { ConnectionRow } from '../store/connections.ts';
import { dataVersion } from '../store/data-version.ts';
import { todayAt } from '../store/property.ts';
import type { PushPlan } from '../sync/plan-push.ts';
import type { Surroundings } from './handler.ts';

interface Known {
  version: string;
  plans: Map<number, PushPlan>;
}

/** By dispatch, so that two hotels in one process never share a plan. */
const known = new WeakMap<object, Known>();

/** True where a connection is told, or is being closed: what differs there will go. */
export const isToldNow = ({ state, isTold }: Pick<ConnectionRow, 'state' | 'isTold'>): boolean =>
  state !== 'disconnected' && isTold === 1;

/**
 * What would be told to a connection now. Kept until the next commit or midnight, since many views ask for it at once.
 * Nothing of a connection that is not told.
 */
export function planFor(here: Surroundings, connection: ConnectionRow): PushPlan | null {
  if (!isToldNow(connection)) return null;
  const { read } = here.store;
  const version = `${dataVersion(read)} ${todayAt(read, here.ports.clock.now())}`;
  let kept = known.get(here.store);
  if (kept?.version !== version) known.set(here.store, (kept = { version, plans: new Map() }));
  const plan = kept.plans.get(connection.id) ?? here.sync.planOf(connection.id);
  kept.plans.set(connection.id, plan);
  return plan;
}

/** Nights of all ranges together. */
export const cellsIn = (ranges: readonly RangeChange[]): number =>
  ranges.reduce((sum, range) => sum + lengthOfStay(nightsOfRange(range)), 0);

/** Cells whose desired value the channel has not confirmed; none where it is not told. */
export function waitingCellsOf(here: Surroundings, connection: ConnectionRow): number {
  const plan = planFor(here, connection);
  return plan === null ? 0 : cellsIn(plan.ranges) + cellsIn(plan.held) + plan.refused.length;
}

/** What a channel would not take as it is desired, and will not be told again as it is. */
export interface RefusedNights {
  readonly cells: number;
  /** The channel's reasons, each once; the first few. */
  readonly reasons: string;
}
const SHOWN_REASONS = 2;

/** Null where nothing that is still desired was refused. */
export function refusalOf(plan: PushPlan | null): RefusedNights | null {
  const refused = plan?.refused ?? [];
  if (refused.length === 0) return null;
  const reasons = [...new Set(refused.map(({ words }) => words).filter((words) => words !== ''))];
  return { cells: refused.length, reasons: reasons.slice(0, SHOWN_REASONS).join(' ') };
}
