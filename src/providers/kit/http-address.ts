import { isIP } from 'node:net';
import type { Failure } from '../../domain/failure.ts';

/** Longer than any address a channel hands out. */
const LONGEST_ADDRESS = 2_000;

export type AddressVerdict =
  { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly failure: Failure };

/** Where a feed may be fetched from: the public internet, and in practice mode the sandbox on this computer. */
export interface AddressRules {
  readonly allowLoopback: boolean;
}

type Prefix = readonly [bytes: readonly number[], bits: number];

const PRIVATE_V4: readonly Prefix[] = [
  [[0], 8],
  [[10], 8],
  [[100, 64], 10], // shared by providers between their customers
  [[169, 254], 16], // link-local, and where clouds answer for their machines
  [[172, 16], 12],
  [[192, 0, 0], 24],
  [[192, 0, 2], 24],
  [[192, 88, 99], 24],
  [[192, 168], 16],
  [[198, 18], 15],
  [[198, 51, 100], 24],
  [[203, 0, 113], 24],
  [[224], 3], // multicast, reserved, broadcast
];
const LOOPBACK_V4: Prefix = [[127], 8];
const LOOPBACK_V6: Prefix = [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 128];
const PUBLIC_V6: Prefix = [[0x20], 3];
const PRIVATE_V6: readonly Prefix[] = [
  [[0x20, 0x01, 0x00], 23], // tunnels and experiments
  [[0x20, 0x01, 0x0d, 0xb8], 32],
  [[0x3f, 0xff, 0x00], 20],
];
const MAPPED_V4: Prefix = [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff], 96];
/** Networks without IPv4 of their own reach it through addresses that carry one inside. */
const TRANSLATED_V4: Prefix = [[0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0], 96];
const SIX_TO_FOUR: Prefix = [[0x20, 0x02], 16];

function within(bytes: readonly number[], [prefix, bits]: Prefix): boolean {
  for (let index = 0; index * 8 < bits; index += 1) {
    const mask = 0xff & (0xff << Math.max(0, 8 - (bits - index * 8)));
    if (((bytes[index] ?? 0) & mask) !== ((prefix[index] ?? 0) & mask)) return false;
  }
  return true;
}

const v4Bytes = (text: string): number[] => text.split('.').map(Number);

function v6Bytes(text: string): number[] {
  const [plain = ''] = text.split('%');
  const dotted = /[\d.]+$/.exec(plain)?.[0] ?? '';
  const [a = 0, b = 0, c = 0, d = 0] = v4Bytes(dotted);
  const hex = dotted.includes('.')
    ? `${plain.slice(0, -dotted.length)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
    : plain;
  const groups = (part: string | undefined): string[] => (part ? part.split(':') : []);
  const [head, tail] = hex.split('::').map(groups);
  const front = head ?? [];
  const back = tail ?? [];
  const gap = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  return [...front, ...gap, ...back].map((group) => parseInt(group, 16)).flatMap((n) => [n >> 8, n & 0xff]);
}

type Reach = 'public' | 'loopback' | 'private';

function reachOfV4(bytes: readonly number[]): Reach {
  if (within(bytes, LOOPBACK_V4)) return 'loopback';
  return PRIVATE_V4.some((prefix) => within(bytes, prefix)) ? 'private' : 'public';
}

function reachOfV6(bytes: readonly number[]): Reach {
  if (within(bytes, LOOPBACK_V6)) return 'loopback';
  if (within(bytes, MAPPED_V4)) return reachOfV4(bytes.slice(12));
  if (within(bytes, TRANSLATED_V4)) return reachOfV4(bytes.slice(12)) === 'public' ? 'public' : 'private';
  if (within(bytes, SIX_TO_FOUR)) return reachOfV4(bytes.slice(2, 6)) === 'public' ? 'public' : 'private';
  return within(bytes, PUBLIC_V6) && !PRIVATE_V6.some((prefix) => within(bytes, prefix))
    ? 'public'
    : 'private';
}

/**
 * Whether Bellhop may connect to this numeric address. Only what is reachable from the public internet; this computer
 * itself where the rules allow it; never another machine of the local network, whoever asks. What is no address is refused.
 */
export function isAllowedAddress(address: string, rules: AddressRules): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const reach = family === 4 ? reachOfV4(v4Bytes(address)) : reachOfV6(v6Bytes(address));
  return reach === 'public' || (reach === 'loopback' && rules.allowLoopback);
}

/** Whether a numeric address is this computer itself. */
export function isLoopbackAddress(address: string): boolean {
  const family = isIP(address);
  return (
    family !== 0 && (family === 4 ? reachOfV4(v4Bytes(address)) : reachOfV6(v6Bytes(address))) === 'loopback'
  );
}

/** Why a machine of the local network is not asked. `host` is what the address names, never what it resolves to. */
export const privateAddressFailure = (host: string): Failure => ({
  code: 'address-private',
  message:
    `${host} is this computer or a machine in its own network, not a channel on the internet. ` +
    'Bellhop does not fetch calendars from there. Copy the calendar address from the channel and paste it again.',
  details: { host },
});

const refuse = (code: Failure['code'], message: string): AddressVerdict => ({
  ok: false,
  failure: { code, message },
});

/** The host without the brackets that an address puts around IPv6. */
export const bareHost = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

/**
 * Reads a pasted address. `webcal:` means https. Spellings of a numeric host (`0x7f.1`, `2130706433`) are understood as
 * what they mean. The words of a refusal never repeat the address. Says nothing about where a name leads: that is checked
 * when connecting.
 */
export function parseFeedAddress(text: string, rules: AddressRules): AddressVerdict {
  const pasted = text.trim().replace(/^<(.*)>$/s, '$1');
  if (pasted === '')
    return refuse('address-missing', 'There is no address. Paste the calendar address from the channel.');
  const url = URL.parse(pasted.replace(/^webcals?:/i, 'https:'));
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (!url || !isWeb || pasted.length > LONGEST_ADDRESS) {
    return refuse(
      'address-not-http',
      'This is not a web address. A calendar address begins with https://, http:// or webcal://. ' +
        'Copy it from the channel and paste it again.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    return refuse(
      'address-not-http',
      'This address contains a user name or a password. Bellhop fetches only calendars that need none. ' +
        'Ask the channel for a private calendar address without a sign-in.',
    );
  }
  const host = bareHost(url);
  if (isIP(host) !== 0 && !isAllowedAddress(host, rules)) {
    return { ok: false, failure: privateAddressFailure(host) };
  }
  url.hash = '';
  return { ok: true, url };
}
