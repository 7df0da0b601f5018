import type { Command } from 'commander';
import type { OutboxItem } from '../../contract/sync.ts';
import { connectionIdOf } from './connection.ts';
import { type HotelOptions, run, say, withHotel } from './run-command.ts';

interface Options extends HotelOptions {
  readonly connection?: string;
  readonly ended?: boolean;
  readonly json?: boolean;
}

function sayItem({ jobId, state, title, says, attempts, failureWords }: OutboxItem): void {
  const tries = attempts > 1 ? `, tried ${attempts} times` : '';
  say(`${jobId}  ${title} (${state}${tries})`);
  for (const line of says) say(`     ${line}`);
  if (failureWords !== null && failureWords !== '') say(`     ${failureWords}`);
}

const outbox = (options: Options): Promise<void> =>
  withHotel(options, async (client) => {
    const { connection, ended } = options;
    const connectionId = connection === undefined ? null : await connectionIdOf(client, connection);
    const box = await client.call('sync.outbox', { connectionId, show: ended ? 'ended' : 'open' });
    if (options.json) {
      say(JSON.stringify(box));
      return;
    }
    for (const { words } of box.summary) say(words);
    if (box.items.length === 0) say('Nothing stands in the outbox.');
    for (const item of box.items) sayItem(item);
  });

export function addOutbox(program: Command): void {
  program
    .command('outbox')
    .description('What waits to be told and read, and what it will say.')
    .option('--connection <number>', 'only this connection')
    .option('--ended', 'what is over instead')
    .option('--json', 'one JSON object on standard output')
    .option('--data <dir>', "the hotel's data folder")
    .action((options: Options) => run(() => outbox(options)));
}
