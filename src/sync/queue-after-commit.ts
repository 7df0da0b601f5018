import type { Priority } from '../queue/job.ts';
import type { Queue } from '../queue/queue.ts';
import { findConnection, toldConnections } from '../store/connections.ts';
import type { WriteHandle } from '../store/database.ts';
import type { Change, EntityName, Row } from '../store/writer.ts';
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

/** Rooms that mean something else from now on, and a channel that is told from now on: what it shows is looked at first. */
function isNewlyCompared({ entity, old, new: now }: Change): boolean {
  if (entity === 'connection')
    return (now as Row<'connection'> | null)?.isTold === 1 && (old as Row<'connection'> | null)?.isTold === 0;
  if (entity === 'rate_link') return now !== null;
  if (entity !== 'room_link') return false;
  const [before, after] = [old, now].map((row) => (row as Row<'room_link'> | null)?.roomTypeId ?? null);
  return after !== null && after !== undefined && after !== before;
}

/**
 * So that the first telling, and its dry run, name what differs and not a year of nights of which nothing is known. Rooms
 * that are linked one after the other are read together.
 */
function queueReadings(tx: WriteHandle, { queue, providerOf }: WishWorld, changes: readonly Change[]): void {
  const compared = changes
    .filter(isNewlyCompared)
    .map(({ entity, id, new: now }) =>
      entity === 'connection' ? id : (now as Row<'room_link'>).connectionId,
    );
  for (const connectionId of new Set(compared)) {
    const connection = findConnection(tx, connectionId);
    if (connection?.state === 'disconnected' || !providerOf(connection?.provider ?? '')?.readBack) continue;
    const [subject, priority] = [{ connectionId }, 'high'] as const;
    queue
      .within(tx)
      .add({ kind: 'read-back', queue: queueOf(connectionId), key: 'read-back', subject, priority });
  }
}

/** What every commit leaves behind for the channels: see {@link queuePushes}, {@link unparkRelinked}, {@link queueReadings} and {@link wishReservations}. */
export const queueAfterCommit =
  (world: WishWorld): Alongside =>
  (tx, act, changes) => {
    queuePushes(tx, world.queue, changes);
    unparkRelinked(tx, world.queue, changes);
    queueReadings(tx, world, changes);
    wishReservations(tx, world, act, changes);
  };
