import type { Diff } from '../contract/diff.ts';
import { CELL_FIELDS, type CellValue } from '../domain/ari.ts';
import { desiredLanes, type NightWord } from '../domain/desired-state.ts';
import { Refusal } from '../domain/failure.ts';
import type { RoomTypeId } from '../domain/property.ts';
import { type DayNumber, dayNumber, type StayDate, stayDate } from '../domain/stay-date.ts';
import type { ReadHandle } from '../store/database.ts';
import { loadDesiredInput } from '../store/desired.ts';
import { valueIn } from '../store/ledger-lanes.ts';
import { todayNumberAt } from '../store/property.ts';
import { ariNightsFor, findAriNight, ratePlansOf } from '../store/rates.ts';
import { findRun, type SyncRunRow } from '../store/sync-runs.ts';
import type { Writer } from '../store/writer.ts';
import type { PushedChange } from '../sync/push-round.ts';
import { descriptorOf } from './connection-rows.ts';
import { theConnection } from './connection-view.ts';
import { cellWordsOf, diffOf } from './diff-view.ts';
import { putNight } from './rates-change.ts';
import { wordOf } from './rates-lanes.ts';
import { inputAfter, overlayOf, overlayParts, wordKey } from './rates-overlay.ts';
import { SAYS_NOTHING } from './rates-preview.ts';

/** What people say of nights. What is left follows from the stays and is nobody's to take back. */
const SAID = CELL_FIELDS.filter((field) => field !== 'available');
type SaidField = (typeof SAID)[number];
type Words = Map<string, NightWord>;

/** One thing that a cell is to be again, such as what it showed before a push. */
export interface Target {
  readonly roomTypeId: number;
  readonly ratePlanId: number;
  readonly night: DayNumber;
  readonly field: SaidField;
  readonly value: NonNullable<CellValue[SaidField]>;
}

/** Fields that a change moved and whose value before is known. */
const movedBack = ({ before, after }: PushedChange): SaidField[] =>
  SAID.filter(
    (field) => before[field] !== undefined && after[field] !== undefined && before[field] !== after[field],
  );

/** A round of work, or a refusal in words where it is forgotten. */
export function theRun(read: ReadHandle, runId: number): SyncRunRow {
  const run = findRun(read, runId);
  if (!run) throw new Refusal('not-found', 'This run is no longer kept. Look again at the list.');
  return run;
}

const changesOf = (text: string): PushedChange[] => JSON.parse(text) as PushedChange[];

/** True where a push moved anything that people say: prices, switches, lengths of stay. */
export const isTakenBackable = (read: ReadHandle, runId: number): boolean =>
  changesOf(theRun(read, runId).changes).some((change) => movedBack(change).length > 0);

function targetsOf(changes: readonly PushedChange[], today: number): Target[] {
  const targets: Target[] = [];
  for (const change of changes) {
    const { roomTypeId, ratePlanId, before } = change;
    for (const field of movedBack(change))
      for (let day = Math.max(today, dayNumber(change.from)); day <= dayNumber(change.to); day += 1) {
        const value = before[field];
        if (value !== undefined)
          targets.push({ roomTypeId, ratePlanId, night: day as DayNumber, field, value });
      }
  }
  return targets;
}

const wordAt = (words: Words, target: Target, ratePlanId: number, connectionId: number): NightWord => {
  const key = {
    roomTypeId: target.roomTypeId as RoomTypeId,
    ratePlanId: ratePlanId as NightWord['ratePlanId'],
    connectionId: connectionId as NightWord['connectionId'],
    night: target.night,
  };
  return words.get(wordKey(key)) ?? { ...SAYS_NOTHING, ...key };
};

/** A stop-sell anywhere stops: every word that stops this cell has to go. */
function reopen(words: Words, target: Target, connectionId: number): NightWord[] {
  return [0, target.ratePlanId].flatMap((planId) =>
    [0, connectionId]
      .map((id) => wordAt(words, target, planId, id))
      .filter(({ stopSell }) => stopSell === true)
      .map((word) => ({ ...word, stopSell: null })),
  );
}

