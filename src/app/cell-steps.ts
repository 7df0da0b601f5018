import { type CellValue, NO_PLAN } from '../domain/ari.ts';
import { sayValue } from '../domain/say-cell.ts';
import type { StayDate } from '../domain/stay-date.ts';
import type { ConnectionRow } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { findAriNight } from '../store/rates.ts';
import { listRuns } from '../store/sync-runs.ts';
import type { AnswerWords, CellAtChannel } from './cell-answers.ts';
import { valueOf } from './rates-words.ts';

export interface CellStep {
  readonly at: number | null;
  readonly words: string;
}

/** Runs further back than this tell nothing that a person still asks about. */
const RUNS_LOOKED_AT = 60;

/** When the push began in which something was confirmed; null where its run is forgotten. */
function toldAt(read: ReadHandle, connectionId: number, ackedAt: number): number | null {
  const run = listRuns(read, connectionId, RUNS_LOOKED_AT).find(
    ({ kind, startedAt, endedAt }) =>
      kind === 'push' && startedAt <= ackedAt && (endedAt ?? Number.POSITIVE_INFINITY) >= ackedAt,
  );
  return run?.startedAt ?? null;
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

/** The story of one cell at one channel, with times: who set it, told, confirmed, shown, refused, waiting. */
export function cellSteps(
  read: ReadHandle,
  connection: ConnectionRow,
  cell: CellAtChannel,
  words: AnswerWords,
  night: StayDate,
  roomTypeId: number,
): CellStep[] {
  const { name, id } = connection;
  const { cells, time } = words;
  const { row, desired, ratePlanId } = cell;
  const of = ratePlanId === NO_PLAN ? '' : ` for ${cells.ratePlanName(ratePlanId)}`;
  const value = (told: CellValue): string => `${sayValue(told, cells.currency)}${of}`;
  const steps = saidHere(read, id, cell, words, night, roomTypeId);
  if (row?.acked && row.ackedAt !== null) {
    const began = toldAt(read, id, row.ackedAt);
    if (began !== null) steps.push({ at: began, words: `Told ${value(row.acked)} at ${time(began)}` });
    steps.push({ at: row.ackedAt, words: `${name} confirmed ${value(row.acked)} at ${time(row.ackedAt)}` });
  }
  if (row?.read && row.readAt !== null)
    steps.push({ at: row.readAt, words: `${name} showed ${value(row.read)} at ${time(row.readAt)}` });
  if (row?.sent && row.sentAt !== null)
    steps.push({ at: row.sentAt, words: `Told ${value(row.sent)} at ${time(row.sentAt)}; no answer yet` });
  if (row?.refused && row.refusedAt !== null) {
    const reason = row.refusedWords === null || row.refusedWords === '' ? '' : `: ${row.refusedWords}`;
    steps.push({
      at: row.refusedAt,
      words: `${name} would not take ${value(row.refused)} at ${time(row.refusedAt)}${reason}`,
    });
  }
  if (cell.certainty === 'queued') steps.push({ at: null, words: `Waits to be told ${value(desired)}` });
  return steps;
}
