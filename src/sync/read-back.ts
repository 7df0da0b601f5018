import type { CellKey, CellValue } from '../domain/ari.ts';
import { dayNumber, type DayNumber, stayDate } from '../domain/stay-date.ts';
import type { ProviderFailure, ReadCell } from '../providers/kit/provider.ts';
import { saveConnectionState } from '../store/connections.ts';
import { type SoldRoomType, soldRoomTypes } from '../store/desired.ts';
import { findCell, saveReading } from '../store/ledger.ts';
import { agreeWithReading } from '../store/ledger-agree.ts';
import type { ReadHandle } from '../store/database.ts';
import { todayNumberAt } from '../store/property.ts';
import type { RoomTypeId } from '../domain/property.ts';
import { tellDrift } from './drift.ts';
import { failed, type Task, type WorkResult } from './engine-world.ts';
import { planPush } from './plan-push.ts';
import { pullRound, sayRound } from './pull.ts';

export interface Reading {
  readonly cells: readonly { readonly key: CellKey; readonly value: CellValue }[];
}

/**
 * In our names. Where one of our plans is several prices there, the one that differs from what was confirmed speaks: what
 * is wrong in one of them is wrong.
 */
function inOurNames(
  read: ReadHandle,
  connectionId: number,
  cells: readonly ReadCell[],
  sold: readonly SoldRoomType[],
): Reading['cells'] {
  const rooms = new Map(sold.map((room) => [room.externalRoomId, room]));
  const named = new Map<string, { key: CellKey; value: CellValue }>();
  for (const { externalRoomId, externalPlanId, night, value } of cells) {
    const room = rooms.get(externalRoomId);
    if (!room) continue;
    const plans =
      externalPlanId === null
        ? [0]
        : [...room.plans].flatMap(([plan, theirs]) => (theirs.includes(externalPlanId) ? [plan] : []));
    for (const ratePlanId of plans) {
      const key = { roomTypeId: room.roomTypeId as RoomTypeId, ratePlanId, night: dayNumber(night) };
      const id = `${key.roomTypeId}/${ratePlanId}/${key.night}`;
      const known = named.get(id);
      if (known && !differs(known.value, findCell(read, connectionId, key)?.acked ?? {})) named.delete(id);
      if (!named.has(id)) named.set(id, { key, value });
    }
  }
  return [...named.values()];
}

const differs = (value: CellValue, other: CellValue): boolean =>
  Object.entries(value).some(([field, one]) => other[field as keyof CellValue] !== one);

/** Reads what the channel shows, and notes it. */
export async function takeReading({
  world,
  claim,
  connection,
  provider,
  context,
}: Task): Promise<{ readonly failure?: ProviderFailure; readonly cells: number }> {
  const { store, clock, queue } = world;
  const sold = soldRoomTypes(store.read, connection.id);
  if (!provider.readBack || sold.length === 0) return { cells: 0 };
  const today = todayNumberAt(store.read, clock.now()) as DayNumber;
  const nights = Math.min(connection.horizonDays, provider.descriptor.limits.horizonDays);
  const outcome = await provider.readBack(context, {
    externalRoomIds: sold.map(({ externalRoomId }) => externalRoomId),
    from: stayDate(today),
    to: stayDate((today + nights - 1) as DayNumber),
  });
  if (!outcome.ok) return { failure: outcome.failure, cells: 0 };
  const cells = inOurNames(store.read, connection.id, outcome.value, sold);
  store.write((tx) => {
    queue.within(tx).mustHold(claim);
    saveReading(tx, connection.id, cells, clock.now());
    // one that is not told yet has agreed on nothing
    if (connection.isTold === 1)
      agreeWithReading(tx, connection.id, planPush(tx, connection, provider.descriptor, clock.now()).desired);
    saveConnectionState(tx, connection.id, { readBackAt: clock.now() });
  });
  return { cells: cells.length };
}

/** Compares what the channel shows with what it confirmed. Bookings come in between, so that they are not taken for changes. */
export async function readBack(task: Task): Promise<WorkResult> {
  const { failure, cells } = await takeReading(task);
  if (failure) return failed(failure);
  const { round, failure: notRead } = await pullRound(task, 'changes');
  if (notRead) return failed(notRead);
  const { drifted, again } = tellDrift(task);
  const words = [
    `Read back ${cells} ${cells === 1 ? 'night' : 'nights'}.`,
    drifted > 0 ? `${drifted} changed there; a person should look.` : '',
    again > 0 ? `${again} told again.` : '',
    round.seen.size > 0 ? sayRound(round) : '',
  ];
  return {
    type: 'done',
    words: words.filter((part) => part !== '').join(' '),
    report: { cells, drifted, again },
  };
}
