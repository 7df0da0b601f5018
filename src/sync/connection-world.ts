import type { Environment } from '../domain/connection.ts';
import { type ApiHttpOptions, createApiHttp, type RequestEntry } from '../providers/kit/api-client.ts';
import type { ApiPriority, ApiTransport } from '../providers/kit/api-http.ts';
import { createGate, type Gate, type GateView } from '../providers/kit/gate.ts';
import type { Credential, Provider, ProviderContext } from '../providers/kit/provider.ts';
import { createSessions, type Sessions } from '../providers/kit/sessions.ts';
import { saveConnectionState } from '../store/connections.ts';
import { theProperty } from '../store/property.ts';
import { noteRequest } from '../store/request-log.ts';
import { readCredential } from './credentials.ts';
import type { ConnectionRow, EngineWorld } from './engine-world.ts';

export type { GateView } from '../providers/kit/gate.ts';

/** What a piece of work needs of its door. */
export interface DoorAsk {
  readonly priority: ApiPriority;
  readonly signal: AbortSignal;
  /**
   * Asked at the very moment at which a request that changes something leaves, after all waiting for a turn or a sign-in:
   * false, and it does not leave.
   */
  readonly mayLeave?: () => boolean;
}

/** The doors to all channels: each connection has one gate and one session, whatever works with it. */
export interface Doors {
  context(connection: ConnectionRow, ask: DoorAsk): ProviderContext;
  /** A door for a sign-in that is only being tried: nothing of it is kept or logged. */
  trial(
    provider: Provider,
    to: { readonly environment: Environment; readonly baseUrl: string },
    credential: Credential | undefined,
    ask: DoorAsk,
  ): ProviderContext;
  /** Null before the first call of this run. */
  viewOf(connectionId: number): GateView | null;
  /** A person has reason to try: a channel that was left alone is asked. */
  reconsider(connectionId: number): void;
  /** Writes what was noted. */
  close(): void;
}

interface Wanted {
  readonly provider: Provider;
  readonly connection: ApiHttpOptions['connection'];
  readonly gate: Gate;
  readonly sessions: Sessions;
  readonly credential: () => Promise<Credential | undefined>;
  readonly note: (entry: RequestEntry) => void;
}

/** Requests are noted together: a commit for each would be slower than the request. */
const NOTE_AFTER_MS = 250;

class TheDoors implements Doors {
  readonly #world: EngineWorld;
  readonly #sessions: Sessions;
  readonly #gates = new Map<number, Gate>();
  /** Whose credentials the session of a connection was opened with. */
  readonly #keys = new Map<number, string>();
  #entries: RequestEntry[] = [];
  #callOff: (() => void) | undefined;

  constructor(world: EngineWorld) {
    this.#world = world;
    this.#sessions = createSessions({ clock: world.clock });
  }

  context(row: ConnectionRow, ask: DoorAsk): ProviderContext {
    const provider = this.#world.providerOf(row.provider) as Provider;
    const property = theProperty(this.#world.store.read);
    // a session costs points: it is opened anew only where the credentials have changed
    if (this.#keys.get(row.id) !== row.secretKey) this.#sessions.forget(row.id);
    this.#keys.set(row.id, row.secretKey);
    const connection = {
      id: row.id,
      environment: row.environment as Environment,
      externalPropertyId: row.externalPropertyId,
      currency: row.currency === '' ? property.currency : row.currency,
      zone: property.zone,
      baseUrl: row.baseUrl,
    };
    return this.#open(
      {
        provider,
        connection,
        gate: this.#gateOf(row.id, provider),
        sessions: this.#sessions,
        credential: () => readCredential(this.#world.secrets, row.secretKey, connection.environment),
        note: (entry) => this.#note(entry),
      },
      ask,
    );
  }

  trial(
    provider: Provider,
    to: { readonly environment: Environment; readonly baseUrl: string },
    credential: Credential | undefined,
    ask: DoorAsk,
  ): ProviderContext {
    const nowhere = { id: 0, externalPropertyId: '', currency: '', zone: 'UTC' };
    return this.#open(
      {
        provider,
        connection: { ...nowhere, ...to },
        gate: this.#newGate(provider),
        sessions: createSessions({ clock: this.#world.clock }),
        credential: () => Promise.resolve(credential),
        note: () => undefined,
      },
      ask,
    );
  }

  viewOf(connectionId: number): GateView | null {
    return this.#gates.get(connectionId)?.view() ?? null;
  }

  reconsider(connectionId: number): void {
    this.#gates.get(connectionId)?.tryNow();
  }

  close(): void {
    this.#callOff?.();
    this.#flush();
  }

  #open({ provider, connection, ...door }: Wanted, ask: DoorAsk): ProviderContext {
    const { clock, chance, log } = this.#world;
    const { priority, signal } = ask;
    const { baseUrl: _baseUrl, ...told } = connection;
    const transport = guarded(this.#world.transport, ask);
    const http = createApiHttp({
      ...{ transport, provider, connection, clock, chance, log, priority, signal },
      ...door,
    });
    return { connection: told, http, clock, chance, log, signal };
  }

  #newGate({ descriptor }: Provider): Gate {
    const { clock, chance } = this.#world;
    return createGate({ limits: descriptor.limits, clock, chance, name: descriptor.name });
  }

  #gateOf(connectionId: number, provider: Provider): Gate {
    let gate = this.#gates.get(connectionId);
    if (!gate) this.#gates.set(connectionId, (gate = this.#newGate(provider)));
    return gate;
  }

  #note(entry: RequestEntry): void {
    this.#entries.push(entry);
    this.#callOff ??= this.#world.clock.after(NOTE_AFTER_MS, () => {
      this.#callOff = undefined;
      this.#flush();
      this.#world.announce(['sync']);
    });
  }

  /** What was asked, and how the gates stand, so that both can be read after a restart. */
  #flush(): void {
    const entries = this.#entries;
    this.#entries = [];
    if (entries.length === 0) return;
    const asked = new Set(entries.map(({ connectionId }) => connectionId));
    try {
      this.#world.store.write((tx) => {
        for (const entry of entries) noteRequest(tx, entry);
        for (const id of asked) {
          const view = this.viewOf(id);
          if (view) saveConnectionState(tx, id, stateOf(view));
        }
      });
    } catch {
      // for people to read only: work goes on without it
      this.#world.log.warn('Requests could not be noted', { requests: entries.length });
    }
  }
}

/** A request with a body says something to the channel; one without asks, or signs in. */
const guarded =
  (transport: ApiTransport, { mayLeave }: DoorAsk): ApiTransport =>
  (request) =>
    mayLeave === undefined || request.body === undefined || mayLeave()
      ? transport(request)
      : Promise.resolve({ type: 'failed', reason: 'cancelled', wasSent: false });

const stateOf = ({ remaining, resetsAt, breaker, until }: GateView) => ({
  pointsRemaining: remaining === null ? null : Math.round(remaining * 1_000),
  pointsResetAt: resetsAt === null ? null : Math.round(resetsAt),
  breaker,
  breakerUntil: until === null ? null : Math.round(until),
});

export const createDoors = (world: EngineWorld): Doors => new TheDoors(world);
