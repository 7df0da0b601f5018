import { type Command, Option } from 'commander';
import type { Client } from '../../contract/client.ts';
import type { ConnectionTest, ConnectionView } from '../../contract/connections.ts';
import { ENVIRONMENTS, type Environment } from '../../domain/connection.ts';
import { Refusal } from '../../domain/failure.ts';
import { askCredential } from './ask-secret.ts';
import { tellWhereSecretsAre } from './lend-credential.ts';
import { type HotelOptions, run, say, tell, withHotel } from './run-command.ts';

interface Options extends HotelOptions {
  readonly provider: string;
  readonly baseUrl?: string;
  readonly env: Environment;
  readonly name?: string;
  readonly property?: string;
  readonly json?: boolean;
}

async function fieldsOf(client: Client, id: string) {
  const { providers } = await client.call('connections.providers', {});
  const found = providers.find((provider) => provider.id === id);
  if (found) return found;
  const known = providers.map((provider) => provider.id).join(', ');
  throw new Refusal('not-found', `Bellhop knows no channel ${id}. There are: ${known}.`);
}

function chosen(
  { properties }: ConnectionTest,
  wish: string | undefined,
): ConnectionTest['properties'][number] {
  const list = properties.map(({ externalId, name }) => `${externalId} (${name})`).join(', ');
  const found = properties.find(({ externalId, name }) => externalId === wish || name === wish);
  if (wish !== undefined && !found)
    throw new Refusal('not-found', `This sign-in does not reach the property ${wish}. It reaches ${list}.`);
  const [only] = properties;
  if (!only) throw new Refusal('not-found', 'This sign-in reaches no property. Look at its rights there.');
  if (!found && properties.length > 1)
    throw new Refusal('invalid-input', `Several properties are there. Name one with --property: ${list}.`);
  return found ?? only;
}

/** Both readings go on their own in a running Bellhop; here they are waited for. What fails is said. */
async function readNow(client: Client, connectionId: number): Promise<void> {
  for (const kind of ['rooms', 'pull'] as const) {
    const { message, isGood } = await client.call('sync.run', { connectionId, kind, isAwaited: true });
    if (!isGood) tell(message);
  }
}

const count = (some: number, one: string): string => `${some} ${one}${some === 1 ? '' : 's'}`;

/** What was found there, and the commands that come next. */
async function sayFound(client: Client, view: ConnectionView): Promise<void> {
  const { id, name, rooms, environment, host } = view;
  const { roomTypes } = await client.call('property.read', {});
  say(
    `${name} is connection ${id}: ${view.externalPropertyName} (${view.externalPropertyId}), ${environment}, ${host}.`,
  );
  const found = rooms.map(({ name: room, quantity }) => `${room} (${quantity})`).join(', ');
  say(rooms.length === 0 ? 'No room was found there.' : `Found ${count(rooms.length, 'room')}: ${found}.`);
  const { unmappedBookings: waiting } = view;
  if (waiting > 0)
    say(
      `${count(waiting, 'booking')} came in; ${waiting === 1 ? 'it lies' : 'they lie'} where it was guessed.`,
    );
  const open = rooms.filter(({ link }) => link === 'open');
  say('Next:');
  for (const { externalId, suggestedRoomTypeId } of open) {
    const guess = roomTypes.find((type) => type.id === suggestedRoomTypeId)?.name ?? 'new';
    say(`  bellhop connection link --connection ${id} --room ${externalId} --to ${JSON.stringify(guess)}`);
  }
  say(`  bellhop sync run --connection ${id} --kind read-back   # what does it show now?`);
  say(`  bellhop dry-run --connection ${id}                     # what would it be told?`);
  say(`  bellhop connection tell --connection ${id}`);
}

const add = (options: Options): Promise<void> =>
  withHotel({ ...options, allowLoopback: true }, async (client) => {
    const { provider, env, baseUrl } = options;
    const known = await fieldsOf(client, provider);
    const fields = await askCredential(known.fields);
    const ask = { provider, environment: env, fields, ...(baseUrl === undefined ? {} : { baseUrl }) };
    const tested = await client.call('connections.test', ask);
    for (const words of tested.missing) tell(words);
    const property = chosen(tested, options.property);
    if (property.connectedId !== null)
      throw new Refusal(
        'not-possible',
        `This property is connected already, as connection ${property.connectedId}. To change its sign-in: bellhop connection sign-in --connection ${property.connectedId}`,
      );
    const name = options.name ?? known.name;
    const asked = { testId: tested.testId, externalPropertyId: property.externalId, name };
    const { id, message } = await client.call('connections.add', asked);
    tell(message);
    await tellWhereSecretsAre(client);
    await readNow(client, id);
    const row = await client.call('connections.read', { id });
    if (options.json) say(JSON.stringify(row));
    else await sayFound(client, row);
  });

export function addConnectionAdd(connection: Command): void {
  connection
    .command('add')
    .description(
      'Connects a channel by sign-in. The credential is read from BELLHOP_INVITE_CODE or BELLHOP_TOKEN, or asked for on the terminal without being shown.',
    )
    .requiredOption('--provider <id>', 'the channel, such as beds24')
    .option('--base-url <address>', 'another address of the same API; needed for a sandbox')
    .addOption(
      new Option('--env <environment>', 'which account').choices([...ENVIRONMENTS]).makeOptionMandatory(),
    )
    .option('--name <name>', 'what it is called here')
    .option('--property <id>', 'which property, where the account has several')
    .option('--json', 'one JSON object on standard output')
    .option('--data <dir>', "the hotel's data folder")
    .action((options: Options) => run(() => add(options)));
}
