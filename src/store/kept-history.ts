import type { WriteHandle } from './database.ts';
import { forgetDeliveries } from './inbox.ts';
import { forgetPastCells } from './ledger.ts';
import { forgetRuns } from './sync-runs.ts';

const DAY_MS = 86_400_000;

/** How long what is over can be read, in days. Requests to channels are kept by their number, see `request-log.ts`. */
export const KEPT_DAYS = { deliveries: 7, runs: 30, cells: 30 } as const;

/**
 * Lets go of what is over: deliveries that were worked off, rounds of work (never the newest of its kind), nights of the
 * ledger. What waits stays, however old. `today` is the property's date as a day number.
 */
export function forgetHistory(
  tx: WriteHandle,
  { now, today }: { readonly now: number; readonly today: number },
): { readonly deliveries: number; readonly runs: number; readonly cells: number } {
  return {
    deliveries: forgetDeliveries(tx, now - KEPT_DAYS.deliveries * DAY_MS),
    runs: forgetRuns(tx, now - KEPT_DAYS.runs * DAY_MS),
    cells: forgetPastCells(tx, today - KEPT_DAYS.cells),
  };
}
