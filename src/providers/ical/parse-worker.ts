import { parentPort } from 'node:worker_threads';
import { readFeed, type ReadFeedOptions } from './read-feed.ts';

/** One body to read; the answers come back in the order of asking. */
export interface ReadOrder {
  readonly body: Uint8Array | string;
  readonly options: ReadFeedOptions;
}

parentPort?.on('message', ({ body, options }: ReadOrder) => {
  parentPort?.postMessage(readFeed(body, options));
});
