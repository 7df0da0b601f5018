import { Refusal } from '../domain/failure.ts';
import type { Claim, Ending } from './job.ts';
import type { WorkerPorts } from './worker.ts';

/** One place of a worker, given to one serial queue until that has nothing due or has to make room. */
export interface Turn {
  readonly ended: Promise<void>;
  stop(): void;
}

type Outcome = Ending | 'ended';

/** After this many attempts of which none said how it ended, the job itself is taken for the cause. */
const MOST_LOST = 5;
/** A mistake of ours is tried again, for it may be about the moment; then it is dead with its reason. */
const MISTAKE_TRIES = 3;
const MISTAKE_PAUSE_MS = 60_000;

const failureOf = (error: unknown): { code: string; words: string } =>
  error instanceof Refusal
    ? { code: error.failure.code, words: error.failure.message }
    : { code: 'internal', words: 'Bellhop made a mistake while doing this.' };

/** Where it happened; not the message, which may quote a guest. */
function placeOf(error: unknown): { error: string; place: string | undefined } {
  if (!(error instanceof Error)) return { error: typeof error, place: undefined };
  const place = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at '));
  return { error: error.name, place: place?.trim() };
}

function afterMistake(error: unknown, claim: Claim, now: number): Ending {
  const failure = failureOf(error);
  return claim.attempts < MISTAKE_TRIES
    ? { type: 'retry-at', at: now + MISTAKE_PAUSE_MS * claim.attempts, failure }
    : { type: 'dead', failure };
}

class OneTurn implements Turn {
  readonly ended: Promise<void>;
  readonly #ports: WorkerPorts;
  readonly #name: string;
  readonly #mayGoOn: () => boolean;
  #abort = new AbortController();
  #isStopping = false;

  constructor(ports: WorkerPorts, name: string, first: Claim, mayGoOn: () => boolean) {
    this.#ports = ports;
    this.#name = name;
    this.#mayGoOn = mayGoOn;
    this.ended = this.#work(first);
  }

  stop(): void {
    this.#isStopping = true;
    this.#abort.abort(new Refusal('cancelled', 'Bellhop is being closed.'));
  }

  async #work(first: Claim): Promise<void> {
    let claim: Claim | undefined = first;
    while (claim) {
      this.#ports.changed?.();
      const outcome: Outcome = await this.#attempt(claim);
      claim = this.#finish(claim, outcome);
    }
    this.#ports.changed?.();
  }

  /** The work beside its timers. Work that does not end when told to is left behind: its claim will be stale. */
  async #attempt(claim: Claim): Promise<Outcome> {
    if (claim.isTakenOver && claim.attempts > MOST_LOST)
      return {
        type: 'dead',
        failure: {
          code: 'internal',
          words: 'Bellhop stopped each time it tried this. Look at it before trying again.',
        },
      };
    const { clock, queue, run, timeoutMs } = this.#ports;
    this.#abort = new AbortController();
    const abort = this.#abort;
    if (this.#isStopping) return { type: 'released' };
    const { promise: leftBehind, resolve: leave } = Promise.withResolvers<Outcome>();
    const timers = new Set<() => void>();
    const after = (ms: number, then: () => void): void => {
      const callOff = clock.after(ms, () => {
        timers.delete(callOff);
        then();
      });
      timers.add(callOff);
    };
    const waitForIt = (): void => after(queue.leaseMs, () => leave('ended'));
    abort.signal.addEventListener('abort', waitForIt, { once: true });
    const renewSoon = (): void =>
      after(queue.leaseMs / 3, () => {
        if (abort.signal.aborted) return;
        this.#renew(claim, abort);
        renewSoon();
      });
    renewSoon();
    after(timeoutMs(claim), () =>
      abort.abort(new Refusal('timed-out', 'This took too long and was broken off.')),
    );
    try {
      return await Promise.race([run(claim, { signal: abort.signal }), leftBehind]);
    } catch (error) {
      if (this.#isStopping) return { type: 'released' };
      const reason: unknown = abort.signal.aborted ? abort.signal.reason : error;
      if (!(reason instanceof Refusal))
        this.#ports.log.warn('A job failed by a mistake', { kind: claim.kind, ...placeOf(reason) });
      return afterMistake(reason, claim, clock.now());
    } finally {
      // whoever stops us now stops nothing that runs, and must not be kept waiting
      abort.signal.removeEventListener('abort', waitForIt);
      timers.forEach((callOff) => callOff());
    }
  }

  #renew(claim: Claim, abort: AbortController): void {
    try {
      if (this.#ports.queue.renew(claim)) return;
      abort.abort(new Refusal('changed-meanwhile', 'This work was taken over by another run.'));
    } catch (error) {
      // the database is busy: there are two more turns before the lease ends
      this.#ports.log.warn('A lease could not be renewed', {
        kind: claim.kind,
        reason: failureOf(error).code,
      });
    }
  }

  /** Ends the attempt and takes the next job, in one commit. */
  #finish(claim: Claim, outcome: Outcome): Claim | undefined {
    const { queue, name, log } = this.#ports;
    try {
      const goesOn = !this.#isStopping && this.#mayGoOn();
      if (outcome === 'ended') return goesOn ? queue.claim(this.#name, name) : undefined;
      if (goesOn) return queue.endAndClaim(claim, outcome, this.#name, name);
      queue.end(claim, outcome);
    } catch (error) {
      // taken over, or not on disk: then the lease runs out and the job is done again
      log.warn('How a job ended could not be written', { kind: claim.kind, reason: failureOf(error).code });
    }
    return undefined;
  }
}

/** Undefined where another worker was faster. */
export function createTurn(ports: WorkerPorts, name: string, mayGoOn: () => boolean): Turn | undefined {
  const claim = ports.queue.claim(name, ports.name);
  return claim && new OneTurn(ports, name, claim, mayGoOn);
}
