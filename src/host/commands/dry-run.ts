import type { Command } from 'commander';
import { connectionIdOf } from './connection.ts';
import { type HotelOptions, run, say, withHotel } from './run-command.ts';

interface Options extends HotelOptions {
  readonly connection?: string;
  readonly json?: boolean;
}

const dryRun = (options: Options): Promise<void> =>
  withHotel(options, async (client) => {
    const { connection } = options;
    const connectionId = connection === undefined ? null : await connectionIdOf(client, connection);
    const diff = await client.call('sync.dryRun', { connectionId });
    if (options.json) {
      say(JSON.stringify(diff));
      return;
    }
    for (const words of diff.summary) say(words);
    for (const { connectionId: id, words } of diff.unread)
      say(`${words}\n  bellhop sync run --connection ${id} --kind read-back`);
    for (const { words, weight } of diff.guards)
      say(`${weight === 'stop' ? 'Does not go' : 'Think of it'}: ${words}`);
    const isManyChannels = new Set(diff.totals.map((total) => total.connectionId)).size > 1;
    for (const { connectionName, words } of diff.totals)
      say(`  ${isManyChannels ? `${connectionName}, ` : ''}${words}`);
    if (diff.lines.length > 0) say('Night by night:');
    for (const { roomTypeName, ratePlanName, nights, field, before, after } of diff.lines) {
      const place = ratePlanName === null ? roomTypeName : `${roomTypeName}, ${ratePlanName}`;
      say(`  ${place}: ${nights}, ${field.toLowerCase()}: ${before} → ${after}`);
    }
    if (diff.more > 0) say(`  and ${diff.more} more`);
  });

export function addDryRun(program: Command): void {
  program
    .command('dry-run')
    .description('What would be told to whom now, and what to think of first. Nothing is sent.')
    .option('--connection <number>', 'only this connection, also one that is not told yet')
    .option('--json', 'one JSON object on standard output')
    .option('--data <dir>', "the hotel's data folder")
    .action((options: Options) => run(() => dryRun(options)));
}
