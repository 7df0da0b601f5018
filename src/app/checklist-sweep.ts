import type { OutputOf, ParsedInputOf } from '../contract/index.ts';
import { type CellKey, type CellValue, NO_PLAN } from '../domain/ari.ts';
import { certaintyOf } from '../domain/certainty.ts';
import { Refusal } from '../domain/failure.ts';
import type { RoomTypeId } from '../domain/property.ts';
import { sayDate } from '../domain/say-nights.ts';
import { type DayNumber, dayNumber, type StayDate, stayDate } from '../domain/stay-date.ts';
import { providerOf } from '../providers/registry.ts';
import { closeIncident, raiseIncident } from '../store/incidents.ts';
import { loadLedger, saveReading } from '../store/ledger.ts';
import { type LedgerCell, NOTHING_KNOWN } from '../store/ledger-cell.ts';
import { valueIn } from '../store/ledger-lanes.ts';
import { addStep, addTask, lastEnded, openVisit } from '../store/manual-tasks.ts';
import { roomTypesOf } from '../store/property.ts';
import type { ReadHandle } from '../store/database.ts';
import type { Writer } from '../store/writer.ts';
import type { ConnectionRow } from '../sync/engine-world.ts';
import { planPush } from '../sync/plan-push.ts';
import { roomNamesAt } from '../sync/manual-channel.ts';
import { differsCause } from '../sync/visit-tick.ts';
import { editsOf, keepVisit } from '../sync/worklist.ts';
import { theConnection } from './connection-view.ts';
import { isByHand } from './checklist-channels.ts';
import { sayCount } from './say.ts';

/** The channel, refused in words where nobody keeps it by hand. */
export function theManualConnection(read: ReadHandle, id: number): ConnectionRow {
  const connection = theConnection(read, id);
  if (!isByHand(connection) || connection.state === 'disconnected')
    throw new Refusal('not-possible', `${connection.name} is not kept by hand.`);
  return connection;
}

interface SweepCell {
  readonly night: StayDate;
  readonly target: number;
  readonly desired: CellValue;
  readonly shows: number | null;
  readonly certainty: string;
  readonly isPending: boolean;
}
interface SweepRoom {
  readonly roomTypeId: RoomTypeId;
  readonly externalName: string;
  readonly cells: readonly SweepCell[];
}

const keyOf = (roomTypeId: number, night: number): string => `${String(roomTypeId)}/${String(night)}`;

/** What is known of the number on the screen there; null where nobody knows. */
function valueShown({ acked, ackedAt, read, readAt, sent }: LedgerCell): number | null {
  if (sent?.available !== undefined || sent?.stopSell !== undefined) return null;
  const isAckedNewer = (ackedAt ?? 0) > (readAt ?? 0);
  const { available, stopSell } = isAckedNewer ? { ...read, ...acked } : { ...acked, ...read };
  return stopSell === true ? 0 : (available ?? null);
}

/** Rooms in the order of an extranet's screen. */
function sweepRooms(read: ReadHandle, connection: ConnectionRow, nights: number, now: number): SweepRoom[] {
  const provider = providerOf(connection.provider);
  if (!provider) return [];
  const { desired, from } = planPush(read, connection, provider.descriptor, now);
  const rows = loadLedger(read, connection.id, { from, to: from + nights });
  const known = new Map(rows.map((row) => [keyOf(row.roomTypeId, row.day), row]));
  const open = openVisit(read, connection.id);
  const pending = new Set(
    (open ? editsOf(open).pending : []).flatMap((edit) =>
      edit.nights.map(({ night }) => keyOf(edit.roomTypeId, night)),
    ),
  );
  const nameThere = roomNamesAt(read, connection.id);
  return desired
    .filter(({ ratePlanId }) => ratePlanId === NO_PLAN)
    .map((lane) => ({
      roomTypeId: lane.roomTypeId,
      externalName: nameThere(lane.roomTypeId),
      cells: Array.from({ length: nights }, (_, at): SweepCell => {
        const key = keyOf(lane.roomTypeId, from + at);
        const facts = known.get(key) ?? NOTHING_KNOWN;
        const value = valueIn(lane, at);
        return {
          night: stayDate((from + at) as DayNumber),
          target: value.stopSell === true ? 0 : Math.max(0, value.available ?? 0),
          desired: value,
          shows: valueShown(facts),
          certainty: certaintyOf({ ...facts, isByHand: true }, value).certainty,
          isPending: pending.has(key),
        };
      }),
    }))
    .sort((a, b) => a.externalName.localeCompare(b.externalName));
}

