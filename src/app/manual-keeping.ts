import type { ParsedInputOf } from '../contract/index.ts';
import { Refusal } from '../domain/failure.ts';
import { providerOf } from '../providers/registry.ts';
import { type ConnectionRow, externalRoomsOf, saveExternalRooms } from '../store/connections.ts';
import { changeTask, openVisit } from '../store/manual-tasks.ts';
import type { Writer } from '../store/writer.ts';
import { keepVisit, pendingEdits } from '../sync/worklist.ts';
import { readProfile } from './manual-profile.ts';

/** Calls a room as the extranet calls it. Its number there stays: bookings and what is known of it stand under that. */
export function renameRoom(
  writer: Writer,
  connection: ConnectionRow,
  { externalId, name, plans }: ParsedInputOf<'manual.renameRoom'>,
): string {
  const rooms = externalRoomsOf(writer.tx, connection.id).filter(({ goneAt }) => goneAt === null);
  const room = rooms.find((one) => one.externalId === externalId);
  if (!room)
    throw new Refusal('not-found', `${connection.name} has no such room here. Look again at its rooms.`);
  if (rooms.some((one) => one.externalId !== externalId && one.name === name))
    throw new Refusal(
      'invalid-input',
      'Another room there has this name. Copy both names from the extranet, letter by letter.',
      { field: 'name' },
    );
  const known = new Map(room.plans.map((plan) => [plan.name, plan]));
  const named = plans?.map((plan) => known.get(plan) ?? { externalId: plan, name: plan, isLinked: false });
  const now = { ...room, name, plans: named ?? room.plans };
  saveExternalRooms(
    writer.tx,
    connection.id,
    rooms.map((one) => (one.externalId === externalId ? now : one)),
    writer.act.at,
  );
  return room.name === name
    ? `${name} is saved.`
    : `${room.name} is called ${name} on the lists of ${connection.name} from now on.`;
}

/** The open list ends with it: nobody is asked to do anything there any more. */
function endList(writer: Writer, connection: ConnectionRow): void {
  const { tx, act } = writer;
  const open = openVisit(tx, connection.id);
  if (!open) return;
  changeTask(tx, open.id, {
    ...{ state: 'gone', endedAt: act.at, endedBy: act.actor, holder: '', heldAt: null },
    words: `${open.words} Let go with ${connection.name}: nobody keeps it any more.`,
  });
}

function letGo(writer: Writer, connection: ConnectionRow, reason: string): void {
  endList(writer, connection);
  const patch = { state: 'disconnected', isTold: 0, isClosing: 0, stateReason: reason } as const;
  writer.update('connection', connection.id, patch);
}

/**
 * Ends the keeping of a channel. `close`: every night that it still sells comes on its list; call it once more when the list
 * is done. `leave`: it ends now, and the channel goes on selling what it shows. Answers what that means.
 */
export function stopKeeping(
  writer: Writer,
  connection: ConnectionRow,
  meanwhile: 'close' | 'leave',
  reason: string,
): string {
  const { tx, act } = writer;
  const { id, name } = connection;
  const provider = providerOf(connection.provider);
  if (!provider) throw new Refusal('not-possible', `Bellhop no longer knows how ${name} is worked.`);
  const { descriptor } = provider;
  if (meanwhile === 'leave') {
    const isClosed =
      connection.isClosing === 1 && pendingEdits(tx, connection, descriptor, act.at).length === 0;
    letGo(writer, connection, reason);
    return isClosed
      ? `${name} is kept no longer. Every night there was closed and looked at. Its bookings stay here.`
      : `${name} is kept no longer. It goes on selling what it shows, and nothing here closes it: its bookings can meet others. Its bookings stay here.`;
  }
  const { offBecause } = readProfile(tx, id, act.at);
  if (offBecause !== null)
    throw new Refusal('not-possible', `Nothing can be closed there by hand. ${offBecause}`);
  writer.update('connection', id, { isClosing: 1, isTold: 1, stateReason: reason });
  const closing = { ...connection, isClosing: 1 };
  const visit = keepVisit(tx, closing, descriptor, act.at);
  if (!visit && pendingEdits(tx, closing, descriptor, act.at).length === 0) {
    letGo(writer, connection, reason);
    return `${name} sells nothing any more, and is kept no longer. Its bookings stay here.`;
  }
  return `Closing every night at ${name} is on its list now. When the list is done, end it here once more. Until then it goes on being kept.`;
}
