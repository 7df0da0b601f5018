import { createClient, type Transport } from '../../src/contract/client.ts';
import type { CoreEvent } from '../../src/contract/events.ts';
import type { Reply, Request } from '../../src/contract/reply.ts';
import { useConnection } from './connection.ts';
import { httpTransport } from './http-transport.ts';
import { takeSecret } from './secret.ts';

/** What the desktop's preload puts on the window: these two and nothing else. */
export interface Bridge {
  call(request: Request): Promise<Reply<unknown>>;
  subscribe(listener: (event: CoreEvent) => void): () => void;
}

declare global {
  interface Window {
    readonly bellhop?: Bridge;
  }
}

function bridgeTransport(bridge: Bridge): Transport {
  useConnection.getState().set('open');
  return {
    async send(request) {
      try {
        return await bridge.call(request);
      } catch (error) {
        // a refused sender or a core that is closing: the bridge rejects instead of replying
        return {
          ok: false,
          failure: {
            code: 'internal',
            message: 'Bellhop did not answer. Try again; if it stays like this, start Bellhop anew.',
            details: { said: error instanceof Error ? error.message : String(error) },
          },
        };
      }
    },
    subscribe: (listen) => bridge.subscribe(listen),
  };
}

/** The desktop bridge where there is one, else the loopback host that served this page. */
export function openTransport(): Transport {
  return window.bellhop ? bridgeTransport(window.bellhop) : httpTransport(takeSecret());
}

/** The one caller of the core in this window. */
export const client = createClient(openTransport());
