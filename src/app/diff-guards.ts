import type { ConnectionId } from '../domain/connection.ts';
import type { ClosedByHand, GuardContext, WishedPrice } from '../domain/guards.ts';
import { addNights, type StayDate } from '../domain/stay-date.ts';
import type { ConnectionRow } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { type SoldRoomType, soldRoomTypes } from '../store/desired.ts';
import type { LedgerRow } from '../store/ledger.ts';
import { ratePlansOf } from '../store/rates.ts';
import { stayDate } from '../domain/stay-date.ts';
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

/** Nights that the channel shows closed although it confirmed that they are open: somebody closed them there. */
export function closedThere(rows: readonly LedgerRow[], name: string): ClosedByHand[] {
  const isClosed = (value: LedgerRow['read']): boolean => value?.stopSell === true || value?.available === 0;
  return stretches(
    rows
      .filter(
        ({ read, readAt, acked, ackedAt }) =>
          acked !== null && (readAt ?? 0) > (ackedAt ?? 0) && isClosed(read) && !isClosed(acked),
      )
      .toSorted((a, b) => a.day - b.day)
      .map(({ roomTypeId, ratePlanId, day }) => ({
        ...{ roomTypeId, ratePlanId, by: `somebody at ${name}` },
        ...{ from: stayDate(day), to: stayDate(day) },
      })),
  );
}

const isSold = (sold: readonly SoldRoomType[], roomTypeId: number, ratePlanId: number): boolean =>
  sold.some((own) => own.roomTypeId === roomTypeId && (ratePlanId === 0 || own.plans.has(ratePlanId)));

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
