import type { ConnectionRow } from '../contract/connections.ts';
import type { Today } from '../contract/today.ts';
import { sayCount } from './say.ts';

type Need = Today['needs'][number];

const need = (row: ConnectionRow, what: string, fields: Omit<Need, 'id' | 'kind' | 'target'>): Need => ({
  id: `connection-${what}-${String(row.id)}`,
  kind: 'connection',
  target: { screen: 'connections', id: row.id, date: null },
  ...fields,
});

/** What is wrong with the talk itself: until it is mended nobody knows what is sold there. */
function talkNeed(row: ConnectionRow): Need[] {
  const text = row.words;
  const look = { text, severity: 'high', minutes: 2, act: 'Look' } as const;
  if (row.health === 'needs-sign-in')
    return [
      need(row, 'sign-in', { ...look, title: `${row.name} wants a new sign-in`, minutes: 3, act: 'Sign in' }),
    ];
  if (row.health === 'silent')
    return [need(row, 'silent', { ...look, title: `Nothing was heard of ${row.name} for too long` })];
  if (row.health !== 'failing') return [];
  const isTalkFailing = row.failingSince !== null || row.breaker === 'open';
  // true of one that is out of reach as of one that answers with nothing that can be read
  const title = `${row.name} gives no good answer`;
  return isTalkFailing ? [need(row, 'failing', { ...look, title })] : [];
}

function givenUpNeed(row: ConnectionRow): Need[] {
  if (row.failedJobs === 0) return [];
  const given = need(row, 'given-up', {
    severity: 'high',
    title: `${row.name}: ${sayCount(row.failedJobs, 'item')} of the outbox given up`,
    text: 'Look at the reason, then try again or take it out.',
    minutes: 2,
    act: 'Look',
  });
  return [{ ...given, target: { screen: 'sync', id: null, date: null } }];
}

function unlinkedNeed(row: ConnectionRow): Need[] {
  const { unmappedRooms, unmappedBookings } = row;
  if (row.health === 'unmapped' && unmappedRooms + unmappedBookings === 0) {
    const title = `${row.name} does not know a room that it is told about`;
    return [need(row, 'unlinked', { severity: 'high', title, text: row.words, minutes: 2, act: 'Link' })];
  }
  if (row.state === 'disconnected' || unmappedRooms + unmappedBookings === 0) return [];
  const rooms = sayCount(unmappedRooms, 'room');
  const title =
    unmappedBookings > 0
      ? `${row.name}: ${sayCount(unmappedBookings, 'booking')} in a room that nobody linked`
      : `${row.name}: ${rooms} ${unmappedRooms === 1 ? 'is' : 'are'} not linked`;
  return [
    need(row, 'unlinked', {
      severity: unmappedBookings > 0 ? 'high' : 'low',
      title,
      text:
        unmappedBookings > 0
          ? 'They hold a room that was guessed. Say which room type it is.'
          : 'Nothing is told about them. Say which room types they are, or leave them out.',
      minutes: 2,
      act: 'Link',
    }),
  ];
}

function credentialNeed(row: ConnectionRow): Need[] {
  const { days, state } = row.rotation;
  if (state === 'fine' || row.state === 'disconnected') return [];
  if (state === 'to-confirm')
    return [
      need(row, 'confirm', {
        severity: 'low',
        title: `${row.name} has new credentials`,
        text: 'Say whether they work, so that the old ones can go.',
        minutes: 1,
        act: 'Confirm',
      }),
    ];
  return [
    need(row, 'credentials', {
      severity: 'low',
      title: `The credentials of ${row.name} are ${String(days)} days old`,
      text:
        state === 'due'
          ? 'They should be changed every 90 days. Sign in with new ones.'
          : 'They are to be changed after 90 days.',
      minutes: 3,
      act: 'Change',
    }),
  ];
}

/** What connections need from a person: failed and silent ones first. */
export const connectionNeeds = (rows: readonly ConnectionRow[]): Need[] =>
  [talkNeed, givenUpNeed, unlinkedNeed, credentialNeed].flatMap((needsOf) => rows.flatMap(needsOf));

/** Conflicts that say the same as a need of their connection. */
const TOLD_BY_CONNECTION: Readonly<Record<string, readonly ConnectionRow['health'][]>> = {
  'stale-channel': ['silent', 'failing', 'needs-sign-in'],
  unmapped: ['unmapped'],
};

export const isToldByConnection = (
  conflict: { readonly kind: string; readonly connectionId: number | null },
  rows: readonly ConnectionRow[],
): boolean => {
  const health = rows.find(({ id }) => id === conflict.connectionId)?.health;
  return health !== undefined && (TOLD_BY_CONNECTION[conflict.kind]?.includes(health) ?? false);
};
