import type { Command } from 'commander';
import { connectionIdOf, type OneOptions } from './connection.ts';
import { lendCredential, tellWhereSecretsAre } from './lend-credential.ts';
import { run, say, tell, withHotel } from './run-command.ts';

const reconcile = (options: OneOptions): Promise<void> =>
  withHotel({ ...options, allowLoopback: true }, async (client) => {
    const connectionId = await connectionIdOf(client, options.connection);
    await lendCredential(client, connectionId);
    const done = await client.call('sync.run', { connectionId, kind: 'reconcile', isAwaited: true });
    if (!done.isGood || done.runId === null) {
      if (options.json) say(JSON.stringify(done));
      tell(done.message);
      await tellWhereSecretsAre(client);
      process.exitCode = 1;
      return;
    }
    const report = await client.call('sync.report', { runId: done.runId });
    if (options.json) {
      say(JSON.stringify(report));
      return;
    }
    say(done.message);
    say(`Agreed: ${report.agreed}`);
    for (const words of report.healed) say(`Healed: ${words}`);
    for (const { words } of report.needsPerson) say(`Needs a person: ${words}`);
  });

export function addReconcile(program: Command): void {
  program
    .command('reconcile')
    .description(
      'Compares everything with a channel, mends what can be mended, and says what needs a person.',
    )
    .requiredOption('--connection <number>', 'the connection, by its number or name')
    .option('--json', 'one JSON object on standard output')
    .option('--data <dir>', "the hotel's data folder")
    .action((options: OneOptions) => run(() => reconcile(options)));
}
