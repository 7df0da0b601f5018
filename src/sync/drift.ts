import type { CellField, CellValue } from '../domain/ari.ts';
import { rangesOf, stayDate } from '../domain/stay-date.ts';
import { Refusal } from '../domain/failure.ts';
import { providerOf } from '../providers/registry.ts';
import { findConnection } from '../store/connections.ts';
import { soldRoomTypes } from '../store/desired.ts';
import { forgetCells } from '../store/ledger.ts';
import { findAriNight } from '../store/rates.ts';
import type { Row, Writer } from '../store/writer.ts';
import { channelConflictKey, closeChannelConflict, openChannelConflict } from './channel-conflicts.ts';
import { type ConnectionRow, queueOf, type Task } from './engine-world.ts';
import type { DriftedCell } from './plan-drift.ts';
import { nightsOfRange, planPush } from './plan-push.ts';

/** One conflict for all changed nights of a room type, or of a rate plan of it. */
export const driftKey = (connectionId: number, roomTypeId: number, ratePlanId: number): string =>
  channelConflictKey(connectionId, 'cells', `${roomTypeId}:${ratePlanId}`);

const FIELD_NAMES: Readonly<Record<CellField, string>> = {
  available: 'units left',
  priceMinor: 'the price',
  stopSell: 'the closing',
  closedToArrival: 'closed to arrival',
  closedToDeparture: 'closed to departure',
  minLos: 'the shortest stay',
  maxLos: 'the longest stay',
};

const plain = (value: CellValue[CellField]): string | number | null =>
  value === undefined ? null : typeof value === 'boolean' ? (value ? 'closed' : 'open') : value;

function open(writer: Writer, connection: ConnectionRow, cells: readonly DriftedCell[]): void {
  const [first] = cells;
  if (!first) return;
  const { roomTypeId, ratePlanId } = first.key;
  const names = [...new Set(cells.flatMap(({ value }) => Object.keys(value) as CellField[]))];
  const nights = rangesOf(cells.map(({ key }) => stayDate(key.night)));
  const fields = names.flatMap((field) => {
    const cell = cells.find(({ value }) => value[field] !== undefined);
    if (!cell) return [];
    const ours = plain(cell.value[field]);
    return [{ field, ours, theirs: plain(cell.theirs[field]), agreed: ours }];
  });
  const about = names.map((field) => FIELD_NAMES[field]).join(', ');
  openChannelConflict(writer, {
    key: driftKey(connection.id, roomTypeId, ratePlanId),
    kind: 'drift',
    connectionId: connection.id,
    roomTypeId,
    nights,
    details: {
      words: `Somebody changed ${about} in ${connection.name}. Bellhop does not write over it until you say so.`,
      fields,
    },
  });
}

/**
 * Opens and closes the conflicts about what was changed at a channel, and queues what is told again without asking. Answers
 * how many nights are which.
 */
export function tellDrift({ world, claim, connection, provider }: Task): {
  readonly drifted: number;
  readonly again: number;
} {
  const act = { commandId: null, actor: 'Bellhop', origin: 'sync', act: 'read-back', why: '' };
  return world.commit(act, (writer) => {
    const { tx } = writer;
    const moves = world.queue.within(tx);
    moves.mustHold(claim);
    const plan = planPush(tx, connection, provider.descriptor, writer.act.at);
    const groups = Map.groupBy(plan.drifted, ({ key }) =>
      driftKey(connection.id, key.roomTypeId, key.ratePlanId),
    );
    for (const cells of groups.values()) open(writer, connection, cells);
    for (const { roomTypeId, plans } of soldRoomTypes(tx, connection.id))
      for (const ratePlanId of [0, ...plans.keys()]) {
        const key = driftKey(connection.id, roomTypeId, ratePlanId);
        if (!groups.has(key)) closeChannelConflict(writer, key);
      }
    if (plan.ranges.length > 0 && connection.isTold === 1) {
      const subject = { connectionId: connection.id };
      moves.add({ kind: 'push', queue: queueOf(connection.id), key: 'push', subject, priority: 'high' });
    }
    const again = plan.ranges.reduce((sum, range) => sum + nightsOfRange(range), 0);
    return { drifted: plan.drifted.length, again: connection.isTold === 1 ? again : 0 };
  });
}

/** Their words become ours for this channel. What they have left stays as it is, for it is not a word. */
function takeTheirs(writer: Writer, connection: ConnectionRow, { key, theirs }: DriftedCell): void {
  const { available: _available, ...words } = theirs;
  const patch = Object.fromEntries(
    Object.entries(words).map(([field, value]) => [
      field,
      typeof value === 'boolean' ? Number(value) : value,
    ]),
  );
  if (Object.keys(patch).length === 0) return;
  const { act, tx } = writer;
  const where = {
    roomTypeId: key.roomTypeId,
    ratePlanId: key.ratePlanId,
    connectionId: connection.id,
    night: stayDate(key.night),
  };
  const set = { ...patch, setBy: act.actor, setAt: act.at, reason: `As changed in ${connection.name}` };
  const known = findAriNight(tx, where);
  if (known) writer.update('ari_night', known.id, set);
  else writer.insert('ari_night', { ...where, ...set });
}

/**
 * A person has decided what counts for nights that were changed at a channel. Ours: they are told again. Theirs: their words
 * become ours, for this channel alone. The commit queues what follows from it.
 */
export function settleDrift(writer: Writer, row: Row<'conflict'>, side: 'ours' | 'theirs'): void {
  const { tx, act } = writer;
  const connection = findConnection(tx, row.connectionId ?? 0);
  const descriptor = connection && providerOf(connection.provider)?.descriptor;
  if (!connection || !descriptor)
    throw new Refusal('not-possible', 'This channel is no longer connected. Accept it with a reason.');
  const { drifted } = planPush(tx, connection, descriptor, act.at);
  const cells = drifted.filter(
    ({ key }) => driftKey(connection.id, key.roomTypeId, key.ratePlanId) === row.key,
  );
  for (const cell of cells)
    if (side === 'theirs') takeTheirs(writer, connection, cell);
    else {
      const { roomTypeId, night } = cell.key;
      forgetCells(tx, connection.id, { roomTypeId, from: night, to: night + 1 });
    }
  closeChannelConflict(writer, row.key, side === 'ours' ? 'told again' : 'taken over');
}
