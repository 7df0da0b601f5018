import type { Command } from 'commander';
import { type HotelOptions, run, say, withHotel } from './run-command.ts';

interface Options extends HotelOptions {
  readonly json?: boolean;
}

const list = (options: Options): Promise<void> =>
  withHotel(options, async (client) => {
    const { rows } = await client.call('conflicts.list', { state: 'open' });
    if (options.json) say(JSON.stringify(rows));
    else if (rows.length === 0) say('No open conflict.');
    else for (const row of rows) say(`${row.severity === 'high' ? '!' : ' '} ${row.title}\n  ${row.text}`);
  });

export function addConflicts(program: Command): void {
  program
    .command('conflicts')
    .description('Lists the open conflicts, worst and nearest first.')
    .option('--json', 'one JSON list on standard output')
    .option('--data <dir>', "the hotel's data folder")
    .action((options: Options) => run(() => list(options)));
}
