import type { Command } from 'commander';
import { CallFailed, type Client } from '../../contract/client.ts';
import { Refusal } from '../../domain/failure.ts';
import { usualDataFolder } from '../data-folder.ts';
import { programFiles } from '../program.ts';
import { type HotelOptions, run, say, withHotel } from './run-command.ts';

interface Options extends HotelOptions {
  readonly json?: boolean;
}

interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'look' | 'bad';
  readonly words: string;
}

const LEAST_NODE = 22;

function programFindings(data: string): Finding[] {
  const isOld = Number(process.versions.node.split('.')[0]) < LEAST_NODE;
  return [
    { what: 'Bellhop', state: 'ok', words: `${programFiles().version}, data in ${data}` },
    { what: 'Node', state: isOld ? 'bad' : 'ok', words: process.versions.node },
  ];
}

async function hotelFindings(client: Client): Promise<Finding[]> {
  const info = await client.call('host.info', {});
  const { property, roomTypes } = await client.call('property.read', {});
  const units = roomTypes.reduce((sum, type) => sum + type.units.length, 0);
  const { rows: feeds } = await client.call('feeds.list', {});
  const { rows: exports, folder } = await client.call('exports.list', {});
  const { rows: conflicts } = await client.call('conflicts.list', { state: 'open' });
  const unwritten = exports.find((row) => row.writeFailure !== null);
  return [
    { what: 'Database', state: 'ok', words: 'opens, and its pages are sound' },
    {
      what: 'Secrets',
      state: info.secrets.isLocked ? 'bad' : info.secrets.kind === 'memory' ? 'look' : 'ok',
      words: info.secrets.note ?? `kept in the ${info.secrets.kind}`,
    },
    property
      ? { what: 'Hotel', state: 'ok', words: `${property.name}, ${property.zone}, ${units} units` }
      : { what: 'Hotel', state: 'look', words: 'not set up yet' },
    ...feeds.map((row): Finding => {
      const isBad = row.state === 'failing' || row.state === 'quarantined' || row.state === 'locked';
      const state = isBad ? 'bad' : row.state === 'fresh' ? 'ok' : 'look';
      return { what: `Reads ${row.label}`, state, words: row.failureMessage ?? row.state };
    }),
    {
      what: 'Writes calendars',
      state: unwritten ? 'bad' : 'ok',
      words:
        unwritten?.writeFailure ??
        `${exports.length}, ${folder === null ? 'no folder chosen' : `to ${folder}`}`,
    },
    {
      what: 'Conflicts',
      state: conflicts.length > 0 ? 'look' : 'ok',
      words: conflicts.length > 0 ? `${conflicts.length} open` : 'none',
    },
  ];
}

async function doctor(options: Options): Promise<void> {
  const data = options.data ?? usualDataFolder();
  const findings = programFindings(data);
  try {
    findings.push(...(await withHotel(options, hotelFindings)));
  } catch (error) {
    const failure = error instanceof Refusal || error instanceof CallFailed ? error.failure : undefined;
    if (!failure) throw error;
    const isRunning = failure.code === 'data-folder-in-use';
    const words = isRunning
      ? 'a Bellhop is running on it; its own screens say how it is'
      : `${failure.message} (${failure.code})`;
    findings.push({ what: 'Hotel', state: isRunning ? 'ok' : 'bad', words });
  }
  if (options.json) say(JSON.stringify(findings));
  else for (const { what, state, words } of findings) say(`${state.padEnd(4)}  ${what}: ${words}`);
  if (findings.some(({ state }) => state === 'bad')) process.exitCode = 1;
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('Looks whether everything is as it should be. Ends with 1 where something is not.')
    .option('--json', 'one JSON list on standard output')
    .option('--data <dir>', "the hotel's data folder")
    .action((options: Options) => run(() => doctor(options)));
}
