import { type Command, Option } from 'commander';
import type { InputOf } from '../../contract/index.ts';
import { connectionIdOf, type OneOptions } from './connection.ts';
import { lendCredential, tellWhereSecretsAre } from './lend-credential.ts';
import { run, say, tell, withHotel } from './run-command.ts';

type Kind = InputOf<'sync.run'>['kind'];
const KINDS: readonly Kind[] = ['pull', 'pull-all', 'push', 'read-back', 'reconcile', 'rooms'];

interface Options extends OneOptions {
  readonly kind: Kind;
}

const syncRun = (options: Options): Promise<void> =>
  withHotel({ ...options, allowLoopback: true }, async (client) => {
    const connectionId = await connectionIdOf(client, options.connection);
    await lendCredential(client, connectionId);
    const done = await client.call('sync.run', { connectionId, kind: options.kind, isAwaited: true });
    if (options.json) say(JSON.stringify(done));
    else (done.isGood ? say : tell)(done.message);
    if (done.isGood) return;
    await tellWhereSecretsAre(client);
    process.exitCode = 1;
  });

export function addSyncRun(program: Command): void {
  program
    .command('sync')
    .description('Work with channels that are connected by sign-in.')
    .command('run')
    .description('Does one kind of work now and waits for its end. Ends with 1 where it failed.')
    .requiredOption('--connection <number>', 'the connection, by its number or name')
    .addOption(new Option('--kind <kind>', 'which work').choices([...KINDS]).default('pull'))
    .option('--json', 'one JSON object on standard output')
    .option('--data <dir>', "the hotel's data folder")
    .action((options: Options) => run(() => syncRun(options)));
}
