import type { Channel } from '../domain/channel.ts';
import { type ConflictKind, isChannelConflict, type Party } from '../domain/conflict.ts';
import { sayNights } from '../domain/say-nights.ts';
import { nightsOfConflict, partiesOf } from '../store/conflicts.ts';
import type { ReadHandle } from '../store/database.ts';
import { roomTypesOf, todayAt, unitsOf } from '../store/property.ts';
import { rowsWhere } from '../store/find.ts';
import type { Row } from '../store/writer.ts';
import { detailsOfConflict } from '../sync/channel-conflicts-merge.ts';
import { channelConflictTitle } from './conflict-channel-words.ts';
import { sayGuest } from './say.ts';

/** A party of a conflict with its rows. */
export type PartyRows =
  | { readonly kind: 'stay'; readonly stay: Row<'room_stay'>; readonly reservation: Row<'reservation'> }
  | { readonly kind: 'block'; readonly block: Row<'block'> };

const byId = <R extends { id: number }>(rows: readonly R[]): Map<number, R> =>
  new Map(rows.map((row) => [row.id, row]));

/** The rows behind parties, in the order given; what is gone by now is left out. */
export function readParties(read: ReadHandle, parties: readonly Party[]): PartyRows[] {
  const ids = (kind: Party['kind']): number[] =>
    parties.filter((party) => party.kind === kind).map(({ id }) => id);
  const stays = byId(rowsWhere(read, 'room_stay', 'id', ids('stay')));
  const blocks = byId(rowsWhere(read, 'block', 'id', ids('block')));
  const owners = [...stays.values()].map((stay) => stay.reservationId);
  const reservations = byId(rowsWhere(read, 'reservation', 'id', owners));
  return parties.flatMap((party): PartyRows[] => {
    if (party.kind === 'block') {
      const found = blocks.get(party.id);
      return found ? [{ kind: 'block', block: found }] : [];
    }
    const stay = stays.get(party.id);
    const owner = stay && reservations.get(stay.reservationId);
    return stay && owner ? [{ kind: 'stay', stay, reservation: owner }] : [];
  });
}

export const channelOf = (party: PartyRows): Channel =>
  (party.kind === 'stay' ? party.reservation.channel : party.block.channel) as Channel;

/** "Marlow (Airbnb)", "closed: painting". */
export const sayParty = (party: PartyRows): string =>
  party.kind === 'stay'
    ? sayGuest(party.reservation.guestName, party.reservation.channel, party.reservation.channelRef)
    : party.block.feedId === null
      ? `closed here${party.block.reason ? `: ${party.block.reason}` : ''}`
      : sayGuest('Closed nights', party.block.channel);

const COUNTS = ['No', 'One', 'Two', 'Three', 'Four', 'Five'];

/** What is wrong, in one line: "Two guests in 204 on 26 and 27 Nov". */
export function conflictTitle(read: ReadHandle, row: Row<'conflict'>): string {
  if (isChannelConflict(row.kind)) return channelConflictTitle(read, row);
  const nights = sayNights(nightsOfConflict(row), todayAt(read, row.openedAt));
  const unit = unitsOf(read).find(({ id }) => id === row.unitId)?.name ?? 'a former unit';
  const type = roomTypesOf(read).find(({ id }) => id === row.roomTypeId)?.name ?? 'a former room type';
  const stays = partiesOf(row).filter(({ kind }) => kind === 'stay').length;
  const titles: Readonly<Partial<Record<ConflictKind, string>>> = {
    'double-booking': `${COUNTS[stays] ?? String(stays)} guests in ${unit} on ${nights}`,
    overbooking: `${type}: ${stays === 1 ? 'one guest' : `${String(stays)} guests`} without a unit on ${nights}`,
    'stay-against-block': `A guest in ${unit}, closed on ${nights}`,
    'possible-conflict': `${row.unitId === null ? type : unit} may be taken twice on ${nights}`,
  };
  return titles[row.kind as ConflictKind] ?? row.kind;
}

/** Who is in it: "Marlow (Airbnb) and Iyer (Booking.com)." */
export function conflictText(read: ReadHandle, row: Row<'conflict'>): string {
  const { words } = detailsOfConflict(row);
  if (words !== undefined) return words;
  const said = readParties(read, partiesOf(row)).map(sayParty);
  const last = said.pop() ?? '';
  const text = said.length > 0 ? `${said.join(', ')} and ${last}` : last;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
