import type { ConnectionRow as Shown } from '../contract/connections.ts';
import type { ConnectionRow, ConnectionStateRow } from '../store/connections.ts';

const MINUTE = 60_000;
/** One failed answer needs nobody: it is tried again within seconds. */
const FAILURES_TOLD = 2;

/** What is known of a connection, to say how it is. Instants are epoch milliseconds. */
export interface HealthFacts {
  readonly connection: Pick<ConnectionRow, 'state' | 'createdAt'>;
  readonly state: ConnectionStateRow;
  readonly staleAfterMinutes: number;
  /** Work that was given up and waits for a person. */
  readonly failedJobs: number;
  /** Nights that the channel would not take as they are desired. */
  readonly refusedCells: number;
  readonly unmappedRooms: number;
  readonly unmappedBookings: number;
  /** Work that waits until somebody has said which room is which. */
  readonly parkedJobs: number;
}

/** When the channel last told us anything that we could read. */
export function lastHeard(state: ConnectionStateRow): number | null {
  const heard = [state.pullOkAt, state.fullOkAt, state.webhookAt, state.readBackAt].filter(
    (at) => at !== null,
  );
  return heard.length === 0 ? null : Math.max(...heard);
}

export const isFailing = (state: ConnectionStateRow): boolean =>
  state.failures >= FAILURES_TOLD || state.breaker === 'open';

const STRANGE: readonly (string | null)[] = ['unexpected-answer', 'too-large', 'redirect-refused'];

/** The channel answers, and not in a way that can be used: its line is up. */
const isStrange = ({ failureCode, breaker }: ConnectionStateRow): boolean =>
  STRANGE.includes(failureCode) && breaker !== 'open';

/** "Beds24 has not answered since 14:02", "Beds24 answers strangely since 14:02": the beginning of a sentence. */
export function sayTalk(name: string, state: ConnectionStateRow, time: (at: number) => string): string {
  const { failingSince } = state;
  if (isStrange(state))
    return failingSince === null
      ? `${name} answers strangely`
      : `${name} has given no answer that can be used since ${time(failingSince)}`;
  return failingSince === null
    ? `${name} does not answer`
    : `${name} has not answered since ${time(failingSince)}`;
}

/** True where the channel asked us to wait, or its points are used up. */
export const isSlowed = (state: ConnectionStateRow, now: number): boolean =>
  state.pointsResetAt !== null &&
  state.pointsResetAt > now &&
  state.pointsRemaining !== null &&
  state.pointsRemaining <= 0;

export const isSilent = (
  { connection, state, staleAfterMinutes }: Pick<HealthFacts, 'connection' | 'state' | 'staleAfterMinutes'>,
  now: number,
): boolean => now - (lastHeard(state) ?? connection.createdAt) > staleAfterMinutes * MINUTE;

/** The worst word that is true: what a person must do comes before what time will mend. */
export function connectionHealth(facts: HealthFacts, now: number): Shown['health'] {
  const { connection, state } = facts;
  if (connection.state === 'disconnected') return 'disconnected';
  if (connection.state === 'needs-sign-in') return 'needs-sign-in';
  if (connection.state === 'paused') return 'paused';
  if (isFailing(state) || facts.failedJobs + facts.refusedCells > 0) return 'failing';
  if (isSilent(facts, now)) return 'silent';
  if (facts.unmappedRooms + facts.unmappedBookings + facts.parkedJobs > 0) return 'unmapped';
  if (isSlowed(state, now)) return 'slow';
  return lastHeard(state) === null ? 'new' : 'healthy';
}

const DAY = 86_400_000;
/** Credentials are changed every 90 days; a reminder comes at 60. */
const SOON_DAYS = 60;
const DUE_DAYS = 90;

/** How old the credentials are, and whether somebody should see to them. */
export function rotationOf(
  { credentialAt, previousSecretKey }: Pick<ConnectionRow, 'credentialAt' | 'previousSecretKey'>,
  now: number,
): Shown['rotation'] {
  const days = Math.max(0, Math.floor((now - credentialAt) / DAY));
  if (previousSecretKey !== null) return { days, state: 'to-confirm' };
  return { days, state: days >= DUE_DAYS ? 'due' : days >= SOON_DAYS ? 'soon' : 'fine' };
}
