import { existsSync } from 'node:fs';
import { databaseFile } from '../../app/create-core.ts';
import { CallFailed, type Client, createClient } from '../../contract/client.ts';
import type { CoreEvent } from '../../contract/events.ts';
import { Refusal } from '../../domain/failure.ts';
import { startFailureWords } from '../failure-words.ts';
import { usualDataFolder } from '../data-folder.ts';
import { openHotel } from '../open-core.ts';

/** Results, and nothing else, go to stdout. */
export const say = (words: string): void => void process.stdout.write(`${words}\n`);
/** Progress and trouble go to stderr. */
export const tell = (words: string): void => void process.stderr.write(`${words}\n`);

/** Runs a command; what it throws is told in words with its code, and the exit code says that it failed. */
export async function run(work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
  } catch (error) {
    const failure =
      error instanceof CallFailed
        ? new Refusal(error.failure.code, error.failure.message, error.failure.details)
        : error;
    tell(startFailureWords(failure));
    process.exitCode = 1;
  }
}

export interface HotelOptions {
  readonly data?: string | undefined;
  readonly allowLoopback?: boolean | undefined;
}

/** The data folder, which must hold a hotel: a mistyped one must not become an empty hotel in silence. */
export function folderWithHotel({ data = usualDataFolder() }: HotelOptions): string {
  if (existsSync(databaseFile(data))) return data;
  throw new Refusal('not-found', `There is no hotel in ${data}. Name its folder with --data.`, {
    folder: data,
  });
}

/** Opens the hotel of a data folder for one command, and closes it again whatever happens. */
export async function withHotel<T>(options: HotelOptions, work: (client: Client) => Promise<T>): Promise<T> {
  const data = folderWithHotel(options);
  const hotel = await openHotel({
    way: 'command-line',
    hotel: 'own',
    data,
    allowsLoopback: options.allowLoopback ?? false,
  });
  try {
    const client = createClient({
      send: (request) => hotel.core.dispatch(request, { actor: 'Command line', origin: 'command-line' }),
      subscribe: (listen: (event: CoreEvent) => void) => hotel.core.subscribe(listen),
    });
    return await work(client);
  } finally {
    await hotel.stop();
  }
}

/** Columns of equal width, for people. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
