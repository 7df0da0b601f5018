import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type HotelOptions, run, say, withHotel } from './run-command.ts';

const backup = (file: string, options: HotelOptions): Promise<void> =>
  withHotel(options, async (client) => {
    const made = await client.call('host.backup', { file: resolve(file) });
    say(`${made.file} (${made.bytes} bytes)`);
  });

export function addBackup(program: Command): void {
  program
    .command('backup')
    .description(
      'Writes a whole copy of the database to a file that does not exist yet. Secrets are not in it.',
    )
    .argument('<file>')
    .option('--data <dir>', "the hotel's data folder")
    .action((file: string, options: HotelOptions) => run(() => backup(file, options)));
}
