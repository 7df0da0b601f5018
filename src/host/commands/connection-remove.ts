import type { Command } from 'commander';
import type { Client } from '../../contract/client.ts';
import { Refusal } from '../../domain/failure.ts';
import { CONNECTION, connectionIdOf, DATA, type OneOptions } from './connection.ts';
import { lendCredential, tellWhereSecretsAre } from './lend-credential.ts';
import { run, say, tell, withHotel } from './run-command.ts';

interface Options extends OneOptions {
  readonly close?: boolean;
  readonly leave?: boolean;
  readonly reason?: string;
}

/** Letting go without a word would leave a calendar that goes on selling and that nobody looks at. */
function meanwhileOf({ close, leave }: Options, name: string): 'close' | 'leave' {
  if (close === true && leave !== true) return 'close';
  if (leave === true && close !== true) return 'leave';
  throw new Refusal(
    'invalid-input',
    `What shall ${name} show afterwards? Say --close to have every night closed there first, or --leave to leave it as it is: then it goes on selling what it shows.`,
  );
}

/** Tells the channel that nothing is for sale, and lets it go once it has confirmed that. */
async function closeNow(client: Client, id: number): Promise<void> {
  const told = await client.call('sync.run', { connectionId: id, kind: 'push', isAwaited: true });
  const { state, words } = await client.call('connections.read', { id });
  if (state === 'disconnected') {
    say(words);
    return;
  }
  tell(told.message);
  tell(`It is not let go yet. Try again: bellhop sync run --connection ${id} --kind push`);
  if (!told.isGood) await tellWhereSecretsAre(client);
  process.exitCode = 1;
}

const remove = (options: Options): Promise<void> =>
  withHotel({ ...options, allowLoopback: true }, async (client) => {
    const id = await connectionIdOf(client, options.connection);
    const { name } = await client.call('connections.read', { id });
    const meanwhile = meanwhileOf(options, name);
    if (meanwhile === 'close') await lendCredential(client, id);
    const asked = { id, meanwhile, ...(options.reason === undefined ? {} : { reason: options.reason }) };
    say((await client.call('connections.disconnect', asked)).message);
    if (meanwhile === 'close') await closeNow(client, id);
  });

export function addConnectionRemove(connection: Command): void {
  connection
    .command('remove')
    .description('Lets a channel go. Its bookings stay here. Say what it shall show afterwards.')
    .requiredOption(...CONNECTION)
    .option('--close', 'close every night there first, and let it go when it has confirmed that')
    .option('--leave', 'leave it as it is: it goes on selling what it shows')
    .option('--reason <text>', 'why, for the history')
    .option(...DATA)
    .action((options: Options) => run(() => remove(options)));
}