/** The nights ahead as the extranet should show them, and what is known of what it shows. */
export function readSweep(
  read: ReadHandle,
  { connectionId, nights }: ParsedInputOf<'checklists.sweep'>,
  now: number,
): OutputOf<'checklists.sweep'> {
  const connection = theManualConnection(read, connectionId);
  const names = new Map(roomTypesOf(read).map((type) => [type.id, type.name]));
  const rooms = sweepRooms(read, connection, nights, now);
  return {
    connectionId,
    name: connection.name,
    nights: (rooms[0]?.cells ?? []).map(({ night }) => night),
    rooms: rooms.map(({ cells, ...room }) => ({
      ...room,
      name: names.get(room.roomTypeId) ?? '',
      cells: cells.map(({ target, shows, certainty, isPending }) => ({
        target,
        shows,
        certainty,
        isPending,
      })),
    })),
    sweptAt: lastEnded(read, connectionId, 'sweep')?.endedAt ?? null,
  };
}

/**
 * What a person saw on all nights of a sweep: each as it should be, but for those named. What is as it should be is proven from
 * now on; what differs is known, comes on the list, and is told as one incident for the channel.
 */
export function enterSweep(
  writer: Writer,
  { connectionId, nights, differences, note }: ParsedInputOf<'checklists.enterSweep'>,
): OutputOf<'checklists.enterSweep'> {
  const { tx, act } = writer;
  const connection = theManualConnection(tx, connectionId);
  const provider = providerOf(connection.provider);
  if (!provider) throw new Refusal('not-possible', `${connection.name} is not kept by hand.`);
  const rooms = sweepRooms(tx, connection, nights, act.at);
  const cells = rooms.flatMap((room) => room.cells.map((cell) => ({ ...cell, room })));
  const told = new Map(
    differences.map(({ roomTypeId, night, seen }) => [keyOf(roomTypeId, dayNumber(night)), seen]),
  );
  const inside = new Set(cells.map(({ room, night }) => keyOf(room.roomTypeId, dayNumber(night))));
  const stray = differences.find(({ roomTypeId, night }) => !inside.has(keyOf(roomTypeId, dayNumber(night))));
  if (stray)
    throw new Refusal('invalid-input', `${stray.night} is not one of these nights. Look at the grid again.`);
  const seen: { key: CellKey; value: CellValue }[] = [];
  const said: string[] = [];
  const seenBy: Record<string, number> = {};
  for (const { room, night, target, desired } of cells) {
    const key = { roomTypeId: room.roomTypeId, ratePlanId: NO_PLAN, night: dayNumber(night) };
    const number = told.get(keyOf(room.roomTypeId, key.night)) ?? target;
    seen.push({ key, value: number === target ? desired : { available: number } });
    if (number === target) continue;
    seenBy[keyOf(room.roomTypeId, key.night)] = number;
    said.push(
      `${room.externalName}, ${sayDate(night)}: shows ${String(number)}, should show ${String(target)}`,
    );
  }
  saveReading(tx, connectionId, seen, act.at);
  const taskId = addTask(tx, {
    ...{ connectionId, kind: 'sweep', state: said.length > 0 ? 'done-with-deviation' : 'done' },
    ...{ neededAt: act.at, dueAt: act.at, begunAt: act.at, endedAt: act.at, endedBy: act.actor },
    words: `Looked through ${sayCount(nights, 'night')}: ${said.length > 0 ? sayCount(said.length, 'difference') : 'all as it should be'}.`,
  });
  addStep(tx, {
    ...{ taskId, step: 'sweep', at: act.at, by: act.actor, act: 'ticked' },
    ...{ seen: JSON.stringify(seenBy), note: note ?? '' },
  });
  const cause = differsCause(connectionId);
  if (said.length === 0) closeIncident(tx, cause, act.at);
  else
    raiseIncident(
      tx,
      {
        ...{ cause, code: 'edited-there', feedId: null, connectionId },
        title: `${connection.name} showed something else than it should`,
        text: `Found in the sweep, and on the list now: ${said.slice(0, 5).join('; ')}${said.length > 5 ? `; and ${String(said.length - 5)} more` : ''}. Somebody changed it there, or an entry was missed.`,
      },
      act.at,
    );
  keepVisit(tx, connection, provider.descriptor, act.at);
  return {
    message:
      said.length === 0
        ? `${connection.name} shows what it should on all ${sayCount(nights, 'night')}.`
        : `${sayCount(said.length, 'difference')} noted. What is to be put right is on the list.`,
    differences: said.length,
  };
}
