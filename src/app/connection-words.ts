import type { ConnectionRow as Shown } from '../contract/connections.ts';
import type { ScheduleKind } from '../providers/kit/provider.ts';
import type { ConnectionRow, ConnectionStateRow } from '../store/connections.ts';
import { isFailing, lastHeard, sayTalk } from './connection-health.ts';
import { sayCount } from './say.ts';
import type { RefusedNights } from './sync-plans.ts';

export interface WordFacts {
  readonly connection: ConnectionRow;
  readonly state: ConnectionStateRow;
  readonly failedJobs: number;
  readonly refused: RefusedNights | null;
  readonly waitingCells: number;
  readonly unmappedRooms: number;
  readonly unmappedBookings: number;
  readonly parkedJobs: number;
  /** An instant as the wall clock shows it. */
  readonly time: (at: number) => string;
}

const are = (count: number, noun: string): string => `${sayCount(count, noun)} ${count === 1 ? 'is' : 'are'}`;

/** "3 nights wait to be told." with a space before it; empty for none. */
const waiting = (cells: number): string =>
  cells === 0
    ? ''
    : ` ${sayCount(cells, 'night')} ${cells === 1 ? 'waits' : 'wait'} to be told or confirmed.`;

const givenUpWords = (jobs: number): string =>
  jobs === 0
    ? ''
    : `${sayCount(jobs, 'item')} of the outbox ${jobs === 1 ? 'was' : 'were'} given up. Look at the reason there and try again, or take ${jobs === 1 ? 'it' : 'them'} out.`;

/** "Beds24 would not take 3 nights. Beds24 refused this: …" */
export const refusedWords = (name: string, { cells, reasons }: RefusedNights): string =>
  `${name} would not take ${sayCount(cells, 'night')} as ${cells === 1 ? 'it is' : 'they are'} here. ${reasons}`.trim();

function failingWords({ connection, state, failedJobs, refused, waitingCells, time }: WordFacts): string {
  const { name } = connection;
  if (!isFailing(state))
    return [givenUpWords(failedJobs), refused ? refusedWords(name, refused) : ''].filter(Boolean).join(' ');
  const reason = state.failureWords === null || state.failureWords === '' ? '' : ` ${state.failureWords}`;
  return `${sayTalk(name, state, time)}. What you change here goes out when it does.${waiting(waitingCells)}${reason}`;
}

function unmappedWords({ connection, unmappedRooms, unmappedBookings, parkedJobs }: WordFacts): string {
  const rooms =
    unmappedRooms === 0
      ? ''
      : `${are(unmappedRooms, 'room')} not linked: nothing is told about ${unmappedRooms === 1 ? 'it' : 'them'}.`;
  const bookings =
    unmappedBookings === 0
      ? ''
      : ` ${are(unmappedBookings, 'booking')} in a room that was guessed. Link the room to put ${unmappedBookings === 1 ? 'it' : 'them'} right.`;
  const parked =
    parkedJobs === 0
      ? ''
      : ` ${sayCount(parkedJobs, 'item')} of the outbox ${parkedJobs === 1 ? 'names' : 'name'} a room that it does not know. Read its rooms again and link them anew.`;
  return `${connection.name}: ${rooms}${bookings}${parked}`.replace(':  ', ': ');
}

function wellWords({ connection, state, waitingCells, time }: WordFacts): string {
  const heard = lastHeard(state);
  const read = heard === null ? '' : `Read ${time(heard)}`;
  if (connection.isTold === 0) return `${read}. Only read: nothing is told to it yet.`;
  const told = state.pushOkAt === null ? 'not told yet' : `told ${time(state.pushOkAt)}`;
  return `${read}, ${told}.${waiting(waitingCells)}`;
}

/** An account without credit does not mend itself by waiting. */
const limitReason = ({ failureCode, failureWords }: ConnectionStateRow): string =>
  failureCode === 'quota-exhausted' && failureWords !== null ? ` ${failureWords}` : '';

/** For staff: what a connection is doing or what is wrong, and what to do. */
export function connectionWords(health: Shown['health'], facts: WordFacts): string {
  const { connection, state, waitingCells, time } = facts;
  const reason = connection.stateReason === '' ? '' : ` ${connection.stateReason}`;
  switch (health) {
    case 'needs-sign-in':
      return `${connection.name} no longer takes our sign-in. Sign in again; what waits goes out then.${reason}`;
    case 'failing':
      return failingWords(facts);
    case 'silent': {
      const heard = lastHeard(state);
      const since = heard === null ? 'since it was connected' : `since ${time(heard)}; nothing failed either`;
      return `Nothing was heard of ${connection.name} ${since}. Bookings may be missing: read it now.`;
    }
    case 'unmapped':
      return unmappedWords(facts);
    case 'slow':
      return `${connection.name} asks us to slow down. Changes go out again at ${time(state.pointsResetAt ?? 0)}. Nothing is lost.${limitReason(state)}`;
    case 'paused':
      return `Paused.${reason === '' ? '' : `${reason}.`.replace('..', '.')}${waiting(waitingCells)}`;
    case 'new':
      return 'Connected. It has not been read yet.';
    case 'disconnected':
      return `Let go.${reason}`;
    case 'healthy':
      return connection.isClosing === 1
        ? `Being closed before it is let go.${waiting(waitingCells)}`
        : wellWords(facts);
  }
}

export const SCHEDULE_NAMES: Readonly<Record<ScheduleKind, string>> = {
  pull: 'Read what changed',
  reconcile: 'Compare everything',
  rates: 'Tell prices and restrictions',
  inventory: 'Tell what is left',
  content: 'Read rooms and prices',
};
