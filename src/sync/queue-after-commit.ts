import type { Priority } from '../queue/job.ts';
import type { Queue } from '../queue/queue.ts';
import { toldConnections } from '../store/connections.ts';
import type { WriteHandle } from '../store/database.ts';
import type { Change, EntityName } from '../store/writer.ts';
import type { Alongside } from './commit.ts';
import { linkFact, queueOf } from './engine-world.ts';
import { type WishWorld, wishReservations } from './push-reservation-wishes.ts';

/** What moves what channels should show, and how soon they have to hear of it. */
const URGENCY: Readonly<Partial<Record<EntityName, Priority>>> = {
  reservation: 'critical',
  room_stay: 'critical',
  block: 'high',
  unit: 'high',
  room_type: 'high',
  property: 'high',
  sell_rule: 'high',
  connection: 'high',
  room_link: 'high',
  rate_link: 'medium',
  ari_night: 'medium',
  rate_plan: 'medium',
};
const ORDER: readonly Priority[] = ['critical', 'high', 'medium', 'low'];

/** A stop-sell is no price: it waits for nobody. */
function urgencyOf({ entity, old, new: now }: Change): Priority | undefined {
  if (entity !== 'ari_night') return URGENCY[entity];
  const stops = (row: Change['new']): unknown => (row as { stopSell?: unknown } | null)?.stopSell ?? null;
  return stops(old) === stops(now) ? 'medium' : 'high';
}

/**
 * With every change that may move what channels should show, in its own transaction: one push for each channel that is told.
 * Many changes are one job, and what it says is decided when it leaves.
 */
function queuePushes(tx: WriteHandle, queue: Queue, changes: readonly Change[]): void {
  const urgencies = new Set(changes.map(urgencyOf));
  const priority = ORDER.find((one) => urgencies.has(one));
  if (priority === undefined) return;
  for (const { id } of toldConnections(tx)) {
    const subject = { connectionId: id };
    queue.within(tx).add({ kind: 'push', queue: queueOf(id), key: 'push', subject, priority });
  }
}

/** What was parked because a room was not known there is tried again when somebody has said which room is which. */
function unparkRelinked(tx: WriteHandle, queue: Queue, changes: readonly Change[]): void {
  const relinked = changes.flatMap(({ entity, old, new: now }) =>
    entity === 'room_link' || entity === 'rate_link'
      ? [old, now].flatMap((row) => (row as { connectionId?: number } | null)?.connectionId ?? [])
      : [],
  );
  for (const id of new Set(relinked)) queue.within(tx).unpark(linkFact(id));
}

/** What every commit leaves behind for the channels: see {@link queuePushes}, {@link unparkRelinked} and {@link wishReservations}. */
export const queueAfterCommit =
  (world: WishWorld): Alongside =>
  (tx, act, changes) => {
    queuePushes(tx, world.queue, changes);
    unparkRelinked(tx, world.queue, changes);
    wishReservations(tx, world, act, changes);
  };
