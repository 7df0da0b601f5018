import type { Channel } from '../../domain/channel.ts';
import type { Party } from '../../domain/conflict.ts';
import type { WayOut } from '../../domain/conflict-way.ts';
import { Refusal, unreachable } from '../../domain/failure.ts';
import type { Settled } from '../../domain/merge-rules.ts';
import type { NightRange } from '../../domain/stay-date.ts';
import { nightsOfConflict, openConflicts, partiesOf, settledConflicts } from '../../store/conflicts.ts';
import { todayAt } from '../../store/property.ts';
import type { Row, Writer } from '../../store/writer.ts';
import { mergeByHand, openMerge } from '../../sync/channel-conflicts-merge.ts';
import { settleDrift } from '../../sync/drift.ts';
import { dismissReservation, makeShadow } from '../../sync/dismiss-stay.ts';
import { conflictRow } from '../conflict-row.ts';
import { commandHandler, type Handlers } from '../handler.ts';
import { readConflict, waysOutOf } from '../read-conflict.ts';

/** As many settled conflicts as anybody looks back on. */
const SETTLED_SHOWN = 200;

function move(writer: Writer, { moves }: WayOut): void {
  for (const { stayId, to } of moves) {
    const stay = writer.update('room_stay', stayId, { unitId: to });
    const { id, revision } = writer.get('reservation', stay.reservationId);
    writer.update('reservation', id, { revision: revision + 1 });
  }
}

const reservationOf = (writer: Writer, party: Party): Row<'reservation'> =>
  writer.get('reservation', writer.get('room_stay', party.id).reservationId);

function cancel(writer: Writer, party: Party, reason: string): void {
  if (party.kind === 'block') writer.remove('block', party.id, reason);
  else dismissReservation(writer, reservationOf(writer, party), reason);
}

/** The party becomes a shadow of the other one. */
function sameStay(writer: Writer, row: Row<'conflict'>, shadow: Party): void {
  const other = partiesOf(row).find((party) => party.kind !== shadow.kind || party.id !== shadow.id);
  if (!other) return;
  if (shadow.kind === 'stay') {
    dismissReservation(writer, reservationOf(writer, shadow), 'The same stay came through another calendar');
    return;
  }
  const kept = other.kind === 'stay' ? writer.get('room_stay', other.id) : writer.get('block', other.id);
  const origin =
    other.kind === 'stay' ? reservationOf(writer, other).channel : writer.get('block', other.id).channel;
  makeShadow(writer, writer.get('block', shadow.id), origin as Channel, kept as unknown as NightRange);
}

function accept(writer: Writer, row: Row<'conflict'>, reason: string): void {
  writer.update(
    'conflict',
    row.id,
    {
      state: 'accepted',
      acceptedReason: reason,
      acceptedNights: JSON.stringify(nightsOfConflict(row)),
      closedAt: writer.act.at,
    },
    reason,
  );
}

/** One side's word in every field that is asked. */
function mergeAll(writer: Writer, row: Row<'conflict'>, side: Settled, reason: string): void {
  if (row.kind === 'drift') return settleDrift(writer, row, side);
  const asked = openMerge(writer.tx, row)?.asked ?? [];
  mergeByHand(writer, row, Object.fromEntries(asked.map((field) => [field, side])), reason);
}

function take(writer: Writer, row: Row<'conflict'>, way: WayOut, reason: string): void {
  const party = way.party as Party;
  switch (way.act) {
    case 'move':
      return move(writer, way);
    case 'park':
      writer.update('room_stay', party.id, { unitId: null });
      return;
    case 'turn-into-block':
      return dismissReservation(
        writer,
        reservationOf(writer, party),
        reason || 'Turned into a block at the desk',
      );
    case 'same-stay':
      return sameStay(writer, row, party);
    case 'cancel':
      return cancel(writer, party, reason || 'Cancelled to settle a double booking');
    case 'take-theirs':
      return mergeAll(writer, row, 'theirs', reason);
    case 'keep-ours':
      return mergeAll(writer, row, 'ours', reason);
    case 'accept':
      return accept(writer, row, reason);
    default:
      return unreachable(way.act);
  }
}

export const conflictHandlers = {
  'conflicts.list': ({ state }, { store: { read }, ports }) => {
    const rows =
      state === 'open'
        ? openConflicts(read, todayAt(read, ports.clock.now()))
        : settledConflicts(read, SETTLED_SHOWN);
    return { rows: rows.map((row) => conflictRow(read, row)) };
  },

  'conflicts.read': ({ id }, { store, ports }) => readConflict(store.read, id, ports.clock.now()),

  'conflicts.resolve': commandHandler<'conflicts.resolve'>({
    canUndo: true,
    write(writer, { id, wayOutId, reason = '' }) {
      const row = writer.get('conflict', id);
      if (row.state !== 'open') throw new Refusal('not-possible', 'This conflict is settled already.');
      const way = waysOutOf(writer.tx, row, writer.act.at).ways.find((one) => one.id === wayOutId);
      if (!way)
        throw new Refusal(
          'changed-meanwhile',
          'The calendar has changed since you looked, and this way out is gone. Look again.',
        );
      if (way.needsReason && reason === '')
        throw new Refusal('invalid-input', 'Give a reason: the next shift will want to know.', {
          field: 'reason',
        });
      take(writer, row, way, reason);
      return { message: `${way.title.replace(/…$/, '')}.`, undoId: null };
    },
  }),

  'conflicts.merge': commandHandler<'conflicts.merge'>({
    canUndo: true,
    write(writer, { id, choose, reason = '' }) {
      const row = writer.get('conflict', id);
      if (row.state !== 'open') throw new Refusal('not-possible', 'This conflict is settled already.');
      const isSettled = mergeByHand(writer, row, choose, reason);
      return { message: isSettled ? 'Settled.' : 'Settled in part. The rest stays open.', undoId: null };
    },
  }),
} satisfies Partial<Handlers>;
