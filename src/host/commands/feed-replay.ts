import type { Command } from 'commander';
import { openReplay, type ReplayedFetch } from '../../app/feed-tools.ts';
import { Refusal } from '../../domain/failure.ts';
import { sayNights } from '../../domain/say-nights.ts';
import { rangesOf, type StayDate } from '../../domain/stay-date.ts';
import { programFiles } from '../program.ts';
import { assertZone, readFile } from './feed-inspect.ts';
import { run, say } from './run-command.ts';

interface Options {
  readonly zone: string;
  readonly json?: boolean;
}

interface Line {
  /** As it was written, so that it can be found again. */
  readonly written: string | number;
  readonly at: number;
  readonly status: number;
  readonly body: string;
}

const wrong = (number: number, what: string): Refusal =>
  new Refusal(
    'invalid-input',
    `Line ${number}: ${what}. Each line is a fetch: {"at": instant, "status": 200, "body": "…"}.`,
    { line: number },
  );

function parseLine(text: string, number: number): Line {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong(number, 'this is not JSON');
  }
  const { at, status, body } = (value ?? {}) as Record<string, unknown>;
  if (typeof at !== 'string' && typeof at !== 'number') throw wrong(number, 'the instant is missing');
  const instant = typeof at === 'number' ? at : Date.parse(at);
  if (!Number.isFinite(instant)) throw wrong(number, `${at} is not an instant`);
  if (status !== undefined && !Number.isInteger(status)) throw wrong(number, 'the status is not a number');
  if (body !== undefined && body !== null && typeof body !== 'string')
    throw wrong(number, 'the body is not text');
  return { written: at, at: instant, status: (status as number | undefined) ?? 200, body: body ?? '' };
}

const words = (nights: readonly StayDate[]): string => sayNights(rangesOf(nights));

function forPeople(written: string | number, fetch: ReplayedFetch): string {
  const { created, changed, cancelled } = fetch.reservations;
  const said = [
    `${fetch.blocked.length} nights held`,
    ...(fetch.pending.length > 0 ? [`waiting: ${words(fetch.pending)}`] : []),
    ...(fetch.released.length > 0 ? [`freed: ${words(fetch.released)}`] : []),
    ...(created > 0 ? [`${created} new`] : []),
    ...(changed > 0 ? [`${changed} changed`] : []),
    ...(cancelled > 0 ? [`${cancelled} cancelled`] : []),
    ...fetch.alerts.map((code) => `! ${code}`),
  ];
  return `${written}  ${fetch.verdict.padEnd(8)}  ${said.join(', ')}`;
}

function replay(file: string, options: Options): void {
  const zone = assertZone(options.zone);
  const lines = readFile(file)
    .toString('utf8')
    .split('\n')
    .map((text, index) => ({ text: text.trim(), number: index + 1 }))
    .filter(({ text }) => text !== '');
  const hotel = openReplay(programFiles().migrations, zone);
  try {
    for (const { text, number } of lines) {
      const { written, ...fetch } = parseLine(text, number);
      const outcome = hotel.play(fetch);
      say(options.json ? JSON.stringify({ ...outcome, at: written }) : forPeople(written, outcome));
    }
  } finally {
    hotel.close();
  }
}

export function addFeedReplay(feed: Command): void {
  feed
    .command('replay')
    .description(
      'Plays past fetches of one calendar through the import, on their own time and in a database that is thrown away,\n' +
        'and says after each what Bellhop would have held.',
    )
    .argument(
      '<file.jsonl>',
      'one fetch a line, {"at": instant, "status": 200, "body": "…"}; - for standard input',
    )
    .option('--zone <IANA>', "the property's time zone", 'UTC')
    .option('--json', 'one JSON object a line on standard output')
    .addHelpText(
      'after',
      '\nblocked   every night held after the fetch, from that day on; nights that wait to be freed are among them' +
        '\npending   nights that the calendar no longer shows and that are still held: until enough good answers agree, or,' +
        '\n          where too many vanished at once, until a person decides' +
        '\nreleased  nights freed by this fetch' +
        '\nverdict   ok, suspect (something may be missing, or too much vanished at once), rejected (nothing was changed)' +
        '\nalerts    what people would have been told; a trouble that goes on is told once\n',
    )
    .action((file: string, options: Options) => run(() => replay(file, options)));
}
