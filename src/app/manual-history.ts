import type { OutputOf, ParsedInputOf } from '../contract/index.ts';
import type { ManualHistoryRow, ManualSum } from '../contract/manual-records.ts';
import { renderCsv } from '../domain/csv.ts';
import { Refusal } from '../domain/failure.ts';
import { sayDate } from '../domain/say-nights.ts';
import { dateInZone, dayNumber, nightsBetween, type StayDate } from '../domain/stay-date.ts';
import { listConnections } from '../store/connections.ts';
import { stepsOfTasks, tasksNeeded } from '../store/manual-history.ts';
import type { ManualStepRow, ManualTaskRow } from '../store/manual-tasks.ts';
import { findProperty } from '../store/property.ts';
import { editsOf } from '../sync/worklist.ts';
import type { Surroundings } from './handler.ts';

type Filter = ParsedInputOf<'manual.history'>;
const MOST_DAYS = 400;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const isDone = ({ state }: ManualHistoryRow): boolean => state.startsWith('done');

/** Nights that a sweep found to show something else. */
function differencesOf({ kind }: ManualTaskRow, steps: readonly ManualStepRow[]): number {
  if (kind !== 'sweep') return 0;
  const seen = steps.filter(({ step }) => step === 'sweep').map((line) => JSON.parse(line.seen) as object);
  return seen.reduce((sum, one) => sum + Object.keys(one).length, 0);
}

/** Who had a hand in it. Bellhop ends lists by itself; that is nobody's work. */
const peopleOf = ({ endedBy, secondBy }: ManualTaskRow, steps: readonly ManualStepRow[]): string[] => [
  ...new Set(
    [...steps.map(({ by }) => by), endedBy, secondBy].filter((name) => name !== '' && name !== 'Bellhop'),
  ),
];

