import { channelName, type Channel } from '../domain/channel.ts';
import { formatMoney } from '../domain/money.ts';
import { sayDate, sayNights } from '../domain/say-nights.ts';
import type { NightRange, StayDate } from '../domain/stay-date.ts';
import type { ReadHandle } from '../store/database.ts';
import { findRow } from '../store/find.ts';
import { findProperty, roomTypesOf, unitsOf } from '../store/property.ts';
import type { EntityName } from '../store/writer.ts';
import { channelJournalWords } from './journal-channel-words.ts';

type Value = string | number | null;
type Columns = Readonly<Record<string, Value>>;

export interface JournalEntry {
  readonly entity: string;
  /** With it, what an entry about a channel does not name itself is looked up. */
  readonly entityId?: number;
  readonly old: string | null;
  readonly new: string | null;
}

/** Columns that are told, and the word for each; what is not here is bookkeeping. */
const WORDS: Readonly<Record<string, string>> = {
  name: 'Name',
  zone: 'Time zone',
  currency: 'Currency',
  sleeps: 'Sleeps',
  note: 'Note',
  label: 'Name',
  mask: 'Address',
  pollMinutes: 'Minutes between readings',
  isPaused: 'Paused',
  endIsLastNight: 'Last date is a night',
  channel: 'Channel',
  status: 'Status',
  guestName: 'Guest',
  contact: 'Contact',
  guests: 'Guests',
  priceMinor: 'Price',
  paidMinor: 'Paid',
  cancelReason: 'Reason',
  roomTypeId: 'Room type',
  unitId: 'Unit',
  arrival: 'Arrival',
  departure: 'Departure',
  isLocked: 'Locked',
  isPendingRelease: 'Nights kept until its channel agrees',
  kind: 'Kind',
  reason: 'Reason',
  state: 'State',
  acceptedReason: 'Accepted because',
  showGuestNames: 'Guest names',
  withTimes: 'Times',
  role: 'Role',
  isActive: 'Works here',
  pin: 'PIN',
};
const NOUNS: Readonly<Record<string, string>> = {
  property: 'Property',
  room_type: 'Room type',
  unit: 'Unit',
  feed: 'Calendar',
  reservation: 'Booking',
  room_stay: 'Stay',
  block: 'Block',
  conflict: 'Conflict',
  export_feed: 'Calendar out',
  person: 'Person',
};
const FLAGS = new Set([
  'isPaused',
  'isLocked',
  'isPendingRelease',
  'endIsLastNight',
  'showGuestNames',
  'withTimes',
  'isActive',
]);
const MONEY = new Set(['priceMinor', 'paidMinor']);
/** Words of the tables that people say otherwise. */
const VALUES: Readonly<Record<string, string>> = {
  'in-house': 'in house',
  'no-show': 'did not come',
  'double-booking': 'double booking',
  'stay-against-block': 'stay on closed nights',
  'possible-conflict': 'possible conflict',
  'status-mismatch': 'status differs',
  'dates-differ': 'dates differ',
  'amount-differs': 'amount differs',
  'edited-on-both-sides': 'edited on both sides',
  drift: 'the channel shows something else',
  unmapped: 'room not linked',
  'allotment-exceeded': 'more sold than given',
  'stale-channel': 'nothing heard from the channel',
};
/** Told when a thing is made, where all columns are new. */
const SAID_WHEN_NEW = [
  'guestName',
  'name',
  'label',
  'channel',
  'unitId',
  'arrival',
  'departure',
  'kind',
  'reason',
];

const VERBS: Readonly<Record<string, string>> = { arrival: 'from ', departure: 'until ' };

/** The row as it is now: a change names only the columns that it changed. */
const rowOf = (read: ReadHandle, entity: string, id: number): Columns =>
  CHANNEL_ENTITIES.includes(entity as EntityName)
    ? ((findRow(read, entity as EntityName, id) ?? {}) as unknown as Columns)
    : {};
const CHANNEL_ENTITIES: readonly EntityName[] = [
  'connection',
  'room_link',
  'rate_link',
  'sell_rule',
  'rate_plan',
  'guest',
];

/** Tells journal entries in words, with today's names of units and room types. */
export function journalWords(read: ReadHandle): (entry: JournalEntry) => string[] {
  const units = new Map(unitsOf(read).map((row) => [row.id, row.name]));
  const types = new Map(roomTypesOf(read).map((row) => [row.id, row.name]));
  const currency = findProperty(read)?.currency ?? 'EUR';
  const channelWords = channelJournalWords(read);

  const say = (column: string, value: Value | undefined): string => {
    if (value === null || value === undefined || value === '')
      return column === 'unitId' ? 'parking row' : 'none';
    if (column === 'unitId') return units.get(Number(value)) ?? 'a former unit';
    if (column === 'roomTypeId') return types.get(Number(value)) ?? 'a former type';
    if (column === 'arrival' || column === 'departure') return sayDate(value as StayDate);
    if (column === 'channel') return channelName(value as Channel);
    if (MONEY.has(column)) return formatMoney({ minor: Number(value), currency });
    if (FLAGS.has(column)) return value === 1 ? 'yes' : 'no';
    return VALUES[String(value)] ?? String(value);
  };

  return ({ entity, entityId, old: oldText, new: newText }) => {
    const noun = NOUNS[entity] ?? entity;
    const old = oldText === null ? null : (JSON.parse(oldText) as Columns);
    const now = newText === null ? null : (JSON.parse(newText) as Columns);
    const row = entityId === undefined ? {} : rowOf(read, entity, entityId);
    const told = channelWords(entity, { whole: { ...row, ...old, ...now }, old, now });
    if (told) return told;
    if (old && now)
      return Object.keys(now)
        .filter((column) => WORDS[column] !== undefined)
        .map(
          (column) => `${WORDS[column] ?? column}: ${say(column, old[column])} → ${say(column, now[column])}`,
        );
    const whole = now ?? old ?? {};
    const named = SAID_WHEN_NEW.filter(
      (column) => whole[column] !== undefined && whole[column] !== '' && whole[column] !== null,
    );
    if (entity === 'conflict' && now) {
      const place =
        now['unitId'] === null ? say('roomTypeId', now['roomTypeId']) : say('unitId', now['unitId']);
      return [
        `Conflict found: ${say('kind', now['kind'])}, ${place}, ${sayNights(JSON.parse(String(now['nights'])) as NightRange[])}`,
      ];
    }
    const parts = named.map((column) => `${VERBS[column] ?? ''}${say(column, whole[column])}`).join(', ');
    return [`${noun} ${now ? 'made' : 'removed'}${parts ? `: ${parts}` : ''}`];
  };
}
