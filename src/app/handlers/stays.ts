import { type Channel, channelName } from '../../domain/channel.ts';
import { Refusal } from '../../domain/failure.ts';
import type { Row, Writer } from '../../store/writer.ts';
import { commandHandler, type Handlers } from '../handler.ts';
import { assertFree } from '../in-the-way.ts';
import { sayActNights } from '../say.ts';

const nameOf = (writer: Writer, stay: Row<'room_stay'>): string =>
  writer.get('reservation', stay.reservationId).guestName || 'the stay';

/** The unit's name, "the parking row" for none; refuses a unit that is gone. */
const placeOf = (writer: Writer, unitId: number | null): string =>
  unitId === null ? 'the parking row' : writer.get('unit', unitId).name;

/** A feed's dates are the channel's to change; here only the unit is ours. */
function assertOwnDates(writer: Writer, stay: Row<'room_stay'>, arrival: string, departure: string): void {
  if (stay.arrival === arrival && stay.departure === departure) return;
  const { feedId, channel } = writer.get('reservation', stay.reservationId);
  if (feedId === null) return;
  const name = channelName(channel as Channel);
  throw new Refusal(
    'not-possible',
    `The dates of this stay come from ${name}. Change them there; Bellhop follows with the next reading.`,
  );
}

function assertTaking(stay: Row<'room_stay'>): void {
  if (stay.isTaking === 0)
    throw new Refusal('not-possible', 'This stay is cancelled. Take the cancellation back first.');
}

const touch = (writer: Writer, reservationId: number): void => {
  writer.update('reservation', reservationId, {
    revision: writer.get('reservation', reservationId).revision + 1,
  });
};

export const stayHandlers = {
  'stays.move': commandHandler<'stays.move'>({
    canUndo: true,
    write(writer, { roomStayId, unitId, arrival, departure, knowinglyReason }) {
      const stay = writer.get('room_stay', roomStayId);
      assertTaking(stay);
      assertOwnDates(writer, stay, arrival, departure);
      const place = placeOf(writer, unitId);
      const wish = { unitId, roomTypeId: stay.roomTypeId, arrival, departure };
      assertFree(writer.tx, { ...wish, except: { kind: 'stay', id: stay.id } }, knowinglyReason);
      writer.update('room_stay', stay.id, { unitId, arrival, departure });
      touch(writer, stay.reservationId);
      const nights =
        stay.arrival === arrival && stay.departure === departure
          ? ''
          : `, ${sayActNights(writer, { arrival, departure })}`;
      return { message: `Moved ${nameOf(writer, stay)} to ${place}${nights}.`, undoId: null };
    },
  }),

  'stays.split': commandHandler<'stays.split'>({
    canUndo: true,
    write(writer, { roomStayId, night, unitId, knowinglyReason }) {
      const stay = writer.get('room_stay', roomStayId);
      assertTaking(stay);
      if (night <= stay.arrival || night >= stay.departure)
        throw new Refusal('invalid-input', 'Split on a night within the stay, not its first.', {
          field: 'night',
        });
      if (writer.get('reservation', stay.reservationId).feedId !== null)
        throw new Refusal('not-possible', 'A stay that a channel’s calendar brings can not be split here.');
      const place = placeOf(writer, unitId);
      const { reservationId, roomTypeId, departure } = stay;
      writer.update('room_stay', stay.id, { departure: night });
      const wish = { unitId, roomTypeId, arrival: night, departure: departure as typeof night };
      assertFree(writer.tx, wish, knowinglyReason);
      writer.insert('room_stay', { reservationId, ...wish, isLocked: stay.isLocked });
      touch(writer, reservationId);
      return {
        message: `${nameOf(writer, stay)} sleeps in ${place} from ${sayActNights(writer, { arrival: night, departure })}.`,
        undoId: null,
      };
    },
  }),

  'stays.lock': commandHandler<'stays.lock'>({
    canUndo: true,
    write(writer, { roomStayId, isLocked }) {
      const stay = writer.update('room_stay', roomStayId, { isLocked: isLocked ? 1 : 0 });
      const place = placeOf(writer, stay.unitId);
      const message = isLocked
        ? `${nameOf(writer, stay)} stays in ${place}: locked.`
        : `Unlocked ${nameOf(writer, stay)}.`;
      return { message, undoId: null };
    },
  }),

  'blocks.create': commandHandler<'blocks.create'>({
    canUndo: true,
    write(writer, { unitId, arrival, departure, kind, reason, knowinglyReason }) {
      const { roomTypeId, name } = writer.get('unit', unitId);
      assertFree(writer.tx, { unitId, roomTypeId, arrival, departure }, knowinglyReason);
      const row = { roomTypeId, unitId, kind, channel: 'direct', reason, arrival, departure };
      const made = writer.insert('block', { ...row, receivedAt: writer.act.at });
      const verb = kind === 'hold' ? 'Held' : 'Closed';
      return {
        id: made.id,
        message: `${verb} ${name} on ${sayActNights(writer, { arrival, departure })}.`,
        undoId: null,
      };
    },
  }),

  'blocks.change': commandHandler<'blocks.change'>({
    canUndo: true,
    write(writer, { id, unitId, arrival, departure, reason, knowinglyReason }) {
      const block = writer.get('block', id);
      assertOwnBlock(block);
      const { roomTypeId, name } = writer.get('unit', unitId);
      assertFree(
        writer.tx,
        { unitId, roomTypeId, arrival, departure, except: { kind: 'block', id } },
        knowinglyReason,
      );
      writer.update('block', id, { unitId, roomTypeId, arrival, departure, reason });
      return {
        message: `${name} is closed on ${sayActNights(writer, { arrival, departure })}.`,
        undoId: null,
      };
    },
  }),

  'blocks.remove': commandHandler<'blocks.remove'>({
    canUndo: true,
    write(writer, { id }) {
      const block = writer.get('block', id);
      assertOwnBlock(block);
      writer.remove('block', id);
      const nights = sayActNights(writer, block);
      return { message: `Opened ${placeOf(writer, block.unitId)} on ${nights}.`, undoId: null };
    },
  }),
} satisfies Partial<Handlers>;

function assertOwnBlock(block: Row<'block'>): void {
  if (block.feedId === null) return;
  const name = channelName(block.channel as Channel);
  throw new Refusal(
    'not-possible',
    `${name} closed these nights. Open them there; Bellhop follows with the next reading.`,
  );
}
