import type { ManualChannel } from '../contract/checklists.ts';
import type { Channel } from '../domain/channel.ts';
import { checklistOff, missingAnswers } from '../domain/channel-profile.ts';
import type { RoomTypeId } from '../domain/property.ts';
import { providerOf } from '../providers/registry.ts';
import { type ConnectionRow, listConnections } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { soldRoomTypes } from '../store/desired.ts';
import { lastEnded, openVisit } from '../store/manual-tasks.ts';
import { profileOf } from '../sync/manual-channel.ts';
import type { Surroundings } from './handler.ts';

export const isByHand = ({ provider }: Pick<ConnectionRow, 'provider'>): boolean =>
  providerOf(provider)?.descriptor.transport === 'human';

/** The channels that people keep, as long as they are kept. */
export const manualConnections = (read: ReadHandle): ConnectionRow[] =>
  listConnections(read).filter((row) => row.state !== 'disconnected' && isByHand(row));

const PROVEN = 'SELECT max(acked_at) FROM ledger_cell WHERE connection_id = ?';

/** "just now", "40 min ago", "5 h ago", "3 days ago". */
export function sayAge(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 120) return `${String(minutes)} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${String(hours)} h ago` : `${String(Math.floor(hours / 24))} days ago`;
}

/** How a channel that people keep is doing. */
export function manualChannel(here: Surroundings, connection: ConnectionRow): ManualChannel {
  const { read } = here.store;
  const now = here.ports.clock.now();
  const [provenAt = null] = read.prepare(PROVEN).pluck<number | null>(connection.id);
  const profile = profileOf(read, connection);
  const sold = soldRoomTypes(read, connection.id).map(({ roomTypeId }) => roomTypeId as RoomTypeId);
  return {
    connectionId: connection.id,
    channel: connection.channel as Channel,
    name: connection.name,
    words: provenAt === null ? 'Never confirmed' : `By hand ${sayAge(now - provenAt)}`,
    provenAt,
    openTaskId: openVisit(read, connection.id)?.id ?? null,
    sweptAt: lastEnded(read, connection.id, 'sweep')?.endedAt ?? null,
    questions: missingAnswers(profile, now, sold).map(({ question, words, reason }) => ({
      key: question,
      words,
      isOverdue: reason === 'old',
    })),
    offBecause: checklistOff(profile) ?? null,
  };
}
