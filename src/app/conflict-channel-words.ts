import { type Channel, channelName } from '../domain/channel.ts';
import type { ChannelConflictKind } from '../domain/conflict.ts';
import type { BookingFields, MergeField } from '../domain/merge-rules.ts';
import { formatMoney } from '../domain/money.ts';
import { sayDate, sayNights } from '../domain/say-nights.ts';
import type { StayDate } from '../domain/stay-date.ts';
import { nightsOfConflict } from '../store/conflicts.ts';
import { findConnection } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { findProperty, roomTypesOf, todayAt } from '../store/property.ts';
import type { Row } from '../store/writer.ts';
import { detailsOfConflict, openMerge } from '../sync/channel-conflicts-merge.ts';
import { sayGuest } from './say.ts';

/** "Beds24"; the name that staff gave where it is gone from the list of channels. */
export function channelOfConflict(read: ReadHandle, row: Pick<Row<'conflict'>, 'connectionId'>): string {
  const connection = row.connectionId === null ? undefined : findConnection(read, row.connectionId);
  return connection ? channelName(connection.channel as Channel) : 'a former channel';
}

const STATUS_WORDS: Readonly<Record<BookingFields['status'], string>> = {
  booked: 'booked',
  cancelled: 'cancelled',
  'no-show': 'did not come',
};

/** One field's value in words. */
export function sayField(read: ReadHandle, field: MergeField, value: string | number | null): string {
  if (value === null || value === '') return 'not told';
  switch (field) {
    case 'status':
      return STATUS_WORDS[value as BookingFields['status']];
    case 'arrival':
    case 'departure':
      return sayDate(value as StayDate, true);
    case 'roomTypeId':
      return roomTypesOf(read).find(({ id }) => id === value)?.name ?? 'a former room type';
    case 'priceMinor':
      return formatMoney({ minor: Number(value), currency: findProperty(read)?.currency ?? 'EUR' });
    default:
      return String(value);
  }
}

/** What is wrong between us and a channel, in one line. */
export function channelConflictTitle(read: ReadHandle, row: Row<'conflict'>): string {
  const name = channelOfConflict(read, row);
  const nights = sayNights(nightsOfConflict(row), todayAt(read, row.openedAt));
  const type = roomTypesOf(read).find(({ id }) => id === row.roomTypeId)?.name ?? 'a former room type';
  const open = openMerge(read, row);
  const { guestName, channel, channelRef } = open?.sides.reservation ?? {
    ...{ guestName: '', channel: 'direct', channelRef: null },
  };
  const who = open ? sayGuest(guestName, channel, channelRef) : 'A booking';
  const both = (field: MergeField): string => {
    const told = detailsOfConflict(row).fields?.find((one) => one.field === field);
    const [ours, theirs] = open
      ? [open.sides.ours[field], open.sides.theirs[field]]
      : [told?.ours, told?.theirs];
    return `${sayField(read, field, ours ?? null)} here, ${sayField(read, field, theirs ?? null)} in ${name}`;
  };
  const titles: Readonly<Record<ChannelConflictKind, () => string>> = {
    'status-mismatch': () => `${who}: ${both('status')}`,
    'dates-differ': () => `${who}: other dates in ${name} than here`,
    'amount-differs': () => `${who}: ${both('priceMinor')}`,
    'edited-on-both-sides': () => `${who}: changed here and in ${name}`,
    drift: () => `${name} shows something else for ${type} on ${nights}`,
    unmapped: () => `A room in ${name} is not linked, and has bookings on ${nights}`,
    'allotment-exceeded': () => `${name} sold more of ${type} than it was given on ${nights}`,
    'stale-channel': () => `Nothing heard from ${name}`,
  };
  return titles[row.kind as ChannelConflictKind]();
}
