import type { Diff } from '../contract/diff.ts';
import type { RangeChange } from '../domain/compact.ts';
import { Refusal } from '../domain/failure.ts';
import { type GuardContext, guardsFor } from '../domain/guards.ts';
import type { RoomTypeId } from '../domain/property.ts';
import { type ConnectionRow, listConnections, rateLinksOf, roomLinksOf } from '../store/connections.ts';
import { soldRoomTypes } from '../store/desired.ts';
import { type LedgerRow, loadLedger } from '../store/ledger.ts';
import { todayAt } from '../store/property.ts';
import { fieldsTold } from '../sync/plan-push.ts';
import { descriptorOf } from './connection-rows.ts';
import { theConnection } from './connection-view.ts';
import { closedThere, guardContext } from './diff-guards.ts';
import { cellWordsOf, diffOf, type DiffPart } from './diff-view.ts';
import type { Surroundings } from './handler.ts';

/** Linked room types of which nothing was read or confirmed; none where the channel can not be looked at. */
function unreadRoomTypes(
  read: Surroundings['store']['read'],
  connection: ConnectionRow,
  ledger: readonly LedgerRow[],
): number[] {
  if (!descriptorOf(connection)?.capabilities.includes('read-back')) return [];
  const known = new Set(
    ledger.filter((row) => row.read !== null || row.acked !== null).map(({ roomTypeId }) => roomTypeId),
  );
  return soldRoomTypes(read, connection.id)
    .map(({ roomTypeId }) => roomTypeId)
    .filter((roomTypeId) => !known.has(roomTypeId as RoomTypeId));
}

/** What one connection would be told. One that is not told yet is thought through as if it were. */
function partOf(
  here: Surroundings,
  connection: ConnectionRow,
  words: ReturnType<typeof cellWordsOf>,
): DiffPart | undefined {
  const { read } = here.store;
  const descriptor = descriptorOf(connection);
  if (!descriptor) return undefined;
  const { ranges, held, refused, drifted, desired, from, nights } = here.sync.planOf(connection.id);
  const ledger = loadLedger(read, connection.id, { from, to: from + nights });
  const context: GuardContext = {
    ...guardContext(read, connection, words, closedThere(ledger, connection, desired)),
    // at a first telling there is nothing but what it was seen to ask; later every price was asked about as it was set
    ...(connection.isTold === 0 && { pricesThere: () => [undefined] }),
  };
  return {
    connection,
    ranges,
    held,
    waiting: refused.length + drifted.length,
    isUnlinked: soldRoomTypes(read, connection.id).length === 0,
    unread: unreadRoomTypes(read, connection, ledger).map(words.roomTypeName),
    guards: [
      ...guardsFor(pricesKeptBack(here, connection), context).filter(({ kind }) => kind === 'currency'),
      ...guardsFor([...ranges, ...held], context),
    ],
    rangesPerCall: descriptor.limits.rangesPerCall,
  };
}

/** Prices that do not even come to be told, for the guard that says why. */
function pricesKeptBack(here: Surroundings, connection: ConnectionRow): RangeChange[] {
  const { read } = here.store;
  const descriptor = descriptorOf(connection);
  const isKept =
    descriptor?.fields.priceMinor !== undefined &&
    fieldsTold(read, connection, descriptor).priceMinor === undefined;
  const [link] = isKept ? rateLinksOf(read, connection.id) : [];
  const room = roomLinksOf(read, connection.id).find(({ externalId }) => externalId === link?.externalRoomId);
  const roomTypeId = room?.roomTypeId ?? null;
  if (!link || roomTypeId === null) return [];
  const at = todayAt(read, here.ports.clock.now());
  const { ratePlanId } = link;
  const nothing = { before: {}, direction: 'other', urgency: 0 } as const;
  return [
    {
      roomTypeId: roomTypeId as RoomTypeId,
      ratePlanId,
      from: at,
      to: at,
      value: { priceMinor: 1 },
      ...nothing,
    },
  ];
}

/**
 * What would be told now to one connection, or to all that are not let go, and what to think of first; its lines from the one
 * after `skip`. Sends nothing.
 */
export function dryRun(here: Surroundings, connectionId: number | null, skip = 0): Diff {
  const { read } = here.store;
  const words = cellWordsOf(read, here.ports.clock.now());
  const meant =
    connectionId === null
      ? listConnections(read).filter(({ state, isTold }) => state !== 'disconnected' && isTold === 1)
      : [theConnection(read, connectionId)];
  const parts = meant.flatMap((connection) => {
    const part = partOf(here, connection, words);
    return part ? [part] : [];
  });
  const diff = diffOf(parts, words, skip);
  return parts.length > 0 ? diff : { ...diff, summary: ['No channel is told what to show.'] };
}

/** Refuses in words where telling a connection from now on would do what a person has to say yes to first. */
export function assertThoughtOf(here: Surroundings, connectionId: number, knowing: readonly string[]): void {
  if (theConnection(here.store.read, connectionId).isTold === 1) return;
  const { guards } = dryRun(here, connectionId);
  const asking = guards.filter(({ id, weight }) => weight === 'ask' && !knowing.includes(id));
  const [first] = asking;
  if (!first) return;
  throw new Refusal('not-possible', first.words, {
    guards: asking.map(({ id, words }) => ({ id, words })),
  });
}
