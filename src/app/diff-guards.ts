import { type Lane, NO_PLAN } from '../domain/ari.ts';
import type { ConnectionId } from '../domain/connection.ts';
import type { ClosedByHand, GuardContext, PricesThere, WishedPrice } from '../domain/guards.ts';
import { addNights, stayDate, type StayDate } from '../domain/stay-date.ts';
import type { ConnectionRow } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { type SoldRoomType, soldRoomTypes } from '../store/desired.ts';
import { type LedgerRow, loadLedger } from '../store/ledger.ts';
import { shownOf } from '../store/ledger-lanes.ts';
import { type NightWindow, ratePlansOf } from '../store/rates.ts';
import type { cellWordsOf } from './diff-view.ts';

type Words = ReturnType<typeof cellWordsOf>;

/** Closed nights one after the other become one stretch; they must come in order of their nights. */
function stretches(nights: readonly (ClosedByHand & { readonly from: StayDate })[]): ClosedByHand[] {
  const open = new Map<string, ClosedByHand>();
  const done: ClosedByHand[] = [];
  for (const night of nights) {
    const key = `${String(night.roomTypeId)} ${String(night.ratePlanId)} ${night.by}`;
    const last = open.get(key);
    const isNext = last !== undefined && addNights(last.to, 1) === night.from;
    if (last && !isNext) done.push(last);
    open.set(key, isNext ? { ...last, to: night.to } : night);
  }
  return [...done, ...open.values()];
}

interface SaidNight {
  readonly roomTypeId: number;
  readonly ratePlanId: number;
  readonly night: string;
  readonly stopSell: number | null;
  readonly setBy: string;
}

/** Nights that people closed here, from what the table says of them, in order of nights. */
export const closedHere = (rows: readonly SaidNight[]): ClosedByHand[] =>
  stretches(
    rows
      .filter(({ stopSell }) => stopSell === 1)
      .map(({ roomTypeId, ratePlanId, night, setBy }) => ({
        ...{ roomTypeId, ratePlanId, by: setBy },
        ...{ from: night as StayDate, to: night as StayDate },
      })),
  );

const isClosed = (value: LedgerRow['read']): boolean => value?.stopSell === true || value?.available === 0;

/** Nights that are to be closed by a stop-sell, whatever number goes along with it. */
function closedByWish(desired: readonly Lane[]): (row: LedgerRow) => boolean {
  const lanes = new Map(
    desired.map((lane) => [`${String(lane.roomTypeId)} ${String(lane.ratePlanId)}`, lane]),
  );
  return ({ roomTypeId, ratePlanId, day }) => {
    const lane = lanes.get(`${String(roomTypeId)} ${String(ratePlanId)}`);
    return lane?.columns.stopSell?.[day - lane.from] === 1;
  };
}

/**
 * Nights that were closed at the channel, not from here, and are to be sold: it shows them closed although it confirmed that
 * they are open; or it is not told yet, and nobody here has said anything of them.
 */
export function closedThere(
  rows: readonly LedgerRow[],
  { name, isTold }: Pick<ConnectionRow, 'name' | 'isTold'>,
  desired: readonly Lane[],
): ClosedByHand[] {
  const staysClosed = closedByWish(desired);
  const isTheirs = ({ acked, ackedAt, readAt }: LedgerRow): boolean =>
    acked === null ? isTold === 0 : (readAt ?? 0) > (ackedAt ?? 0) && !isClosed(acked);
  const found = rows
    .filter((row) => isClosed(row.read) && isTheirs(row) && !staysClosed(row))
    .toSorted((a, b) => a.day - b.day);
  const [neverTold, told] = [found.filter(({ acked }) => !acked), found.filter(({ acked }) => acked)];
  const stretchesOf = (some: readonly LedgerRow[], by: string): ClosedByHand[] =>
    stretches(
      some.map(({ roomTypeId, ratePlanId, day }) => ({
        ...{ roomTypeId, ratePlanId, by, from: stayDate(day), to: stayDate(day) },
      })),
    );
  return [
    ...stretchesOf(told, `somebody at ${name}`),
    ...stretchesOf(neverTold, '').map((closed) => ({ ...closed, isFoundThere: true })),
  ];
}

const isSold = (sold: readonly SoldRoomType[], roomTypeId: number, ratePlanId: number): boolean =>
  sold.some((own) => own.roomTypeId === roomTypeId && (ratePlanId === NO_PLAN || own.plans.has(ratePlanId)));

/** What these channels ask for nights of a window, as far as it was confirmed or read. */
export function pricesThereOf(
  read: ReadHandle,
  connections: readonly Pick<ConnectionRow, 'id'>[],
  window: NightWindow,
): PricesThere {
  const keyOf = (roomTypeId: number, ratePlanId: number, day: number): string =>
    `${String(roomTypeId)} ${String(ratePlanId)} ${String(day)}`;
  const channels = connections.map(({ id }) => ({
    sold: soldRoomTypes(read, id),
    prices: new Map(
      loadLedger(read, id, window).map((row) => [
        keyOf(row.roomTypeId, row.ratePlanId, row.day),
        shownOf(row).priceMinor,
      ]),
    ),
  }));
  return (roomTypeId, ratePlanId, night) =>
    channels
      .filter(({ sold }) => ratePlanId !== NO_PLAN && isSold(sold, roomTypeId, ratePlanId))
      .map(({ prices }) => prices.get(keyOf(roomTypeId, ratePlanId, night)));
}

/** What the guards need to know of one channel. */
export function guardContext(
  read: ReadHandle,
  connection: Pick<ConnectionRow, 'id' | 'name' | 'currency'>,
  words: Words,
  closedByHand: readonly ClosedByHand[],
): GuardContext {
  const floors = new Map<number, number | null>(
    ratePlansOf(read).map(({ id, floorMinor }) => [id, floorMinor]),
  );
  const sold = soldRoomTypes(read, connection.id);
  return {
    ...words,
    connectionId: connection.id as ConnectionId,
    connectionName: connection.name,
    channelCurrency: connection.currency,
    floorMinor: (ratePlanId) => floors.get(ratePlanId) ?? null,
    isLinked: (roomTypeId, ratePlanId) => isSold(sold, roomTypeId, ratePlanId),
    closedByHand,
  };
}

/** The same where no single channel is meant: what is asked is asked once, not once for each. */
export function hotelGuardContext(
  read: ReadHandle,
  words: Words,
  closedByHand: readonly ClosedByHand[],
  wished: readonly WishedPrice[],
): GuardContext {
  const context = guardContext(read, { id: 0, name: 'the channels', currency: '' }, words, closedByHand);
  return { ...context, isLinked: () => true, wished };
}
