import { resolve } from 'node:path';
import type { Command } from 'commander';
import { copyHotel } from '../../app/copy-hotel.ts';
import { folderWithHotel, type HotelOptions, run, say } from './run-command.ts';

function backup(file: string, options: HotelOptions): void {
  const made = copyHotel(folderWithHotel(options), resolve(file));
  say(`${made.file} (${made.bytes} bytes)`);
}

export function addBackup(program: Command): void {
  program
    .command('backup')
    .description(
      'Writes a whole copy of the database to a file that does not exist yet, also while Bellhop is running. Secrets are not in it.',
    )
    .argument('<file>')
    .option('--data <dir>', "the hotel's data folder")
    .action((file: string, options: HotelOptions) => run(() => backup(file, options)));
}
