import type { ProviderView } from '../../contract/connections.ts';
import { Refusal } from '../../domain/failure.ts';
import type { ProviderDescriptor } from '../../providers/kit/provider.ts';
import { PROVIDERS } from '../../providers/registry.ts';
import { saveSchedule } from '../../store/schedules.ts';
import type { Writer } from '../../store/writer.ts';
import { replayBookings } from '../../sync/ingest-reservation.ts';
import { tryRoomsAgain } from '../../sync/rooms.ts';
import { parseCron } from '../../sync/schedule-cron.ts';
import { forgetRelinked, linkPlan, linkRoom, type LinkTo, theExternalRoom } from '../connection-links.ts';
import { connectionRows, descriptorOf } from '../connection-rows.ts';
import { connectionView, theConnection } from '../connection-view.ts';
import { SCHEDULE_NAMES } from '../connection-words.ts';
import { commandHandler, type Handlers } from '../handler.ts';
import { sayCount } from '../say.ts';

const providerView = (descriptor: ProviderDescriptor): ProviderView => ({
  id: descriptor.id,
  name: descriptor.name,
  channel: descriptor.channel,
  environments: [...descriptor.environments],
  fields: descriptor.auth.fields.map((field) => ({ ...field, isOptional: field.isOptional ?? false })),
  whereToFind: [...descriptor.auth.whereToFind],
  documents: [...descriptor.documents],
});

/** Links one room and takes its bookings in anew; answers what was said and how many bookings moved. */
function linkOne(writer: Writer, id: number, externalRoomId: string, to: LinkTo) {
  const connection = writer.get('connection', id);
  const linked = linkRoom(writer, connection, theExternalRoom(writer, id, externalRoomId), to);
  forgetRelinked(writer);
  // a room that was left out lets go of its guessed nights, one whose word was taken back guesses again
  const replayed = replayBookings(writer, id, externalRoomId).filter(({ type }) => type !== 'unchanged');
  return { ...linked, bookings: replayed.length };
}

/** Calls that look at connections and say what things there are here; what begins and ends one is beside it. */
export const connectionHandlers = {
  'connections.providers': () => ({
    providers: PROVIDERS.filter(({ descriptor }) => descriptor.transport === 'http').map(({ descriptor }) =>
      providerView(descriptor),
    ),
  }),

  'connections.list': (_input, here) => ({ rows: connectionRows(here) }),

  'connections.read': ({ id }, here) => connectionView(here, id),

  'connections.linkRoom': commandHandler<'connections.linkRoom'>({
    canUndo: true,
    write(writer, { id, externalRoomId, to }, _prepared, { sync }) {
      const { roomType, words, bookings } = linkOne(writer, id, externalRoomId, to);
      tryRoomsAgain(writer.tx, sync.queue, writer.get('connection', id));
      const place = roomType === null ? 'looked at again' : `taken into ${roomType.name}`;
      const said = bookings > 0 ? ` ${sayCount(bookings, 'booking')} ${place}.` : '';
      return { message: `${words}${said}`, undoId: null };
    },
  }),

  'connections.linkRooms': commandHandler<'connections.linkRooms'>({
    canUndo: true,
    write(writer, { id, links }, _prepared, { sync }) {
      const done = links.map(({ externalRoomId, to }) => linkOne(writer, id, externalRoomId, to));
      tryRoomsAgain(writer.tx, sync.queue, writer.get('connection', id));
      const linked = done.filter(({ roomType }) => roomType !== null).length;
      const bookings = done.reduce((sum, one) => sum + one.bookings, 0);
      const taken = bookings === 0 ? '' : `; ${sayCount(bookings, 'booking')} taken in`;
      return { message: `Linked ${sayCount(linked, 'room')}${taken}.`, undoId: null };
    },
  }),

  'connections.linkPlan': commandHandler<'connections.linkPlan'>({
    canUndo: true,
    write(writer, { id, externalRoomId, externalPlanId, ratePlanId }) {
      const connection = writer.get('connection', id);
      const room = theExternalRoom(writer, id, externalRoomId);
      const message = linkPlan(writer, connection, room, externalPlanId, ratePlanId);
      forgetRelinked(writer);
      return { message, undoId: null };
    },
  }),

  'connections.change': commandHandler<'connections.change'>({
    canUndo: true,
    write(writer, { id, name, closeAtLeft, horizonDays }) {
      const longest = descriptorOf(writer.get('connection', id))?.limits.horizonDays;
      if (horizonDays !== undefined && longest !== undefined && horizonDays > longest)
        throw new Refusal('invalid-input', `This channel takes at most ${String(longest)} nights ahead.`, {
          field: 'horizonDays',
        });
      const given = Object.entries({ name, closeAtLeft, horizonDays }).filter(
        ([, value]) => value !== undefined,
      );
      const row = writer.update('connection', id, Object.fromEntries(given));
      return { message: `Saved ${row.name}.`, undoId: null };
    },
    after: ({ id }, _output, _prepared, { sync }) => sync.reconsider(id),
  }),

  'connections.schedule': commandHandler<'connections.schedule'>({
    write(writer, { id, kind, cron, isPaused }, _prepared, here) {
      const connection = theConnection(writer.tx, id);
      const known = descriptorOf(connection)?.schedules.find((schedule) => schedule.kind === kind);
      if (!known) throw new Refusal('not-found', `${connection.name} has no such schedule.`, { kind });
      const text = cron === null || cron === undefined ? cron : parseCron(cron).text;
      saveSchedule(writer.tx, id, kind, {
        ...(text === undefined ? {} : { cron: text, nextRunAt: null }),
        ...(isPaused === undefined ? {} : { isPaused: Number(isPaused) }),
      });
      here.ports.log.info('Schedule changed', { connection: id, kind, cron: text ?? null });
      const name = SCHEDULE_NAMES[known.kind];
      const said = isPaused === true ? 'paused' : isPaused === false ? 'goes on' : 'saved';
      return { message: `${connection.name}, “${name}”: ${said}.`, undoId: null };
    },
    after({ id }, _output, _prepared, { sync, announce }) {
      sync.reconsider(id);
      sync.wake();
      announce(['connections']);
    },
  }),
} satisfies Partial<Handlers>;
