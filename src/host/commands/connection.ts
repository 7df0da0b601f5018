import type { Command } from 'commander';
import type { Client } from '../../contract/client.ts';
import { Refusal } from '../../domain/failure.ts';
import { type HotelOptions, run, say, table, tell, withHotel } from './run-command.ts';

export interface OneOptions extends HotelOptions {
  readonly connection: string;
  readonly json?: boolean;
}

/** The number of a connection, given as its number or its name; refused in words where there is none. */
export async function connectionIdOf(client: Client, wish: string): Promise<number> {
  const { rows } = await client.call('connections.list', {});
  const found = rows.find(({ id }) => String(id) === wish) ?? rows.find(({ name }) => name === wish);
  if (found) return found.id;
  const known = rows.map(({ id, name }) => `${id} (${name})`).join(', ');
  throw new Refusal(
    'not-found',
    `There is no connection ${wish}. ${known === '' ? 'Add one first.' : `There are: ${known}.`}`,
  );
}

const list = (options: HotelOptions & { readonly json?: boolean }): Promise<void> =>
  withHotel(options, async (client) => {
    const { rows } = await client.call('connections.list', {});
    if (options.json) say(JSON.stringify(rows));
    else if (rows.length === 0) say('No channel is connected by sign-in.');
    else
      say(
        table([
          ['', 'Name', 'Channel', 'Account', 'How it is', ''],
          ...rows.map((row) => [
            String(row.id),
            row.name,
            row.providerName,
            `${row.environment}, ${row.host}`,
            row.health,
            row.words,
          ]),
        ]),
      );
  });

const rooms = (options: OneOptions): Promise<void> =>
  withHotel(options, async (client) => {
    const view = await client.call('connections.read', {
      id: await connectionIdOf(client, options.connection),
    });
    if (options.json) {
      say(JSON.stringify(view.rooms));
      return;
    }
    const { roomTypes } = await client.call('property.read', {});
    const nameOf = (id: number | null): string => roomTypes.find((type) => type.id === id)?.name ?? '';
    const linkOf = (room: (typeof view.rooms)[number]): string => {
      if (room.link === 'linked') return `is ${nameOf(room.roomTypeId)}`;
      if (room.link === 'ignored') return 'left out';
      const guess = nameOf(room.suggestedRoomTypeId);
      return guess === '' ? 'not linked' : `not linked; perhaps ${guess} (${room.suggestedRoomTypeId ?? ''})`;
    };
    if (view.rooms.length === 0) say('No room was read yet.');
    else
      say(
        table(
          view.rooms.map((room) => [
            room.externalId,
            room.name,
            `${room.quantity} units`,
            linkOf(room),
            room.warning,
          ]),
        ),
      );
  });

interface LinkOptions extends OneOptions {
  readonly room: string;
  readonly to: string;
}

/** A room type by its number or its name, or one of the words. */
async function targetOf(client: Client, wish: string): Promise<number | 'new' | 'none' | 'open'> {
  if (wish === 'new' || wish === 'none' || wish === 'open') return wish;
  const { roomTypes } = await client.call('property.read', {});
  const found =
    roomTypes.find(({ id }) => String(id) === wish) ?? roomTypes.find(({ name }) => name === wish);
  if (found) return found.id;
  const known = roomTypes.map(({ id, name }) => `${id} (${name})`).join(', ');
  throw new Refusal(
    'not-found',
    `There is no room type ${wish}. There are: ${known || 'none yet; say new'}.`,
  );
}

const link = (options: LinkOptions): Promise<void> =>
  withHotel(options, async (client) => {
    const id = await connectionIdOf(client, options.connection);
    const to = await targetOf(client, options.to);
    const { message } = await client.call('connections.linkRoom', { id, externalRoomId: options.room, to });
    say(message);
  });

interface TellOptions extends OneOptions {
  readonly stop?: boolean;
  readonly yes?: boolean;
}

/** What has to be known before telling begins; refused where it was not said that it is meant. */
async function askedBefore(client: Client, connectionId: number, isMeant: boolean): Promise<string[]> {
  const { guards, unread } = await client.call('sync.dryRun', { connectionId });
  const asking = guards.filter(({ weight }) => weight === 'ask');
  for (const { words } of [...unread, ...asking]) tell(words);
  if (unread.length > 0) tell(`  bellhop sync run --connection ${connectionId} --kind read-back`);
  if (!isMeant && unread.length + asking.length > 0)
    throw new Refusal(
      'not-possible',
      'Nothing is told yet. Say the same again with --yes if it is meant all the same.',
    );
  return asking.map(({ id }) => id);
}

const tellOrNot = (options: TellOptions): Promise<void> =>
  withHotel(options, async (client) => {
    const id = await connectionIdOf(client, options.connection);
    const isTold = options.stop !== true;
    const knowing = isTold ? await askedBefore(client, id, options.yes === true) : [];
    const { message } = await client.call('connections.tell', { id, isTold, knowing });
    say(message);
    // nothing works on by itself once this command has ended
    if (isTold) tell(`To tell it now: bellhop sync run --connection ${id} --kind push`);
  });

/** Options that the commands of one connection share. */
export const CONNECTION = ['--connection <number>', 'the connection, by its number or name'] as const;
export const DATA = ['--data <dir>', "the hotel's data folder"] as const;

export function addConnectionLooks(connection: Command): void {
  connection
    .command('list')
    .description('Lists the connections and how each one is.')
    .option('--json', 'one JSON list on standard output')
    .option(...DATA)
    .action((options: OneOptions) => run(() => list(options)));
  connection
    .command('rooms')
    .description('Lists the rooms of the channel and what they are here.')
    .requiredOption(...CONNECTION)
    .option('--json', 'one JSON list on standard output')
    .option(...DATA)
    .action((options: OneOptions) => run(() => rooms(options)));
  connection
    .command('link')
    .description('Says which room type a room of the channel is.')
    .requiredOption(...CONNECTION)
    .requiredOption('--room <id>', 'the room, as the channel numbers it')
    .requiredOption(
      '--to <room type>',
      'a room type by number or name; new: make one after it; none: leave it out',
    )
    .option(...DATA)
    .action((options: LinkOptions) => run(() => link(options)));
  connection
    .command('tell')
    .description('Begins to tell the channel what is left and what it costs. See dry-run for what would go.')
    .requiredOption(...CONNECTION)
    .option('--stop', 'tell it nothing any more')
    .option('--yes', 'also what has to be asked first')
    .option(...DATA)
    .action((options: TellOptions) => run(() => tellOrNot(options)));
}
