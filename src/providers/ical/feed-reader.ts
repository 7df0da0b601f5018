import { Worker } from 'node:worker_threads';
import type { ParsedFeed } from '../../domain/feed.ts';
import type { ReadOrder } from './parse-worker.ts';
import type { ReadFeedOptions } from './read-feed.ts';
import { rejectedFeed } from './rejected-feed.ts';

export interface FeedReader {
  /**
   * Reads a body off the main thread, one after the other. Answers `rejected` where reading takes too long or fails;
   * rejects only with the reason of an aborted signal.
   */
  readonly read: (
    body: Uint8Array | string,
    options: ReadFeedOptions,
    signal?: AbortSignal,
  ) => Promise<ParsedFeed>;
  /** Ends the thread; a body still being read is answered `rejected`. */
  readonly close: () => Promise<void>;
}

export interface FeedReaderOptions {
  readonly workerUrl?: URL;
  /** Aborted when one body has had long enough; made anew for each, when its turn comes. */
  readonly deadline?: () => AbortSignal;
}

const LONGEST_READ_MS = 30_000;
const MEGABYTES = 512;

/** Beside this file while unbundled, beside the bundle as its own entry. */
const workerBeside = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? './parse-worker.ts' : './parse-worker.js', import.meta.url);

type Outcome = ParsedFeed | 'failed' | 'stopped';

/** Hands one order to the worker and waits for its answer, its failure or the signal. */
function ask(worker: Worker, order: ReadOrder, stop: AbortSignal): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const failed = (): void => resolve('failed');
  const stopped = (): void => resolve('stopped');
  worker.once('message', resolve).once('error', failed).once('exit', failed).once('messageerror', failed);
  stop.addEventListener('abort', stopped);
  if (stop.aborted) stopped();
  else worker.postMessage(order);
  return promise.finally(() => {
    worker.off('message', resolve).off('error', failed).off('exit', failed).off('messageerror', failed);
    stop.removeEventListener('abort', stopped);
  });
}

/** A reader with a thread of its own, started at the first body and again after a failure. */
export function createFeedReader(settings: FeedReaderOptions = {}): FeedReader {
  const url = settings.workerUrl ?? workerBeside();
  const deadline = settings.deadline ?? (() => AbortSignal.timeout(LONGEST_READ_MS));
  const closing = new AbortController();
  let worker: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const start = (): Worker => {
    const started = new Worker(url, { resourceLimits: { maxOldGenerationSizeMb: MEGABYTES } });
    // without a listener an error of a worker that is not being asked would end the process
    started.on('error', () => undefined);
    started.on('exit', () => {
      if (worker === started) worker = undefined;
    });
    return started;
  };
  const drop = async (): Promise<void> => {
    const dropped = worker;
    worker = undefined;
    await dropped?.terminate();
  };
  const readNow = async (order: ReadOrder, signal: AbortSignal | undefined): Promise<ParsedFeed> => {
    signal?.throwIfAborted();
    if (closing.signal.aborted) return rejectedFeed('reader-failed');
    const limit = deadline();
    worker ??= start();
    worker.ref();
    const stops = [limit, closing.signal, ...(signal ? [signal] : [])];
    const outcome = await ask(worker, order, AbortSignal.any(stops));
    if (typeof outcome === 'object') {
      worker?.unref();
      return outcome;
    }
    await drop();
    signal?.throwIfAborted();
    return rejectedFeed(limit.aborted ? 'took-too-long' : 'reader-failed');
  };

  return {
    read(body, options, signal) {
      const reading = turn.then(() => readNow({ body, options }, signal));
      turn = reading.catch(() => undefined);
      return reading;
    },
    async close() {
      closing.abort();
      await turn;
      await drop();
    },
  };
}
