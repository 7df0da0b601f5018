import type { ServerResponse } from 'node:http';
import type { Core } from '../app/core.ts';
import type { CoreEvent } from '../contract/events.ts';
import { refuse, SECURITY_HEADERS } from './answer.ts';

const MOST_STREAMS = 32;
/** A reader that falls this far behind is cut off; it comes back and asks for everything. */
const MOST_WAITING_BYTES = 1024 * 1024;
const HEARTBEAT_MS = 15_000;

export interface EventStreams {
  open(response: ServerResponse): void;
  stop(): void;
}

/** Fans a core's events out to the open windows. Each stream begins with `hello`, so that a view asks for all it shows. */
export function createEventStreams(core: Pick<Core, 'subscribe'>): EventStreams {
  const streams = new Set<ServerResponse>();
  let seq = 0;
  const send = (response: ServerResponse, text: string): void => {
    if (response.writableLength > MOST_WAITING_BYTES) response.destroy();
    else response.write(text);
  };
  const format = (event: CoreEvent): string => `data: ${JSON.stringify(event)}\n\n`;
  const unsubscribe = core.subscribe((event) => {
    seq = event.seq;
    const text = format(event);
    for (const response of streams) send(response, text);
  });
  const heartbeat = setInterval(() => {
    for (const response of streams) send(response, ': still here\n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    open(response) {
      if (streams.size >= MOST_STREAMS) {
        refuse(response, 429, 'rate-limited', 'Too many windows are open on this Bellhop. Close one.');
        return;
      }
      response.writeHead(200, {
        ...SECURITY_HEADERS,
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
      });
      streams.add(response);
      response.on('close', () => streams.delete(response));
      send(response, format({ type: 'hello', seq }));
    },
    stop() {
      clearInterval(heartbeat);
      unsubscribe();
      for (const response of streams) response.end();
    },
  };
}
