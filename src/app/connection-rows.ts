import type { ConnectionRow as Shown } from '../contract/connections.ts';
import type { Channel } from '../domain/channel.ts';
import type { ConnectionState, Environment } from '../domain/connection.ts';
import type { ProviderDescriptor } from '../providers/kit/provider.ts';
import { providerOf } from '../providers/registry.ts';
import { countJobs, countWaiting } from '../queue/job-view.ts';
import { unmappedBookings } from '../store/channel-bookings.ts';
import {
  type ConnectionRow,
  connectionStateOf,
  listConnections,
  unlinkedRooms,
} from '../store/connections.ts';
import { schedulesOf } from '../store/schedules.ts';
import { queueOf } from '../sync/engine-world.ts';
import { connectionHealth, isFailing, lastHeard, rotationOf } from './connection-health.ts';
import { connectionWords } from './connection-words.ts';
import type { Surroundings } from './handler.ts';
import { propertyTimeSayer } from './say-time.ts';
import { planFor, refusalOf, waitingCellsOf } from './sync-plans.ts';

const THOUSANDTHS = 1000;
const NO_JOBS = { waiting: 0, running: 0, parked: 0, dead: 0 };

export const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address);

export const descriptorOf = (connection: Pick<ConnectionRow, 'provider'>): ProviderDescriptor | undefined =>
  providerOf(connection.provider)?.descriptor;

/** What a channel's limits allow just now; null where it never said. */
function pointsOf(
  descriptor: ProviderDescriptor | undefined,
  { pointsRemaining, pointsResetAt }: ReturnType<typeof connectionStateOf>,
): Shown['points'] {
  if (pointsRemaining === null || pointsResetAt === null) return null;
  const remaining = pointsRemaining / THOUSANDTHS;
  const total = Math.max(descriptor?.limits.budget?.points ?? 0, remaining);
  return { remaining, total, resetsAt: pointsResetAt };
}

/** Turns connections into rows for the screen; what holds for all is read once. */
function rowMaker(here: Surroundings): (connection: ConnectionRow) => Shown {
  const { read } = here.store;
  const now = here.ports.clock.now();
  const time = propertyTimeSayer(read, now);
  const jobs = new Map(countJobs(read).map((counted) => [counted.queue, counted]));
  const secondLooks = countWaiting(read, 'reassert');
  return (connection) => {
    const { id } = connection;
    const descriptor = descriptorOf(connection);
    const state = connectionStateOf(read, id);
    const { waiting, running, parked, dead } = jobs.get(queueOf(id)) ?? NO_JOBS;
    const bookings = [...unmappedBookings(read, id).values()].reduce((sum, count) => sum + count, 0);
    const isLive = connection.state !== 'disconnected';
    const refused = refusalOf(planFor(here, connection));
    const counted = {
      failedJobs: dead,
      unmappedRooms: isLive ? unlinkedRooms(read, id).length : 0,
      unmappedBookings: isLive ? bookings : 0,
      waitingCells: waitingCellsOf(here, connection),
      refusedCells: refused?.cells ?? 0,
    };
    const staleAfterMinutes = descriptor?.staleAfterMinutes ?? 60;
    const health = connectionHealth(
      {
        connection,
        state,
        staleAfterMinutes,
        parkedJobs: parked,
        ...counted,
      },
      now,
    );
    const pull = schedulesOf(read, id).find(({ kind }) => kind === 'pull');
    return {
      id,
      provider: connection.provider,
      providerName: descriptor?.name ?? connection.provider,
      channel: connection.channel as Channel,
      name: connection.name,
      environment: connection.environment as Environment,
      host: hostOf(connection.baseUrl),
      externalPropertyName: connection.externalPropertyName,
      state: connection.state as ConnectionState,
      health,
      words: connectionWords(health, {
        ...{ connection, state, time, refused, parkedJobs: parked },
        ...counted,
      }),
      isTold: connection.isTold === 1,
      lastHeardAt: lastHeard(state),
      lastToldAt: state.pushOkAt,
      failingSince: isFailing(state) ? state.failingSince : null,
      nextPullAt: connection.state === 'active' && pull?.isPaused !== 1 ? (pull?.nextRunAt ?? null) : null,
      waitingJobs: waiting + running + parked - (secondLooks.get(queueOf(id)) ?? 0),
      breaker: state.breaker as Shown['breaker'],
      points: pointsOf(descriptor, state),
      rotation: rotationOf(connection, now),
      ...counted,
    };
  };
}

/** Every connection with how it is doing, but for those that people keep; those that were let go come last. */
export const connectionRows = (here: Surroundings): Shown[] =>
  listConnections(here.store.read)
    .filter((connection) => descriptorOf(connection)?.transport !== 'human')
    .map(rowMaker(here))
    .sort((a, b) => Number(a.state === 'disconnected') - Number(b.state === 'disconnected') || a.id - b.id);

export const connectionRow = (here: Surroundings, connection: ConnectionRow): Shown =>
  rowMaker(here)(connection);
