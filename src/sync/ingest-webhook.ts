import type { RawDelivery, WebhookMeaning } from '../providers/kit/provider.ts';
import { findConnection, saveConnectionState } from '../store/connections.ts';
import { endDelivery, findDelivery, receiveDelivery, waitingAlike } from '../store/inbox.ts';
import type { Environment } from '../domain/connection.ts';
import { readWebhookSecret } from './credentials.ts';
import { type EngineWorld, failed, queueOf, type Task, type WorkResult } from './engine-world.ts';
import { takeRevision } from './pull.ts';
import { newCounts } from './pull-progress.ts';

/** What became of a delivery. Only after `stored` and `known` the sender may be told that it arrived. */
export type Delivered = 'stored' | 'known' | 'not-authentic' | 'no-such-connection';

const MOST_BYTES = 1_000_000;

/** Puts a delivery on disk, once, and queues its work in the same commit. Nothing of it is believed before it is authentic. */
export async function receiveWebhook(
  world: EngineWorld,
  connectionId: number,
  raw: RawDelivery,
): Promise<Delivered> {
  const connection = findConnection(world.store.read, connectionId);
  const provider = connection && world.providerOf(connection.provider);
  if (!connection || connection.state === 'disconnected' || !provider?.parseWebhook)
    return 'no-such-connection';
  const secret = await readWebhookSecret(world.secrets, connection.environment as Environment, connectionId);
  if (secret === undefined || raw.body.length > MOST_BYTES) return 'not-authentic';
  const meaning = provider.parseWebhook(raw, secret);
  if (!meaning) return 'not-authentic';
  const isNew = world.store.write((tx) => {
    const receivedAt = world.clock.now();
    // what is worked off is the meaning: card data and secrets of the delivery never reach the disk
    const body = JSON.stringify(meaning);
    // one that waits will see what this one is about; one that was worked off could not
    if (meaning.deliveryId === null && waitingAlike(tx, connectionId, body) !== undefined) return false;
    const deliveryId = meaning.deliveryId ?? `hint ${world.chance.uuid()}`;
    const kept = receiveDelivery(tx, { connectionId, deliveryId, receivedAt, body });
    if (!kept.isNew) return false;
    saveConnectionState(tx, connectionId, { webhookAt: receivedAt });
    world.queue.within(tx).add({
      ...{ kind: 'webhook', queue: queueOf(connectionId), key: `webhook:${kept.id}` },
      ...{ subject: { connectionId, inboxId: kept.id }, priority: 'critical' },
    });
    return true;
  });
  return isNew ? 'stored' : 'known';
}

/** Works one delivery off. A hint only queues a reading; a whole booking is looked at once more where that is possible. */
export async function ingestWebhook(task: Task): Promise<WorkResult> {
  const { world, claim, connection } = task;
  const { inboxId } = claim.subject;
  const delivery = typeof inboxId === 'number' ? findDelivery(world.store.read, inboxId) : undefined;
  if (!delivery || delivery.state !== 'new')
    return { type: 'done', words: 'This delivery was worked off already.' };
  const meaning = JSON.parse(delivery.body) as WebhookMeaning;
  const externalId =
    meaning.type === 'revision'
      ? meaning.revision.externalId
      : meaning.type === 'hint'
        ? meaning.externalId
        : null;
  if (externalId === null || !task.provider.pullOne) {
    world.store.write((tx) => {
      const moves = world.queue.within(tx);
      moves.mustHold(claim);
      const at = world.clock.now();
      const isKnown = meaning.type !== 'unknown';
      endDelivery(tx, delivery.id, isKnown ? { state: 'done', at } : refused(meaning, at));
      if (!isKnown) return;
      const subject = { connectionId: connection.id };
      moves.add({ kind: 'pull', queue: queueOf(connection.id), key: 'pull', subject, priority: 'critical' });
    });
    return { type: 'done', words: 'The channel’s bookings are read.' };
  }
  // a delivery may be old when it arrives: what counts is what the channel says now
  const outcome = await task.provider.pullOne(task.context, externalId);
  if (!outcome.ok) return failed(outcome.failure);
  const revision = outcome.value ?? (meaning.type === 'revision' ? meaning.revision : null);
  const act = { commandId: null, actor: 'Bellhop', origin: 'sync', act: 'webhook', why: '' };
  world.commit(act, (writer) => {
    world.queue.within(writer.tx).mustHold(claim);
    if (revision) takeRevision(task, writer, revision, newCounts());
    endDelivery(writer.tx, delivery.id, { state: 'done', at: writer.act.at });
  });
  return { type: 'done', words: 'Took in what the channel announced.' };
}

const refused = (meaning: WebhookMeaning & { type: 'unknown' }, at: number) =>
  ({ state: 'refused', words: meaning.words, at }) as const;
