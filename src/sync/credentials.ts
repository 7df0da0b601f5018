import { Refusal } from '../domain/failure.ts';
import type { Environment } from '../domain/connection.ts';
import type { SecretStore } from '../domain/secret-store.ts';
import type { Credential } from '../providers/kit/provider.ts';
import type { Row } from '../store/writer.ts';

/**
 * Where a connection's credentials stand in the secrets. The environment is part of the name, so that what signs in to a
 * practice account can never be found under the name of a real one.
 */
export const credentialKey = (environment: Environment, uuid: string): string =>
  `connection:${environment}:${uuid}`;

export const isKeyOf = (key: string, environment: Environment): boolean =>
  key.startsWith(`connection:${environment}:`);

const wrong = (): Refusal =>
  new Refusal('unauthorised', 'The sign-in of this channel is not readable any more. Sign in again.');

/** What is kept under the key; undefined where nothing is. Refuses what belongs to the other environment. */
export async function readCredential(
  secrets: SecretStore,
  key: string,
  environment: Environment,
): Promise<Credential | undefined> {
  if (!isKeyOf(key, environment))
    throw new Refusal('forbidden', 'These credentials belong to another environment. Sign in again.');
  const text = await secrets.get(key);
  if (text === undefined) return undefined;
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    throw wrong();
  }
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) throw wrong();
  if (Object.values(kept).some((value) => typeof value !== 'string')) throw wrong();
  return kept as Credential;
}

/** Keeps tested credentials under a new name and answers it. */
export async function keepCredential(
  secrets: SecretStore,
  environment: Environment,
  uuid: string,
  credential: Credential,
): Promise<string> {
  const key = credentialKey(environment, uuid);
  await secrets.set(key, JSON.stringify(credential));
  return key;
}

const webhookKey = (environment: Environment, connectionId: number): string =>
  `webhook:${environment}:${connectionId}`;

/** What a connection's deliveries carry to be believed: chosen by us once, and kept when its sign-in changes. */
export const readWebhookSecret = (
  secrets: SecretStore,
  environment: Environment,
  connectionId: number,
): Promise<string | undefined> => secrets.get(webhookKey(environment, connectionId));

/** As {@link readWebhookSecret}; `make` chooses one where there is none. */
export async function webhookSecretOf(
  secrets: SecretStore,
  environment: Environment,
  connectionId: number,
  make: () => string,
): Promise<string> {
  const known = await readWebhookSecret(secrets, environment, connectionId);
  if (known !== undefined) return known;
  const made = make();
  await secrets.set(webhookKey(environment, connectionId), made);
  return made;
}

/** Whoever connects anew gets another one; deliveries to a connection that has ended are not let in anyway. */
export const dropWebhookSecret = (
  secrets: SecretStore,
  environment: Environment,
  connectionId: number,
): Promise<void> => secrets.delete(webhookKey(environment, connectionId));

/** What a connection holds in the secrets. */
type Holder = Pick<Row<'connection'>, 'id' | 'environment' | 'state' | 'secretKey' | 'previousSecretKey'>;

/** Of some names in the secrets, those of sign-ins and deliveries that no connection holds any more. */
export function staleSecrets(keys: readonly string[], connections: readonly Holder[]): string[] {
  const held = new Set(
    connections
      .filter(({ state }) => state !== 'disconnected')
      .flatMap(({ id, environment, secretKey, previousSecretKey }) => [
        ...[secretKey, previousSecretKey],
        webhookKey(environment as Environment, id),
      ]),
  );
  return keys.filter((key) => /^(connection|webhook):(production|sandbox):/.test(key) && !held.has(key));
}
