import { type CellValue, NO_PLAN } from '../domain/ari.ts';
import { sayValue } from '../domain/say-cell.ts';
import type { StayDate } from '../domain/stay-date.ts';
import { findJob, listJobs } from '../queue/job-view.ts';
import type { ConnectionRow } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { findAriNight } from '../store/rates.ts';
import type { LedgerRow } from '../store/ledger.ts';
import { listRuns, type RunLine } from '../store/sync-runs.ts';
import { queueOf } from '../sync/engine-world.ts';
import type { AnswerWords, CellAtChannel } from './cell-answers.ts';
import { byHandSteps } from './cell-by-hand.ts';
import { valueOf } from './rates-words.ts';

export interface CellStep {
  readonly at: number | null;
  readonly words: string;
}

/** Runs further back than this tell nothing that a person still asks about. */
const RUNS_LOOKED_AT = 60;
const JOBS_LOOKED_AT = 50;
type Time = AnswerWords['time'];

/** The push in which something was confirmed; undefined where its run is forgotten. */
const pushOf = (read: ReadHandle, connectionId: number, ackedAt: number): RunLine | undefined =>
  listRuns(read, connectionId, RUNS_LOOKED_AT).find(
    ({ kind, startedAt, endedAt }) =>
      kind === 'push' && startedAt <= ackedAt && (endedAt ?? Number.POSITIVE_INFINITY) >= ackedAt,
  );

/** Put in the outbox, told, confirmed: each with its time, as far as it is still known. */
function confirmedSteps(
  read: ReadHandle,
  id: number,
  name: string,
  said: string,
  ackedAt: number,
  time: Time,
): CellStep[] {
  const run = pushOf(read, id, ackedAt);
  const job = run?.jobId ? findJob(read, run.jobId) : undefined;
  return [
    ...(job && job.addedAt <= ackedAt
      ? [{ at: job.addedAt, words: `Put in the outbox at ${time(job.addedAt)}` }]
      : []),
    ...(run ? [{ at: run.startedAt, words: `Told ${said} at ${time(run.startedAt)}` }] : []),
    { at: ackedAt, words: `${name} confirmed ${said} at ${time(ackedAt)}` },
  ];
}

/** Since when a push waits in the outbox; null where none does. */
function waitsSince(read: ReadHandle, connectionId: number): number | null {
  const queue = queueOf(connectionId);
  const jobs = (['running', 'waiting', 'parked'] as const).flatMap((state) =>
    listJobs(read, { state, queue, limit: JOBS_LOOKED_AT }),
  );
  const times = jobs.filter(({ kind }) => kind === 'push').map(({ addedAt }) => addedAt);
  return times.length === 0 ? null : Math.min(...times);
}

/** Who said something of this night here, and when. */
function saidHere(
  read: ReadHandle,
  connectionId: number,
  cell: CellAtChannel,
  { cells, time }: AnswerWords,
  night: StayDate,
  roomTypeId: number,
): CellStep[] {
  const { ratePlanId } = cell;
  return [0, connectionId].flatMap((id) => {
    const row = findAriNight(read, { roomTypeId, ratePlanId, connectionId: id, night });
    if (!row) return [];
    const who = row.setBy === '' ? 'Somebody' : row.setBy;
    const why = row.reason === '' ? '' : ` (${row.reason})`;
    const words = `${who} set ${sayValue(valueOf(row), cells.currency)} here at ${time(row.setAt)}${why}`;
    return [{ at: row.setAt, words }];
  });
}

/** Looked at after it was confirmed: the channel was asked whether it shows what it said yes to. */
const isReadBack = ({ ackedAt, readAt }: LedgerRow): boolean =>
  ackedAt !== null && readAt !== null && readAt > ackedAt;

/** The story of one cell at one channel, with times: who set it, told, confirmed, shown, refused, waiting. */
export function cellSteps(
  read: ReadHandle,
  connection: ConnectionRow,
  cell: CellAtChannel,
  words: AnswerWords,
  night: StayDate,
  roomTypeId: number,
  isByHand: boolean,
): CellStep[] {
  const { name, id } = connection;
  const { cells, time } = words;
  const { row, desired, ratePlanId } = cell;
  const of = ratePlanId === NO_PLAN ? '' : ` for ${cells.ratePlanName(ratePlanId)}`;
  const value = (told: CellValue): string => `${sayValue(told, cells.currency)}${of}`;
  const steps = saidHere(read, id, cell, words, night, roomTypeId);
  if (isByHand) return [...steps, ...byHandSteps(cell, value, time)];
  if (row?.acked && row.ackedAt !== null)
    steps.push(...confirmedSteps(read, id, name, value(row.acked), row.ackedAt, time));
  if (row?.read && row.readAt !== null)
    steps.push({
      at: row.readAt,
      words: `${isReadBack(row) ? 'Read back: ' : ''}${name} showed ${value(row.read)} at ${time(row.readAt)}`,
    });
  if (row?.sent && row.sentAt !== null)
    steps.push({ at: row.sentAt, words: `Told ${value(row.sent)} at ${time(row.sentAt)}; no answer yet` });
  if (row?.refused && row.refusedAt !== null) {
    const reason = row.refusedWords === null || row.refusedWords === '' ? '' : `: ${row.refusedWords}`;
    steps.push({
      at: row.refusedAt,
      words: `${name} would not take ${value(row.refused)} at ${time(row.refusedAt)}${reason}`,
    });
  }
  if (cell.certainty === 'queued') {
    const since = waitsSince(read, id);
    const words = since === null ? '' : ` since ${time(since)}`;
    steps.push({ at: null, words: `In the outbox${words}: waits to be told ${value(desired)}` });
  }
  return steps;
}
