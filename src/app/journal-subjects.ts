import type { Channel } from '../domain/channel.ts';
import { guestLabel } from '../domain/guest-label.ts';
import type { ReadHandle } from '../store/database.ts';
import { allRows, rowsWhere } from '../store/find.ts';
import type { JournalRow } from '../store/journal.ts';
import { unitsOf } from '../store/property.ts';
import type { Row } from '../store/writer.ts';

const idsOf = (entries: readonly JournalRow[], entity: string): number[] => [
  ...new Set(entries.filter((entry) => entry.entity === entity).map((entry) => entry.entityId)),
];

/** Whom or what each entry is about, where that is not plain from its words: the guest of a stay, the unit of a block. */
export function journalSubjects(
  read: ReadHandle,
  entries: readonly JournalRow[],
): (entry: JournalRow) => string {
  const stays = new Map(
    rowsWhere(read, 'room_stay', 'id', idsOf(entries, 'room_stay')).map((row) => [row.id, row]),
  );
  const owners = [...idsOf(entries, 'reservation'), ...[...stays.values()].map((stay) => stay.reservationId)];
  const guests = new Map(
    rowsWhere(read, 'reservation', 'id', [...new Set(owners)]).map((row) => [row.id, labelOf(row)]),
  );
  const units = new Map(unitsOf(read).map((unit) => [unit.id, unit.name]));
  const blocks = new Map(rowsWhere(read, 'block', 'id', idsOf(entries, 'block')).map((row) => [row.id, row]));
  const feeds = new Map(allRows(read, 'feed').map((feed) => [feed.id, feed.label]));
  return ({ entity, entityId, old, new: now }) => {
    // a thing that was made or removed is told by its own words
    if (old === null || now === null) return '';
    if (entity === 'reservation') return guests.get(entityId) ?? '';
    if (entity === 'room_stay') return guests.get(stays.get(entityId)?.reservationId ?? 0) ?? '';
    if (entity === 'block') return units.get(blocks.get(entityId)?.unitId ?? 0) ?? '';
    if (entity === 'unit') return units.get(entityId) ?? '';
    if (entity === 'feed') return feeds.get(entityId) ?? '';
    return entity === 'conflict' ? 'Conflict' : '';
  };
}

const labelOf = ({ guestName, channel, channelRef }: Row<'reservation'>): string =>
  guestLabel({ guestName, channel: channel as Channel, channelRef });
