import { writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { Client } from '../../contract/client.ts';
import { type Channel, CHANNELS } from '../../domain/channel.ts';
import { Refusal } from '../../domain/failure.ts';
import { run, tell, withHotel } from './run-command.ts';

interface Options {
  readonly unit?: string;
  readonly roomType?: string;
  readonly for: Channel;
  readonly out?: string;
  readonly data?: string;
}

interface Place {
  readonly roomTypeId: number;
  readonly unitId: number | null;
}

async function placeOf(client: Client, { unit, roomType }: Options): Promise<Place> {
  if ((unit === undefined) === (roomType === undefined))
    throw new Refusal('invalid-input', 'Name either a unit (--unit) or a room type (--room-type).');
  const { roomTypes } = await client.call('property.read', {});
  for (const type of roomTypes) {
    if (roomType !== undefined && type.name === roomType) return { roomTypeId: type.id, unitId: null };
    const found = type.units.find(({ name }) => unit !== undefined && name === unit);
    if (found) return { roomTypeId: type.id, unitId: found.id };
  }
  throw new Refusal(
    'not-found',
    `There is no ${unit === undefined ? 'room type' : 'unit'} ${unit ?? roomType}.`,
  );
}

/** The feed of that place for that channel. Made where there is none: the UIDs in it have to be kept. */
async function exportOf(client: Client, place: Place, channel: Channel): Promise<number> {
  const { rows } = await client.call('exports.list', {});
  const known = rows.find(
    (row) => row.channel === channel && row.roomTypeId === place.roomTypeId && row.unitId === place.unitId,
  );
  if (known) return known.id;
  const { id, message } = await client.call('exports.add', { channel, ...place });
  tell(message);
  return id;
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new Refusal('file-unwritable', `The calendar could not be written to ${file}.`, { cause: code });
  }
}

const exportFeed = (options: Options): Promise<void> =>
  withHotel(options, async (client) => {
    const id = await exportOf(client, await placeOf(client, options), options.for);
    const { text, nights, leftOut } = await client.call('exports.preview', { id });
    for (const words of leftOut) tell(`Left out: ${words}`);
    if (options.out === undefined) process.stdout.write(text);
    else {
      write(options.out, text);
      tell(
        `Wrote ${nights.length} ${nights.length === 1 ? 'stretch' : 'stretches'} of nights to ${options.out}.`,
      );
    }
  });

export function addFeedExport(feed: Command): void {
  feed
    .command('export')
    .description('Writes the calendar of a unit or a room type as one channel should read it.')
    .option('--unit <name>', 'the unit, by the name on its door')
    .option('--room-type <name>', 'the room type: a night is closed when none of its units is left')
    .addOption(
      new Option('--for <channel>', 'leave out what came from this channel')
        .choices([...CHANNELS])
        .default('other'),
    )
    .option('--out <file>', 'write to this file instead of standard output')
    .option('--data <dir>', "the hotel's data folder")
    .action((options: Options) => run(() => exportFeed(options)));
}
