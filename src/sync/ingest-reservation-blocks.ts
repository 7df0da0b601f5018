import { type Channel, channelName } from '../domain/channel.ts';
import type { ReservationRevision } from '../domain/revision.ts';
import type { Row, Writer } from '../store/writer.ts';
import { placementOf } from './ingest-reservation-place.ts';

/** Lets go of the closed nights that a booking was. */
export function removeBlocks(writer: Writer, ids: readonly number[], why: string): void {
  for (const id of ids) if (writer.find('block', id)) writer.remove('block', id, why);
}

/**
 * Nights that the channel closed without a guest: one block for each unit, where a unit is free in it. Answers the blocks that
 * stand for them now. A block that the desk has moved to another unit stays there.
 */
export function makeBlocks(
  writer: Writer,
  connection: Pick<Row<'connection'>, 'channel'>,
  revision: ReservationRevision,
  roomTypeId: number,
  standing: readonly number[],
): number[] {
  const name = channelName(connection.channel as Channel);
  const why = `Closed at ${name}`;
  const { arrival, departure } = revision;
  const kept = standing.filter((id) => writer.find('block', id) !== undefined);
  const reason = revision.note === '' ? why : `${why}: ${revision.note}`;
  const units = Math.max(1, revision.units);
  removeBlocks(writer, kept.slice(units), why);
  const ids = kept.slice(0, units);
  for (const id of ids) {
    const { roomTypeId: before, unitId: unitBefore } = writer.get('block', id);
    const unitId = before === roomTypeId ? unitBefore : placementOf(writer).unitForNew(roomTypeId, revision);
    writer.update('block', id, { roomTypeId, unitId, arrival, departure, reason }, why);
  }
  while (ids.length < units) {
    const unitId = placementOf(writer).unitForNew(roomTypeId, revision);
    const row = { roomTypeId, unitId, kind: 'block', channel: connection.channel, reason };
    ids.push(writer.insert('block', { ...row, arrival, departure, receivedAt: writer.act.at }, why).id);
  }
  return ids;
}
