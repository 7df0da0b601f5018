import type { Command } from 'commander';
import { Refusal } from '../../domain/failure.ts';
import type { Client } from '../../contract/client.ts';
import { type HotelOptions, run, say, tell, withHotel } from './run-command.ts';

interface Options extends HotelOptions {
  readonly all?: boolean;
}

async function feedIdOf(client: Client, label: string): Promise<number> {
  const { rows } = await client.call('feeds.list', {});
  const found = rows.find((row) => row.label === label) ?? rows.find((row) => String(row.id) === label);
  if (!found) throw new Refusal('not-found', `There is no calendar ${label}.`);
  return found.id;
}

const refresh = (label: string | undefined, options: Options): Promise<void> =>
  withHotel(options, async (client) => {
    const id = label === undefined || options.all ? null : await feedIdOf(client, label);
    const stop = client.subscribe((event) => {
      if (event.type === 'progress' && event.done > 0) tell(`${event.done}/${event.total} ${event.words}`);
    });
    const { message, failed } = await client.call('feeds.refresh', { id });
    stop();
    say(message);
    if (failed > 0) {
      const { rows } = await client.call('feeds.list', {});
      for (const row of rows) if (row.failureMessage) tell(`${row.label}: ${row.failureMessage}`);
      process.exitCode = 1;
    }
  });

export function addFeedRefresh(feed: Command): void {
  feed
    .command('refresh')
    .description('Reads calendars now. Without a name: all that are not paused.')
    .argument('[label]', 'one calendar, by its label')
    .option('--all', 'all that are not paused')
    .option('--allow-loopback', 'allow calendars on this computer')
    .option('--data <dir>', "the hotel's data folder")
    .action((label: string | undefined, options: Options) => run(() => refresh(label, options)));
}
