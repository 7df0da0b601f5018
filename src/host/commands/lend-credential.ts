import type { Client } from '../../contract/client.ts';
import { givenCredential } from './ask-secret.ts';
import { tell } from './run-command.ts';

/**
 * Where the environment carries a credential (`BELLHOP_INVITE_CODE`, `BELLHOP_TOKEN`), signs in with it for this run only;
 * what is kept stays as it is.
 */
export async function lendCredential(client: Client, id: number): Promise<void> {
  const { provider, environment, baseUrl } = await client.call('connections.read', { id });
  const { providers } = await client.call('connections.providers', {});
  const fields = givenCredential(providers.find((known) => known.id === provider)?.fields ?? []);
  if (Object.keys(fields).length === 0) return;
  const { testId } = await client.call('connections.test', { provider, environment, baseUrl, fields });
  const { message } = await client.call('connections.lend', { id, testId });
  tell(message);
}

/** Said beside a failure where it may be the reason. */
export async function tellWhereSecretsAre(client: Client): Promise<void> {
  const { secrets } = await client.call('host.info', {});
  if (secrets.kind === 'memory')
    tell(
      'This computer has no keychain that Bellhop can use: a sign-in lasts for one command. Set BELLHOP_PASSPHRASE to keep it sealed in the data folder, or give a credential with the command, in BELLHOP_INVITE_CODE or BELLHOP_TOKEN.',
    );
}