function rowOf(
  task: ManualTaskRow,
  steps: readonly ManualStepRow[],
  names: ReadonlyMap<number, string>,
  zone: string,
): ManualHistoryRow {
  const { pending, proven } = editsOf(task);
  const isVerified = task.state === 'done' || task.state === 'done-with-deviation';
  const minutes =
    isVerified && task.endedAt !== null
      ? Math.round(Math.max(0, task.endedAt - task.neededAt) / (MINUTE_MS / 10)) / 10
      : null;
  return {
    ...{ taskId: task.id, connectionId: task.connectionId, words: task.words, minutes },
    channelName: names.get(task.connectionId) ?? 'A former channel',
    kind: task.kind as ManualHistoryRow['kind'],
    state: task.state as ManualHistoryRow['state'],
    day: dateInZone(task.neededAt, zone),
    ...{ neededAt: task.neededAt, endedAt: task.endedAt, secondBy: task.secondBy },
    people: peopleOf(task, steps),
    hasLastUnit: [...(task.endedAt === null ? [] : proven), ...pending].some(({ nights }) =>
      nights.some(({ isLastUnit }) => isLastUnit),
    ),
    differences: differencesOf(task, steps),
  };
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const at = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(at) - 1], sorted[Math.floor(at)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Sweeps take no time from a need: only what was asked for counts in the minutes. */
function sum(key: string, words: string, rows: readonly ManualHistoryRow[]): ManualSum {
  const done = rows.filter(isDone);
  const unverified = done.filter(({ state }) => state === 'done-unverified').length;
  const open = rows.filter(({ endedAt }) => endedAt === null);
  const minutes = rows.flatMap((row) => (row.minutes === null || row.kind === 'sweep' ? [] : [row.minutes]));
  return {
    ...{ key, words, tasks: rows.length, done: done.length, unverified },
    shareUnverified: done.length === 0 ? null : unverified / done.length,
    open: open.length,
    openWithLastUnit: open.filter(({ hasLastUnit }) => hasLastUnit).length,
    minutesMedian: median(minutes),
    minutesMost: minutes.length === 0 ? null : Math.max(...minutes),
    differences: rows.reduce((all, row) => all + row.differences, 0),
  };
}

function grouped(
  rows: readonly ManualHistoryRow[],
  keysOf: (row: ManualHistoryRow) => readonly string[],
  wordsOf: (key: string, row: ManualHistoryRow) => string,
): ManualSum[] {
  const groups = new Map<string, ManualHistoryRow[]>();
  for (const row of rows) for (const key of keysOf(row)) groups.set(key, [...(groups.get(key) ?? []), row]);
  return [...groups].map(([key, own]) => sum(key, wordsOf(key, own[0] as ManualHistoryRow), own));
}

function rowsOf({ store }: Surroundings, { from, to, connectionId, person }: Filter): ManualHistoryRow[] {
  if (to < from) throw new Refusal('invalid-input', 'The last day is before the first.', { field: 'to' });
  if (nightsBetween(from, to) > MOST_DAYS)
    throw new Refusal('invalid-input', `Ask for at most ${String(MOST_DAYS)} days at once.`, { field: 'to' });
  const { read } = store;
  const zone = findProperty(read)?.zone ?? 'UTC';
  const tasks = tasksNeeded(read, {
    // a day more on both sides: where the day begins depends on the zone
    ...{ from: (dayNumber(from) - 1) * DAY_MS, until: (dayNumber(to) + 2) * DAY_MS },
    ...(connectionId === undefined ? {} : { connectionId }),
  });
  const steps = Map.groupBy(
    stepsOfTasks(
      read,
      tasks.map(({ id }) => id),
    ),
    ({ taskId }) => taskId,
  );
  const names = new Map(listConnections(read).map(({ id, name }) => [id, name]));
  const rows = tasks
    .map((task) => rowOf(task, steps.get(task.id) ?? [], names, zone))
    .filter(({ day }) => day >= from && day <= to);
  return person ? rows.filter(({ people }) => people.includes(person)) : rows;
}

/** What was done by hand, task by task, and summed up. */
export function readManualHistory(here: Surroundings, filter: Filter): OutputOf<'manual.history'> {
  const rows = rowsOf(here, filter);
  return {
    rows,
    total: sum('', 'All', rows),
    channels: grouped(
      rows,
      ({ connectionId }) => [String(connectionId)],
      (_key, row) => row.channelName,
    ),
    people: grouped(
      rows,
      ({ people }) => people,
      (key) => key,
    ).sort((a, b) => a.words.localeCompare(b.words)),
    days: grouped(
      rows,
      ({ day }) => [day],
      (key) => sayDate(key as StayDate),
    ),
  };
}

const HEAD = [
  ...['Day', 'Channel', 'Kind', 'Result', 'What', 'Needed at (UTC)', 'Ended at (UTC)'],
  ...['Minutes until verified', 'People', 'Second person', 'Last unit', 'Differences'],
];
const RESULTS: Readonly<Record<ManualHistoryRow['state'], string>> = {
  open: 'open',
  done: 'verified',
  'done-unverified': 'done, unverified',
  'done-with-deviation': 'verified, something differed',
  blocked: 'stopped',
  gone: 'not needed any more',
};

/** The same tasks as a table. Times are in UTC, so that no hour is there twice. */
export function exportManualHistory(here: Surroundings, filter: Filter): OutputOf<'manual.exportHistory'> {
  const said = (at: number | null): string =>
    at === null ? '' : `${dateInZone(at, 'UTC')} ${timeInUtc(at)}`;
  const rows = rowsOf(here, filter).map((row) => [
    ...[row.day, row.channelName, row.kind, RESULTS[row.state], row.words],
    ...[said(row.neededAt), said(row.endedAt), row.minutes],
    ...[row.people.join('; '), row.secondBy, row.hasLastUnit ? 'yes' : 'no', row.differences],
  ]);
  return {
    fileName: `by-hand-${filter.from}-to-${filter.to}.csv`,
    mediaType: 'text/csv',
    text: renderCsv(HEAD, rows),
  };
}

function timeInUtc(at: number): string {
  const minutes = Math.floor(at / MINUTE_MS) % 1_440;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
