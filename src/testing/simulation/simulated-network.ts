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

/** The wire between the program and its channels: it takes time, and it breaks. */
export interface SimulatedNetwork {
  readonly transport: ApiTransport;
  isDown: boolean;
  /** How often a request is lost on its way, 0 … 1. */
  lossRate: number;
  /** Told of every request at the moment it leaves. */
  sending: (request: SentRequest) => void;
  /** Told of every request that a channel has carried out, before its answer is on the way. */
  arrived: (request: SentRequest, status: number) => void;
}

export function createSimulatedNetwork(
  clock: VirtualClock,
  chance: Chance,
  channels: readonly Beds24Sandbox[],
  isAlive: () => boolean,
): SimulatedNetwork {
  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => clock.world.after(ms, () => resolve()));
  const never = new Promise<never>(() => undefined);
  const network: SimulatedNetwork = {
    isDown: false,
    lossRate: 0,
    sending: () => undefined,
    arrived: () => undefined,
    transport: (request) => Promise.race([carry(request), ended(request.signal), late(request.timeoutMs)]),
  };
  const failed = (reason: 'unreachable' | 'timed-out' | 'broken-off' | 'cancelled', wasSent: boolean) =>
    ({ type: 'failed', reason, wasSent }) as const;
  const ended = (signal: AbortSignal): Promise<TransportAnswer> =>
    new Promise((resolve) => {
      if (signal.aborted) resolve(failed('cancelled', true));
      signal.addEventListener('abort', () => resolve(failed('cancelled', true)), { once: true });
    });
  const late = async (timeoutMs: number): Promise<TransportAnswer> => {
    await wait(timeoutMs);
    return failed('timed-out', true);
  };
  const carry: ApiTransport = async ({ method, url, headers, body }) => {
    const channel = channels.find(({ origin }) => origin === url.origin);
    if (!channel || !isAlive()) return never;
    const sent = { channel, method, path: url.pathname + url.search, body };
    network.sending(sent);
    await wait(20 + Math.floor(chance.next() * 200));
    if (network.isDown || channel.isOffline || chance.next() < network.lossRate)
      return failed('unreachable', false);
    const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    const asked = {
      ...{ method, path: url.pathname, query: url.searchParams },
      ...{ headers: Object.fromEntries(lower), body: body ?? '' },
    };
    const wire = channel.answer(asked);
    network.arrived(sent, wire.answer.status);
    await wait(20 + Math.floor(chance.next() * 200) + wire.delayMs);
    if (!isAlive() || wire.ending === 'never') return never;
    if (wire.ending === 'reset' || network.isDown) return failed('broken-off', true);
    const { body: text, type } = textOf(wire);
    return {
      type: 'answer',
      status: wire.answer.status,
      headers: { ...wire.answer.headers, 'content-type': type, date: new Date(wire.at).toUTCString() },
      text,
    };
  };
  return network;
}
