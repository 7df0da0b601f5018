import { isIP } from 'node:net';
import type { Environment } from '../domain/connection.ts';
import { Refusal } from '../domain/failure.ts';
import { bareHost, isAllowedAddress } from '../providers/kit/http-address.ts';
import type { Provider } from '../providers/kit/provider.ts';
import type { SignInTry } from './sync-desk.ts';

const REAL_BY_HTTPS = 'A real account is reached by https only.';

/** What is wrong with an address for that environment, in words: real guests are not practised with, nor told in the open. */
function wrongPlace(
  { environments }: Provider['descriptor'],
  environment: Environment,
  url: URL,
): string | undefined {
  if (environment === 'production') {
    if (url.protocol !== 'https:') return REAL_BY_HTTPS;
    const host = bareHost(url);
    const isHere = host === 'localhost' || host.endsWith('.localhost');
    if (isHere || (isIP(host) !== 0 && !isAllowedAddress(host, { allowLoopback: false })))
      return `${REAL_BY_HTTPS} This address is this computer or a machine in its own network: choose the practice account for it.`;
    return undefined;
  }
  const isReal = environments.some(
    (one) =>
      one.environment === 'production' && one.baseUrl !== null && new URL(one.baseUrl).host === url.host,
  );
  return isReal
    ? 'This is the address of real accounts. Choose the real account, or give the practice one.'
    : undefined;
}

/** Where to sign in: the provider's own address for that environment, or the one that was given. */
export function addressOf({ descriptor }: Provider, { environment, baseUrl }: SignInTry): string {
  const known = descriptor.environments.find((one) => one.environment === environment);
  if (!known)
    throw new Refusal('invalid-input', `${descriptor.name} has no such environment.`, {
      field: 'environment',
    });
  const address = baseUrl !== undefined && baseUrl !== '' ? baseUrl : known.baseUrl;
  if (address === null)
    throw new Refusal('invalid-input', 'Give the address of the practice account.', { field: 'baseUrl' });
  if (!URL.canParse(address))
    throw new Refusal('invalid-input', 'This is not an address. It begins with https://.', {
      field: 'baseUrl',
    });
  const wrong = wrongPlace(descriptor, environment, new URL(address));
  if (wrong !== undefined) throw new Refusal('invalid-input', wrong, { field: 'baseUrl' });
  return address.replace(/\/+$/, '');
}
