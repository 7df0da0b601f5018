import { type Command, Option } from 'commander';
import type { Client } from '../../contract/client.ts';
import { askCredential } from './ask-secret.ts';
import { CONNECTION, connectionIdOf, DATA, type OneOptions } from './connection.ts';
import { tellWhereSecretsAre } from './lend-credential.ts';
import { run, say, tell, withHotel } from './run-command.ts';

interface Options extends OneOptions {
  readonly keep?: 'new' | 'old';
}

/** Signs in with what is given, keeps it beside the old one, and tries it by reading. */
async function signInAnew(client: Client, id: number): Promise<void> {
  const view = await client.call('connections.read', { id });
  if (view.hasOldCredential) {
    say(`The last change of the sign-in of ${view.name} is not confirmed yet.`);
    sayWhatNext(id);
    return;
  }
  const { provider, environment, baseUrl } = view;
  const { providers } = await client.call('connections.providers', {});
  const fields = await askCredential(providers.find((known) => known.id === provider)?.fields ?? []);
  const tested = await client.call('connections.test', { provider, environment, baseUrl, fields });
  for (const words of tested.missing) tell(words);
  const { message } = await client.call('connections.rotate', { id, testId: tested.testId });
  say(message);
  await tellWhereSecretsAre(client);
  const tried = await client.call('sync.run', { connectionId: id, kind: 'pull', isAwaited: true });
  if (!tried.isGood) {
    tell(tried.message);
    process.exitCode = 1;
  } else say('It was read with the new sign-in.');
  sayWhatNext(id);
}

function sayWhatNext(id: number): void {
  say('Next, one of:');
  say(`  bellhop connection sign-in --connection ${id} --keep new   # the old sign-in is ended`);
  say(`  bellhop connection sign-in --connection ${id} --keep old   # the new one is ended`);
}

const signIn = (options: Options): Promise<void> =>
  withHotel({ ...options, allowLoopback: true }, async (client) => {
    const id = await connectionIdOf(client, options.connection);
    const { keep } = options;
    if (keep === undefined) await signInAnew(client, id);
    else say((await client.call('connections.confirmRotation', { id, keep })).message);
  });

export function addConnectionSignIn(connection: Command): void {
  connection
    .command('sign-in')
    .description(
      'Signs in anew, where a channel no longer takes the old sign-in or it is time to change it. The credential is read from BELLHOP_INVITE_CODE or BELLHOP_TOKEN, or asked for on the terminal without being shown.',
    )
    .requiredOption(...CONNECTION)
    .addOption(
      new Option('--keep <which>', 'ends a change of the sign-in: which one is kept').choices(['new', 'old']),
    )
    .option(...DATA)
    .action((options: Options) => run(() => signIn(options)));
}
