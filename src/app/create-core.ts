import { join } from 'node:path';
import type { CoreEvent, Topic } from '../contract/events.ts';
import { providerOf } from '../providers/registry.ts';
import { openDatabase, type Store } from '../store/database.ts';
import type { EntityName } from '../store/writer.ts';
import { createQueue } from '../queue/queue.ts';
import { createCommit, type Touched } from '../sync/commit.ts';
import { queueAfterCommit } from '../sync/queue-after-commit.ts';
import { recheckAll } from '../sync/raise-conflicts.ts';
import type { Core } from './core.ts';
import { createDispatch } from './dispatch.ts';
import type { Surroundings } from './handler.ts';
import { createFeedDesk } from './create-feed-desk.ts';
import { createSyncDesk } from './create-sync-desk.ts';
import { handlers } from './handlers/index.ts';
import { createPeopleDesk } from './people-desk.ts';
import type { Ports } from './ports.ts';

const TOPICS: Readonly<Record<EntityName, readonly Topic[]>> = {
  property: ['property', 'calendar'],
  room_type: ['property', 'calendar'],
  unit: ['property', 'calendar'],
  feed: ['feeds'],
  reservation: ['reservations', 'calendar'],
  room_stay: ['reservations', 'calendar'],
  block: ['calendar'],
  conflict: ['conflicts', 'calendar'],
  export_feed: ['exports'],
  connection: ['connections'],
  room_link: ['connections'],
  rate_link: ['connections'],
  rate_plan: ['rates'],
  ari_night: ['rates', 'calendar'],
  sell_rule: ['rates'],
  guest: ['reservations'],
  guest_link: ['reservations'],
};

type Unnumbered = CoreEvent extends infer E ? (E extends CoreEvent ? Omit<E, 'seq'> : never) : never;

/** Numbers events and tells everybody who listens. */
function createAnnouncer(): { tell: (event: Unnumbered) => void; subscribe: Core['subscribe'] } {
  const listeners = new Set<(event: CoreEvent) => void>();
  let seq = 0;
  return {
    tell(event) {
      seq += 1;
      for (const listen of listeners) listen({ ...event, seq } as CoreEvent);
    },
    subscribe(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}

/** The file that holds a hotel, within its data folder. */
export const databaseFile = (folder: string): string => join(folder, 'bellhop.db');

/**
 * Puts Bellhop together from what a host supplies. Refuses in words where the database can not be opened.
 * Nothing is fetched before {@link Core.start}.
 */
export async function createCore(ports: Ports): Promise<Core> {
  const open = ports.openStore ?? openDatabase;
  const store: Store = open(databaseFile(ports.dataFolder), ports.migrationsFolder);
  const announcer = createAnnouncer();
  const announce = (topics: readonly Topic[]): void =>
    announcer.tell({ type: 'changed', topics: [...topics] });
  const tell = (touched: Touched): void => {
    announce([...new Set([...touched].flatMap((entity) => TOPICS[entity]))]);
    here.feeds.lookAgain();
    here.sync.wake();
  };
  const { clock, chance } = ports;
  const queue = createQueue(store, clock);
  const commit = createCommit(store, clock, tell, queueAfterCommit({ queue, chance, providerOf }));
  const progress: Surroundings['progress'] = (job, done, total, words, isOver) =>
    announcer.tell({ type: 'progress', job, done, total, words, isOver });
  const people = createPeopleDesk(store.read, clock.now);
  const desk = createFeedDesk({ ports, store, commit, announce, progress, people });
  const sync = createSyncDesk({ ports, store, commit, announce, progress, people }, queue);
  const here: Surroundings = { ports, store, commit, announce, progress, feeds: desk, sync, people };
  const dispatch = createDispatch(handlers, here);
  let isStopped = false;

  return {
    dispatch,
    subscribe: announcer.subscribe,
    start() {
      commit({ commandId: null, actor: 'Bellhop', origin: ports.way, act: 'start', why: '' }, recheckAll);
      desk.start();
      sync.start();
    },
    async stop() {
      if (isStopped) return;
      isStopped = true;
      await sync.stop();
      await desk.stop();
      store.close();
    },
    serveFeed: (token, userAgent) => desk.serveFeed(token, userAgent),
    receiveWebhook: (connectionId, raw) => sync.receiveWebhook(connectionId, raw),
    webhookLine: (connectionId) => sync.webhookLine(connectionId),
  };
}
