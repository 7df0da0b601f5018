import { isIP } from 'node:net';
import type { Clock } from '../../domain/clock.ts';
import { Refusal } from '../../domain/failure.ts';
import type { ApiTransport, TransportAnswer } from './api-http.ts';
import { bareHost, isLoopbackAddress, privateAddressFailure } from './http-address.ts';
import { ACCEPT_ENCODING, readBody } from './http-body.ts';
import { createConnecting, resolveByMachine, type Connecting, type Resolve } from './http-connect.ts';
import { failureOfError } from './http-error.ts';

export interface TransportOptions {
  /** Channels on this computer may be asked as well, and those without encryption. */
  readonly allowLoopback: boolean;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly resolve?: Resolve;
}

const MAX_HEADER_BYTES = 32 * 1_024;

type Order = Parameters<ApiTransport>[0];
type FailedReason = Extract<TransportAnswer, { type: 'failed' }>['reason'];

const failed = (reason: FailedReason, wasSent: boolean): TransportAnswer => ({
  type: 'failed',
  reason,
  wasSent,
});

/** Without encryption anybody on the way could read the token: only this computer is asked so. */
function refuseUnencrypted(url: URL, resolve: Resolve): Resolve {
  if (url.protocol === 'https:') return resolve;
  const refuse = (): never => {
    const { code, message } = privateAddressFailure(url.hostname);
    throw new Refusal(code, message);
  };
  const host = bareHost(url);
  if (isIP(host) !== 0 && !isLoopbackAddress(host)) refuse();
  return async (name) => {
    const addresses = await resolve(name);
    return addresses.every(isLoopbackAddress) ? addresses : refuse();
  };
}

/** Knows whether the connection stood: before that nothing of the request can have arrived. */
interface Sending {
  wasSent: boolean;
}

function watched(connecting: Connecting, sending: Sending): Connecting['connector'] {
  return (options, callback) =>
    connecting.connector(options, (...opened) => {
      if (opened[1]) sending.wasSent = true;
      callback(...opened);
    });
}

function headersOf(
  received: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(received)) {
    if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

async function ask(order: Order, options: TransportOptions, signal: AbortSignal, sending: Sending) {
  const { url, maxBytes } = order;
  const resolve = refuseUnencrypted(url, options.resolve ?? resolveByMachine);
  const connecting = createConnecting(resolve, options, signal);
  // loaded at the first request, so that a start does not wait for it
  const { Client } = await import('undici');
  const client = new Client(url.origin, {
    connect: watched(connecting, sending),
    // time is counted by the clock port, for the whole request
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  try {
    const response = await client.request({
      method: order.method,
      path: url.pathname + url.search,
      headers: { 'user-agent': options.userAgent, 'accept-encoding': ACCEPT_ENCODING, ...order.headers },
      body: order.body ?? null,
      signal,
      reset: true,
    });
    // it may be left without being read; that is not an error
    response.body.on('error', () => undefined);
    const headers = headersOf(response.headers);
    if (Number(headers['content-length'] ?? 0) > maxBytes) return failed('too-large', true);
    const bytes = await readBody(response.body, headers['content-encoding'], maxBytes);
    const text = new TextDecoder().decode(bytes);
    return { type: 'answer', status: response.statusCode, headers, text } as const;
  } finally {
    connecting.close();
    client.destroy().catch(() => undefined);
  }
}

function reasonOf(error: unknown, host: string, wasSent: boolean): FailedReason {
  if (error instanceof Refusal) return 'refused-address';
  const { code } = failureOfError(error, { host }).failure;
  if (code === 'too-large') return 'too-large';
  if (code === 'unexpected-answer' && wasSent) return 'unreadable';
  return wasSent ? 'broken-off' : 'unreachable';
}

async function carry(order: Order, options: TransportOptions): Promise<TransportAnswer> {
  const stop = new AbortController();
  const sending: Sending = { wasSent: false };
  let stopped: FailedReason | undefined;
  const end = (reason: FailedReason): void => {
    stopped ??= reason;
    stop.abort(new Error(reason));
  };
  const onAbort = (): void => end('cancelled');
  if (order.signal.aborted) return failed('cancelled', false);
  order.signal.addEventListener('abort', onAbort);
  const takeBack = options.clock.after(order.timeoutMs, () => end('timed-out'));
  try {
    const answer = await ask(order, options, stop.signal, sending);
    return stopped ? failed(stopped, sending.wasSent) : answer;
  } catch (error) {
    return failed(stopped ?? reasonOf(error, order.url.host, sending.wasSent), sending.wasSent);
  } finally {
    takeBack();
    order.signal.removeEventListener('abort', onAbort);
  }
}

/**
 * Carries requests to channels with an API, each over a connection of its own: one that was kept open may be closed by the
 * other end just when it is used, and then nobody knows whether a booking was made. Redirects are answers, not followed.
 * Never throws. Other machines of the local network are never asked, and only this computer without encryption.
 */
export function createTransport(options: TransportOptions): ApiTransport {
  return (order) => carry(order, options);
}
