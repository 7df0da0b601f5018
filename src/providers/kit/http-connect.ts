import { lookup } from 'node:dns/promises';
import { connect as connectPlain, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import type { buildConnector } from 'undici';
import { Refusal } from '../../domain/failure.ts';
import { isAllowedAddress, privateAddressFailure, type AddressRules } from './http-address.ts';

/** The numeric addresses of a host name. Rejects with a code such as `ENOTFOUND` where there are none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export const resolveByMachine: Resolve = async (host) =>
  (await lookup(host, { all: true })).map((found) => found.address);

/**
 * The addresses to connect to. One that is not allowed spoils them all: a name that leads both outside and inside is
 * either a mistake or an attempt to get in.
 */
async function resolveAllowed(
  host: string,
  resolve: Resolve,
  rules: AddressRules,
): Promise<readonly string[]> {
  const addresses = isIP(host) === 0 ? await resolve(host) : [host];
  if (addresses.length === 0) throw Object.assign(new Error('No address'), { code: 'ENOTFOUND' });
  if (addresses.every((address) => isAllowedAddress(address, rules))) return addresses;
  const { code, message, details } = privateAddressFailure(host);
  throw new Refusal(code, message, details);
}

/** Answers with what was checked a moment ago and asks nobody again: a name cannot change its mind in between. */
function lookupOf(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, callback) => {
    if (options.all) callback(null, found);
    else callback(null, found[0]?.address ?? '', found[0]?.family);
  };
}

function open(options: buildConnector.Options, addresses: readonly string[]): Socket {
  const isSecure = options.protocol === 'https:';
  const target = {
    host: options.hostname,
    port: Number(options.port) || (isSecure ? 443 : 80),
    lookup: lookupOf(addresses),
    autoSelectFamily: true,
  };
  if (!isSecure) return connectPlain(target);
  const servername = isIP(options.hostname) === 0 ? options.hostname : '';
  return connectSecure({ ...target, servername, ALPNProtocols: ['http/1.1'] });
}

export interface Connecting {
  readonly connector: buildConnector.connector;
  /** Ends the connection, or the attempt at one. */
  close(): void;
}

/**
 * Opens connections for one request, checking where each really leads. `signal` also ends one that is still being
 * resolved or opened, which undici itself would wait for.
 */
export function createConnecting(resolve: Resolve, rules: AddressRules, signal: AbortSignal): Connecting {
  let socket: Socket | undefined;
  const connector: buildConnector.connector = (options, callback) => {
    let isSettled = false;
    const settle = (error: Error | null, opened?: Socket): void => {
      if (isSettled) return;
      isSettled = true;
      signal.removeEventListener('abort', onAbort);
      if (opened && !error) callback(null, opened);
      else callback(error ?? new Error('Not connected'), null);
    };
    const onAbort = (): void => {
      settle(new Error('Aborted'));
      socket?.destroy();
    };
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) return onAbort();

    resolveAllowed(options.hostname, resolve, rules).then((addresses) => {
      if (isSettled) return;
      const opening = open(options, addresses);
      socket = opening;
      opening.on('error', settle);
      opening.once(options.protocol === 'https:' ? 'secureConnect' : 'connect', () => settle(null, opening));
    }, settle);
  };
  return { connector, close: () => socket?.destroy() };
}
