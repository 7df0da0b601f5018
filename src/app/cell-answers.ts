import type { OutputOf } from '../contract/index.ts';
import { type Certainty, CERTAINTIES, type CellValue, type Lane, NO_PLAN } from '../domain/ari.ts';
import { type CellFacts, certaintyOf } from '../domain/certainty.ts';
import type { Channel } from '../domain/channel.ts';
import { desiredLanes } from '../domain/desired-state.ts';
import { isAtRisk, isProofOld } from '../domain/proof.ts';
import { sayValue } from '../domain/say-cell.ts';
import { dayNumber, type StayDate } from '../domain/stay-date.ts';
import {
  type ConnectionRow,
  connectionStateOf,
  listConnections,
  toldConnections,
} from '../store/connections.ts';
import { loadDesiredInput } from '../store/desired.ts';
import { loadLedger, type LedgerRow } from '../store/ledger.ts';
import { shownOf, standingRefusals, valueIn } from '../store/ledger-lanes.ts';
import { todayNumberAt } from '../store/property.ts';
import { driftedCells } from '../sync/plan-drift.ts';
import { fieldsTold } from '../sync/plan-push.ts';
import { byHandWords } from './cell-by-hand.ts';
import { isPushComing } from './cell-facts.ts';
import { cellSteps } from './cell-steps.ts';
import { summaryWords } from './cell-words.ts';
import { isByHand } from './checklist-channels.ts';
import { descriptorOf } from './connection-rows.ts';
import { cellWordsOf } from './diff-view.ts';
import type { Surroundings } from './handler.ts';
import { propertyTimeSayer } from './say-time.ts';

type Answer = OutputOf<'sync.cell'>['answers'][number];

/** What one cell of the night is at one channel. */
export interface CellAtChannel {
  readonly ratePlanId: number;
  readonly desired: CellValue;
  readonly row: LedgerRow | undefined;
  readonly certainty: Certainty;
  readonly isDifferent: boolean;
  readonly isRefused: boolean;
  /** Somebody changed it there: it is not told over before a person has looked. */
  readonly isDrifted: boolean;
}

/** The words that answers about cells are made with. */
export interface AnswerWords {
  readonly cells: ReturnType<typeof cellWordsOf>;
  readonly time: (at: number) => string;
  readonly now: number;
}

/** A night's lanes at a channel, and what the ledger knows of each. */
function cellsAt(
  here: Surroundings,
  connection: ConnectionRow,
  roomTypeId: number,
  night: number,
): CellAtChannel[] {
  const { read } = here.store;
  const descriptor = descriptorOf(connection);
  if (!descriptor) return [];
  const window = { from: night, to: night + 1 };
  const lanes = desiredLanes(
    loadDesiredInput(read, connection, { fields: fieldsTold(read, connection, descriptor) }, window),
  ).filter((lane) => lane.roomTypeId === roomTypeId);
  const rows = loadLedger(read, connection.id, window, [roomTypeId]);
  const isComing = isPushComing(read, connection);
  const isByHand = descriptor.transport === 'human';
  const now = here.ports.clock.now();
  const ahead = night - todayNumberAt(read, now);
  return lanes.map((lane) => {
    const cell = rows.find(({ ratePlanId }) => ratePlanId === lane.ratePlanId);
    const seenAt = Math.max(cell?.ackedAt ?? 0, cell?.readAt ?? 0);
    const isOld = isAtRisk(valueIn(lane, 0).available ?? 0, ahead) && isProofOld(seenAt, now);
    const proof = isByHand ? { isByHand, isProofOld: isOld } : {};
    return cellOf(lane, cell, isByHand || isComing, proof);
  });
}

function cellOf(
  lane: Lane,
  row: LedgerRow | undefined,
  isComing: boolean,
  proof: Pick<CellFacts, 'isByHand' | 'isProofOld'>,
): CellAtChannel {
  const desired = valueIn(lane, 0);
  const isRefused = row !== undefined && standingRefusals([row], [lane]).length > 0;
  const isDrifted = !proof.isByHand && row !== undefined && driftedCells([row], [lane]).length > 0;
  const nothing = {
    acked: null,
    ackedAt: null,
    read: null,
    readAt: null,
    sent: null,
    sentAt: null,
    refused: null,
  };
  const facts = { ...(row ?? nothing), ...proof, isQueued: isComing && !isRefused && !isDrifted };
  return { ratePlanId: lane.ratePlanId, desired, row, isRefused, isDrifted, ...certaintyOf(facts, desired) };
}

