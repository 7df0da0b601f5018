import type { ConflictRow } from '../contract/conflicts.ts';
import type { Channel } from '../domain/channel.ts';
import { partiesOf } from '../store/conflicts.ts';
import { findConnection } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { roomTypesOf, unitsOf } from '../store/property.ts';
import type { Row } from '../store/writer.ts';
import { channelOf, conflictText, conflictTitle, readParties } from './conflict-words.ts';

const connectionChannel = (read: ReadHandle, { connectionId }: Row<'conflict'>): Channel[] => {
  const connection = connectionId === null ? undefined : findConnection(read, connectionId);
  return connection ? [connection.channel as Channel] : [];
};

/** A conflict as the inbox shows it. */
export function conflictRow(read: ReadHandle, row: Row<'conflict'>): ConflictRow {
  const parties = readParties(read, partiesOf(row));
  const { id, kind, severity, state, firstNight, departure, openedAt, closedAt } = row;
  return {
    ...{ id, kind, severity, state, firstNight, departure, openedAt, closedAt },
    title: conflictTitle(read, row),
    text: conflictText(read, row),
    roomTypeName: roomTypesOf(read).find((type) => type.id === row.roomTypeId)?.name ?? '',
    unitName: unitsOf(read).find((unit) => unit.id === row.unitId)?.name ?? null,
    channels: [...new Set([...parties.map(channelOf), ...connectionChannel(read, row)])],
  } as ConflictRow;
}
