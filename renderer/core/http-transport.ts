import type { Transport } from '../../src/contract/client.ts';
import type { CoreEvent } from '../../src/contract/events.ts';
import { decodeJson, type Reply, replySchema } from '../../src/contract/reply.ts';
import { useConnection } from './connection.ts';
import { createEventReader, reconnectDelay } from './event-stream.ts';

const connection = () => useConnection.getState();

const noAnswer: Reply<unknown> = {
  ok: false,
  failure: {
    code: 'unavailable',
    message: 'Bellhop does not answer. Is its window or terminal still open? Nothing on disk is lost.',
    details: { from: 'window' },
  },
};
const refused: Reply<unknown> = {
  ok: false,
  failure: {
    code: 'forbidden',
    message:
      'This tab belongs to an earlier start of Bellhop. Open the address that Bellhop printed last, with all that stands behind the #.',
  },
};

/** So long after the page began to leave, its requests are broken off by the browser and tell nothing of the host. */
const LEAVING_MS = 3000;

/** The event stream, as the calls beside it see it. */
interface Stream {
  isOpen: boolean;
  /** While it waits before its next try: tries at once. */
  tryNow: () => void;
}

/** Speaks to the loopback host that served the page, with the secret it printed. */
export function httpTransport(secret: string): Transport {
  const authorization = `Bearer ${secret}`;
  const listeners = new Set<(event: CoreEvent) => void>();
  const stream: Stream = { isOpen: false, tryNow: () => undefined };
  let isFollowing = false;
  let leftAt = -Infinity;
  const emit = (event: CoreEvent): void => listeners.forEach((listen) => listen(event));
  if (typeof window !== 'undefined')
    window.addEventListener('beforeunload', () => (leftAt = performance.now()));

  const post = (name: string, body: unknown): Promise<Response> =>
    fetch(`/call/${name}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const isLeaving = (): boolean => performance.now() - leftAt < LEAVING_MS;
  /** One request that was broken off proves nothing: another one says whether the host is there. */
  async function noteSilence(): Promise<void> {
    if (connection().state !== 'open' || isLeaving()) return;
    const isThere = await post('host.info', { input: {} }).then(
      () => true,
      () => false,
    );
    if (!isThere && connection().state === 'open') connection().set('lost');
  }
  function noteAnswer(): void {
    if (connection().state !== 'lost') return;
    if (!stream.isOpen) return stream.tryNow();
    connection().set('open');
    emit({ type: 'hello', seq: 0 });
  }
  return {
    async send({ name, input, commandId }) {
      let text: string;
      const ask = (): Promise<Response> => post(name, { input, commandId });
      try {
        // what only reads may be asked twice, so that one request that was broken off is not even seen
        const response = await (commandId === undefined && !isLeaving() ? ask().catch(ask) : ask());
        if (response.status === 401) {
          connection().set('refused');
          return refused;
        }
        text = await response.text();
      } catch {
        await noteSilence();
        return noAnswer;
      }
      noteAnswer();
      return readReply(text);
    },
    subscribe(listen) {
      listeners.add(listen);
      if (!isFollowing) {
        isFollowing = true;
        void follow(authorization, emit, stream);
      }
      return () => listeners.delete(listen);
    },
  };
}

function readReply(text: string): Reply<unknown> {
  try {
    const reply = replySchema.safeParse(decodeJson(text)).data;
    if (reply?.ok) return reply;
    // the schema's optional `details` may be present and undefined; a Failure's may not
    if (reply) {
      const { code, message, details } = reply.failure;
      return { ok: false, failure: details ? { code, message, details } : { code, message } };
    }
  } catch {
    // not JSON: falls through to the same words
  }
  return {
    ok: false,
    failure: {
      code: 'unexpected-answer',
      message: 'Bellhop answered with something that this window does not understand. Load the page anew.',
    },
  };
}

/** Keeps the event stream open for as long as the page lives; each new connection is told as `hello`. */
async function follow(
  authorization: string,
  emit: (event: CoreEvent) => void,
  stream: Stream,
): Promise<void> {
  for (let tries = 0; connection().state !== 'refused'; tries++) {
    try {
      const response = await fetch('/events', { headers: { authorization, accept: 'text/event-stream' } });
      if (response.status === 401) {
        connection().set('refused');
        return;
      }
      if (response.ok && response.body) {
        tries = 0;
        stream.isOpen = true;
        connection().set('open');
        emit({ type: 'hello', seq: 0 });
        await pump(response.body, emit);
      }
    } catch {
      // the host went away: said by the state below, tried again after the delay
    }
    stream.isOpen = false;
    connection().set('lost');
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, reconnectDelay(tries));
      stream.tryNow = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

async function pump(body: ReadableStream<Uint8Array>, emit: (event: CoreEvent) => void): Promise<void> {
  const read = createEventReader();
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    // the host's own greeting is told already, by the new connection itself
    for (const event of read(decoder.decode(value, { stream: true })))
      if (event.type !== 'hello') emit(event);
  }
}
