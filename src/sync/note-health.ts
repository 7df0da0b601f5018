import type { FailureCode } from '../domain/failure.ts';
import type { ProviderFailure } from '../providers/kit/provider.ts';
import { connectionStateOf, saveConnectionState } from '../store/connections.ts';
import type { WriteHandle } from '../store/database.ts';
import type { Claim } from '../queue/job.ts';
import { queueOf, type Task } from './engine-world.ts';
import type { JobKind } from './tasks.ts';

/** After these nobody knows what came in meanwhile: nothing is opened before the channel's bookings were read. */
const OUTAGES: readonly FailureCode[] = ['unavailable', 'timed-out', 'address-unknown-host'];

/** The channel was not reached, or said nothing that can be used. After any other failure it is there, and talks. */
const TALK_FAILED: readonly FailureCode[] = [
  ...OUTAGES,
  'address-private',
  'redirect-refused',
  'too-large',
  'unexpected-answer',
];

/** Nothing is wrong, it only takes a while: said, and not counted. */
const LIMITS: readonly FailureCode[] = ['rate-limited', 'quota-exhausted'];

const READINGS: readonly JobKind[] = ['pull', 'pull-all', 'reconcile'];

/** True where what the channel did meanwhile is not known. */
export const isOutage = ({ code }: Pick<ProviderFailure, 'code'>): boolean => OUTAGES.includes(code);

/** An attempt has come to a good end: the channel answers. What waited out its silence need not wait any longer. */
export function noteGood(
  tx: WriteHandle,
  { world, connection }: Pick<Task, 'world' | 'connection'>,
  claim: Pick<Claim, 'id'>,
): void {
  const connectionId = connection.id;
  const { failures, failureCode } = connectionStateOf(tx, connectionId);
  // whatever waits out a silence has been counted, in the commit that let it wait
  if (failures === 0 && failureCode === null) return;
  for (const job of world.queue.list({ state: 'waiting', queue: queueOf(connectionId) }))
    if (job.id !== claim.id && OUTAGES.some((code) => code === job.failure?.code))
      world.queue.within(tx).revive(job.id);
  saveConnectionState(tx, connectionId, {
    failures: 0,
    failingSince: null,
    failureCode: null,
    failureWords: null,
  });
}

/** What a failed attempt says of the channel as a whole. A change that it refuses says nothing bad of the talk itself. */
export function noteTrouble(
  tx: WriteHandle,
  { world, connection, kind }: Pick<Task, 'world' | 'connection'> & { readonly kind: JobKind },
  { code, words }: ProviderFailure,
): void {
  const now = world.clock.now();
  const { failures, failingSince } = connectionStateOf(tx, connection.id);
  const said = { failureCode: code, failureWords: words };
  saveConnectionState(tx, connection.id, {
    ...(TALK_FAILED.includes(code)
      ? { ...said, failures: failures + 1, failingSince: failingSince ?? now }
      : {}),
    ...(LIMITS.includes(code) && failures === 0 ? said : {}),
    ...(OUTAGES.includes(code) ? { pullNeededSince: now } : {}),
    ...(READINGS.includes(kind) ? { pulledAt: now } : {}),
  });
}
