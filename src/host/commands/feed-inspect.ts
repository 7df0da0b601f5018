import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { fetchBody, inspectBody, type Inspection } from '../../app/feed-tools.ts';
import { channelName } from '../../domain/channel.ts';
import { Refusal } from '../../domain/failure.ts';
import { dateInZone, isZone, nightsBetween, parseStayDate, type StayDate } from '../../domain/stay-date.ts';
import { createClock } from '../clock.ts';
import { programFiles } from '../program.ts';
import { run, say, table } from './run-command.ts';

interface Options {
  readonly zone: string;
  readonly asOf?: string;
  readonly json?: boolean;
  readonly allowLoopback?: boolean;
}

const isAddress = (source: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(source);

/** A file as it lies there; refused in words where it can not be read. */
export function readFile(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new Refusal('file-unreadable', `This file can not be read: ${file}. Check its name and place.`, {
      cause: code,
    });
  }
}

/** An IANA zone, refused in words where this computer knows none of that name. */
export function assertZone(zone: string): string {
  if (isZone(zone)) return zone;
  throw new Refusal('invalid-input', `${zone} is not a time zone. Give one such as Europe/Lisbon.`);
}

function dateOf(text: string | undefined, zone: string): StayDate {
  if (text === undefined) return dateInZone(createClock().now(), zone);
  const date = parseStayDate(text);
  if (!date) throw new Refusal('invalid-input', `${text} is not a date. Give one as YYYY-MM-DD.`);
  return date;
}

function forPeople({ verdict, channel, producer, mode, reasons, events, problems }: Inspection): string {
  const head = [
    `${verdict}: ${channelName(channel)}${producer === '' ? '' : ` (${producer})`}, ${mode === 'stays' ? 'stays and blocks' : 'closed nights only'}`,
    ...reasons.map(({ message }) => `  ${message}`),
  ];
  const rows = events.map(({ firstNight, departure, kind, summary }) => [
    firstNight,
    departure,
    `${nightsBetween(firstNight, departure)} n`,
    kind,
    summary,
  ]);
  const list =
    rows.length > 0 ? table([['First night', 'Departure', '', 'Kind', 'Text'], ...rows]) : 'No nights.';
  const trouble = problems.map(
    ({ line, code, message }) => `${line === null ? '' : `line ${line}: `}${message} (${code})`,
  );
  return [...head, '', list, ...(trouble.length > 0 ? ['', 'Problems', ...trouble] : [])].join('\n');
}

async function inspect(source: string, options: Options): Promise<void> {
  const zone = assertZone(options.zone);
  const asOf = dateOf(options.asOf, zone);
  const body = isAddress(source)
    ? await fetchBody(source, {
        allowLoopback: options.allowLoopback ?? false,
        version: programFiles().version,
        clock: createClock(),
      })
    : readFile(source);
  const found = inspectBody(body, zone, asOf, isAddress(source) ? source : undefined);
  say(options.json ? JSON.stringify(found) : forPeople(found));
  if (found.verdict === 'rejected') process.exitCode = 1;
}

export function addFeedInspect(feed: Command): void {
  feed
    .command('inspect')
    .description(
      'Says what a calendar means: its channel, the nights it takes, everything that is wrong with it. Keeps nothing.\n' +
        'Ends with 0 for ok and suspect, with 1 for rejected.',
    )
    .argument('<file or address>', 'an .ics file, - for standard input, or an https:// address')
    .option('--zone <IANA>', "the property's time zone", 'UTC')
    .option('--as-of <date>', 'the day of reading, YYYY-MM-DD (default: today)')
    .option('--json', 'one JSON object on standard output')
    .option('--allow-loopback', 'allow an address on this computer')
    .action((source: string, options: Options) => run(() => inspect(source, options)));
}