const isReachable = (here: Surroundings, connection: ConnectionRow, night: number): boolean => {
  const today = todayNumberAt(here.store.read, here.ports.clock.now());
  return night >= today && night < today + connection.horizonDays;
};

/** The least certain cell speaks for the night; the room type's own before those of its plans. */
const worstOf = (cells: readonly CellAtChannel[]): CellAtChannel | undefined =>
  [...cells].sort(
    (a, b) =>
      Number(b.isDifferent) - Number(a.isDifferent) ||
      CERTAINTIES.indexOf(b.certainty) - CERTAINTIES.indexOf(a.certainty) ||
      a.ratePlanId - b.ratePlanId,
  )[0];

/** What every cell says, one after the other. */
const sayAll = (
  cells: readonly CellAtChannel[],
  { cells: words }: AnswerWords,
  say: (cell: CellAtChannel, currency: string) => string,
): string =>
  cells
    .map((cell) => {
      const said = say(cell, words.currency);
      return cell.ratePlanId === NO_PLAN ? said : `${words.ratePlanName(cell.ratePlanId)} ${said}`;
    })
    .join('; ');

/** "2 left"; "2 left or closed" where the second was told and nobody knows whether it arrived. */
function sayShown({ row }: CellAtChannel, currency: string): string {
  const before = shownOf(row && { ...row, sent: null, sentAt: null });
  const said = sayValue(before, currency);
  const after = sayValue({ ...before, ...row?.sent }, currency);
  return after === said ? said : `${said} or ${after}`;
}

const UNTOLD = {
  certainty: 'unknown',
  isDifferent: false,
  desired: 'nothing',
  shows: 'not known',
  steps: [],
} as const;

function answerFor(
  here: Surroundings,
  connection: ConnectionRow,
  words: AnswerWords,
  roomTypeId: number,
  night: StayDate,
): Answer {
  const { read } = here.store;
  const day = dayNumber(night);
  const base = { connectionId: connection.id, channel: connection.channel as Channel, name: connection.name };
  const roomType = words.cells.roomTypeName(roomTypeId);
  const cells = isReachable(here, connection, day) ? cellsAt(here, connection, roomTypeId, day) : [];
  const worst = worstOf(cells);
  if (!isReachable(here, connection, day))
    return {
      ...base,
      ...UNTOLD,
      steps: [],
      words: `${connection.name} is told ${String(connection.horizonDays)} nights from today; this one is not among them.`,
    };
  if (!worst)
    return {
      ...base,
      ...UNTOLD,
      steps: [],
      words: `${roomType} is not linked at ${connection.name}: it is not sold there.`,
    };
  const state = connectionStateOf(read, connection.id);
  const isTold = toldConnections(read).some(({ id }) => id === connection.id);
  return {
    ...base,
    certainty: worst.certainty,
    isDifferent: worst.isDifferent,
    desired: sayAll(cells, words, ({ desired }, currency) => sayValue(desired, currency)),
    shows: sayAll(cells, words, sayShown),
    steps: cells
      .flatMap((cell) => cellSteps(read, connection, cell, words, night, roomTypeId, isByHand(connection)))
      .sort(byTime),
    words: isByHand(connection)
      ? byHandWords({ connection, cell: worst, words })
      : summaryWords({ connection, state, isTold, cell: worst, words }),
  };
}

/** What waits has no time yet: it comes last. */
const byTime = (a: { readonly at: number | null }, b: typeof a): number =>
  (a.at ?? Infinity) - (b.at ?? Infinity);

/** Why each channel that was not let go shows what it shows for a room type on a night. */
export function readCell(here: Surroundings, roomTypeId: number, night: StayDate): Answer[] {
  const { read } = here.store;
  const now = here.ports.clock.now();
  const words = { cells: cellWordsOf(read, now), time: propertyTimeSayer(read, now), now };
  return listConnections(read)
    .filter(({ state }) => state !== 'disconnected')
    .map((connection) => answerFor(here, connection, words, roomTypeId, night));
}