/** The word that speaks now is the one to change; where none does, the channel gets a word of its own. */
function restored(words: Words, target: Target, connectionId: number): NightWord[] {
  const { field, value, ratePlanId } = target;
  if (field === 'stopSell' && value === false) return reopen(words, target, connectionId);
  const own = wordAt(words, target, ratePlanId, connectionId);
  const shared = wordAt(words, target, ratePlanId, 0);
  const speaking = own[field] === null && shared[field] !== null ? shared : own;
  return [{ ...speaking, [field]: value }];
}

/** The words that would make a connection's desired state as it was, those of plans with prices of their own first. */
export function wordsBack(read: ReadHandle, connectionId: number, targets: readonly Target[]): NightWord[] {
  const connection = theConnection(read, connectionId);
  const descriptor = descriptorOf(connection);
  if (!descriptor || targets.length === 0) return [];
  const window = windowOf(targets);
  const words: Words = new Map(
    ariNightsFor(read, connectionId, window).map((row) => {
      const word = wordOf(row);
      return [wordKey(word), word];
    }),
  );
  const input = loadDesiredInput(read, connection, descriptor, window);
  const changed: Words = new Map();
  const derived = new Set<number>(
    ratePlansOf(read).flatMap(({ id, parentId }) => (parentId === null ? [] : [id])),
  );
  for (const isDerived of [false, true]) {
    const lanes = desiredLanes(inputAfter(input, { words: changed }));
    for (const target of targets.filter(({ ratePlanId }) => derived.has(ratePlanId) === isDerived)) {
      const lane = lanes.find(
        (one) => one.roomTypeId === target.roomTypeId && one.ratePlanId === target.ratePlanId,
      );
      if (!lane || valueIn(lane, target.night - lane.from)[target.field] === target.value) continue;
      for (const word of restored(words, target, connectionId)) {
        words.set(wordKey(word), word);
        changed.set(wordKey(word), word);
      }
    }
  }
  return [...changed.values()];
}

function windowOf(targets: readonly Target[]) {
  const from = targets.reduce((first, { night }) => Math.min(first, night), Number.POSITIVE_INFINITY);
  const last = targets.reduce((latest, { night }) => Math.max(latest, night), Number.NEGATIVE_INFINITY);
  return { from, to: last + 1 };
}

function backOf(read: ReadHandle, runId: number, now: number): NightWord[] {
  const run = theRun(read, runId);
  if (run.kind !== 'push') throw new Refusal('not-possible', 'Only what was told can be taken back.');
  return wordsBack(read, run.connectionId, targetsOf(changesOf(run.changes), todayNumberAt(read, now)));
}

/** What taking a push back would tell the channels. */
export function previewTakeBack(read: ReadHandle, runId: number, now: number): Diff {
  const back = backOf(read, runId, now);
  const words = cellWordsOf(read, now);
  const diff = diffOf(back.length === 0 ? [] : overlayParts(read, overlayOf(back, []), words), words);
  return back.length === 0
    ? {
        ...diff,
        summary: ['Prices and restrictions are as they were before. What is left follows from the stays.'],
      }
    : diff;
}

/** Writes words of nights through the journal; answers of how many nights. */
export function putWords(writer: Writer, words: readonly NightWord[]): number {
  for (const word of words) {
    const key = { ...word, night: stayDate(word.night) satisfies StayDate };
    putNight(writer, key, findAriNight(writer.tx, key), {
      priceMinor: word.priceMinor,
      stopSell: switchOf(word.stopSell),
      closedToArrival: switchOf(word.closedToArrival),
      closedToDeparture: switchOf(word.closedToDeparture),
      minLos: word.minLos,
      maxLos: word.maxLos,
    });
  }
  return new Set(words.map(({ roomTypeId, night }) => `${roomTypeId} ${night}`)).size;
}

/** Sets what a push changed back to what it was; answers how many nights have other words now. */
export const takeBack = (writer: Writer, runId: number): number =>
  putWords(writer, backOf(writer.tx, runId, writer.act.at));

const switchOf = (value: boolean | null): number | null => (value === null ? null : Number(value));
