import type { Chance } from '../../domain/chance.ts';
import type { ApiTransport, TransportAnswer } from '../../providers/kit/api-http.ts';
import type { Beds24Sandbox } from '../../sandbox/beds24/server.ts';
import { textOf } from '../../sandbox/beds24/wire.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** One request as it left the program. */
export interface SentRequest {
  readonly channel: Beds24Sandbox;
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
}

/** The program at one end of the wire, in one of its lives. */
export interface WiredProgram {
  isAlive(): boolean;
  /** Answers when it does not stand still. */
  awake(): Promise<void>;
}

/** The wire between the program and its channels: it takes time, and it breaks. */
export interface SimulatedNetwork {
  transportOf(program: WiredProgram): ApiTransport;
  isDown: boolean;
  /** For so long the plug is out from the moment at which the next change is on its way; 0 for never. */
  cutNextChangeMs: number;
  /** Called once, as the answer to the next reading of bookings is on its way. */
  atNextReading: (() => void) | undefined;
  /** The latest refresh token that was used at a channel, which its owner can revoke there. */
  readonly refreshTokens: Map<Beds24Sandbox, string>;
  /** Told of every request at the moment it leaves. */
  sending: (request: SentRequest) => void;
  /** Told of every request that a channel has carried out, before its answer is on the way. */
  arrived: (request: SentRequest, status: number) => void;
}

/** A round of reading, not the look at one booking. */
export const isReading = ({ method, path }: SentRequest): boolean =>
  method === 'GET' && path.includes('/bookings?propertyId');

type Failed = TransportAnswer & { readonly type: 'failed' };
const failed = (reason: Failed['reason'], wasSent: boolean): Failed => ({ type: 'failed', reason, wasSent });
const never = new Promise<never>(() => undefined);

class Wire implements SimulatedNetwork {
  isDown = false;
  cutNextChangeMs = 0;
  atNextReading: (() => void) | undefined;
  readonly refreshTokens = new Map<Beds24Sandbox, string>();
  sending: SimulatedNetwork['sending'] = () => undefined;
  arrived: SimulatedNetwork['arrived'] = () => undefined;
  readonly #clock: VirtualClock;
  readonly #chance: Chance;
  readonly #channels: readonly Beds24Sandbox[];

  constructor(clock: VirtualClock, chance: Chance, channels: readonly Beds24Sandbox[]) {
    this.#clock = clock;
    this.#chance = chance;
    this.#channels = channels;
  }

  transportOf(program: WiredProgram): ApiTransport {
    return (request) =>
      Promise.race([
        this.#carry(program, request),
        ended(request.signal),
        this.#late(program, request.timeoutMs),
      ]);
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.#clock.world.after(ms, () => resolve()));
  }

  async #late(program: WiredProgram, timeoutMs: number): Promise<TransportAnswer> {
    await this.#wait(timeoutMs);
    await program.awake();
    return failed('timed-out', true);
  }

  #cut(): void {
    const ms = this.cutNextChangeMs;
    this.cutNextChangeMs = 0;
    this.isDown = true;
    this.#clock.world.after(ms, () => (this.isDown = false));
  }

  async #carry(
    program: WiredProgram,
    { method, url, headers, body }: Parameters<ApiTransport>[0],
  ): Promise<TransportAnswer> {
    const channel = this.#channels.find(({ origin }) => origin === url.origin);
    if (!channel || !program.isAlive()) return never;
    const sent = { channel, method, path: url.pathname + url.search, body };
    this.sending(sent);
    const lower = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const),
    );
    if (lower['refreshtoken'] !== undefined) this.refreshTokens.set(channel, lower['refreshtoken']);
    await this.#wait(20 + Math.floor(this.#chance.next() * 200));
    if (this.isDown || channel.isOffline) {
      await program.awake();
      return failed('unreachable', false);
    }
    const wire = channel.answer({
      ...{ method, path: url.pathname, query: url.searchParams },
      ...{ headers: lower, body: body ?? '' },
    });
    this.arrived(sent, wire.answer.status);
    if (isReading(sent)) {
      this.atNextReading?.();
      this.atNextReading = undefined;
    }
    if (this.cutNextChangeMs > 0 && body !== undefined) this.#cut();
    await this.#wait(20 + Math.floor(this.#chance.next() * 200) + wire.delayMs);
    await program.awake();
    if (!program.isAlive() || wire.ending === 'never') return never;
    if (wire.ending === 'reset' || this.isDown) return failed('broken-off', true);
    const { body: text, type } = textOf(wire);
    return {
      type: 'answer',
      status: wire.answer.status,
      headers: { ...wire.answer.headers, 'content-type': type, date: new Date(wire.at).toUTCString() },
      text,
    };
  }
}

const ended = (signal: AbortSignal): Promise<TransportAnswer> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(failed('cancelled', true));
    signal.addEventListener('abort', () => resolve(failed('cancelled', true)), { once: true });
  });

export const createSimulatedNetwork = (
  clock: VirtualClock,
  chance: Chance,
  channels: readonly Beds24Sandbox[],
): SimulatedNetwork => new Wire(clock, chance, channels);
