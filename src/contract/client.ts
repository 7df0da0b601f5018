import { type Failure } from '../domain/failure.ts';
import { type CallName, contract, type InputOf, type OutputOf } from './index.ts';
import type { CoreEvent } from './events.ts';
import type { Reply, Request } from './reply.ts';

/** Carries requests to a core and events back. Each way in writes one of these, some thirty lines. */
export interface Transport {
  send(request: Request): Promise<Reply<unknown>>;
  /** Calls back on each event and on reconnection (`hello`); answers how to stop. */
  subscribe(listen: (event: CoreEvent) => void): () => void;
}

/** Thrown to the caller's own code by {@link Client.call}; holds what the core said. */
export class CallFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'CallFailed';
    this.failure = failure;
  }
}

export interface Client {
  /** Asks; a failure is thrown as {@link CallFailed}. `commandId` repeats an act that may have got through. */
  call<N extends CallName>(name: N, input: InputOf<N>, commandId?: string): Promise<OutputOf<N>>;
  readonly subscribe: Transport['subscribe'];
}

export function createClient(transport: Transport): Client {
  return {
    async call(name, input, commandId) {
      const isCommand = contract[name].type === 'command';
      const reply = await transport.send({
        name,
        input,
        ...(isCommand ? { commandId: commandId ?? globalThis.crypto.randomUUID() } : {}),
      });
      if (!reply.ok) throw new CallFailed(reply.failure);
      return reply.value as OutputOf<typeof name>;
    },
    subscribe: (listen) => transport.subscribe(listen),
  };
}
