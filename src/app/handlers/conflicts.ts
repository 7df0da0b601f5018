import type { ConflictRow } from '../../contract/conflicts.ts';
import { openConflicts, partiesOf, settledConflicts } from '../../store/conflicts.ts';
import type { ReadHandle } from '../../store/database.ts';
import { roomTypesOf, todayAt, unitsOf } from '../../store/property.ts';
import type { Row } from '../../store/writer.ts';
import { channelOf, conflictText, conflictTitle, readParties } from '../conflict-words.ts';
import type { Handlers } from '../handler.ts';

/** As many settled conflicts as anybody looks back on. */
const SETTLED_SHOWN = 200;

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
    channels: [...new Set(parties.map(channelOf))],
  } as ConflictRow;
}

export const conflictHandlers = {
  'conflicts.list': ({ state }, { store: { read }, ports }) => {
    const rows =
      state === 'open'
        ? openConflicts(read, todayAt(read, ports.clock.now()))
        : settledConflicts(read, SETTLED_SHOWN);
    return { rows: rows.map((row) => conflictRow(read, row)) };
  },
} satisfies Partial<Handlers>;
