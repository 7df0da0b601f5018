import { type Channel, channelName } from '../domain/channel.ts';
import type { FeedEvent } from '../domain/feed.ts';
import { sayDate } from '../domain/say-nights.ts';
import { dateInZone, type NightRange } from '../domain/stay-date.ts';
import { insertFeedItem, updateFeedItem } from '../store/feeds.ts';
import { roomStaysOf } from '../store/feeds-stays.ts';
import type { NewRow, Row, Writer } from '../store/writer.ts';
import { NOT_WAITING } from './feed-memory.ts';
import type { StayCounts } from './feed-outcome.ts';
import { fitRoomStays, type Placer } from './feed-place.ts';
import type { StayStep } from './feed-stays.ts';

export interface StaysHere {
  readonly writer: Writer;
  readonly feed: Row<'feed'>;
  readonly zone: string;
  readonly placer: Placer;
  readonly counts: StayCounts;
}

type Step<Type extends StayStep['type']> = Extract<StayStep, { type: Type }>;

const seenColumns = (event: FeedEvent) => ({
  key: event.key,
  uid: event.uid,
  kind: event.kind,
  summary: event.summary,
  channelRef: event.channelRef,
});

function book(here: StaysHere, event: FeedEvent, dates: NightRange): number {
  const { writer, feed, placer, counts } = here;
  const why = `New in ${channelName(feed.channel as Channel)}'s calendar`;
  const reservation = writer.insert(
    'reservation',
    {
      propertyId: feed.propertyId,
      channel: feed.channel,
      feedId: feed.id,
      channelRef: event.channelRef,
      status: 'confirmed',
      guestName: event.guestName,
      guests: 0,
      receivedAt: writer.act.at,
    },
    why,
  );
  const row = {
    reservationId: reservation.id,
    roomTypeId: feed.roomTypeId,
    unitId: placer.unitForNew(dates),
    arrival: dates.arrival,
    departure: dates.departure,
  };
  placer.placed(writer.insert('room_stay', row, why));
  counts.created += 1;
  return reservation.id;
}

function create(here: StaysHere, { event }: Step<'create'>): void {
  const { writer, feed } = here;
  const { firstNight, departure, guestName } = event;
  const reservationId = book(here, event, { arrival: firstNight, departure });
  const at = writer.act.at;
  insertFeedItem(writer.tx, {
    feedId: feed.id,
    ...seenColumns(event),
    guestName,
    firstNight,
    departure,
    state: 'live',
    firstSeenAt: at,
    lastSeenAt: at,
    reservationId,
  });
}

/** Another booking in the place of one that vanished: what staff knew of the old guest is not true of the new one. */
const isOtherBooking = ({ item, event }: Step<'show'>): boolean =>
  item.channelRef !== null && event.channelRef !== null && item.channelRef !== event.channelRef;

function newFacts(step: Step<'show'>, reservation: Row<'reservation'>): Partial<NewRow<'reservation'>> {
  const { item, event, how } = step;
  const revival = { status: 'confirmed', cancelledAt: null, cancelReason: '' };
  const guest =
    event.guestName !== '' && event.guestName !== item.guestName ? { guestName: event.guestName } : {};
  return {
    ...(event.channelRef === null ? {} : { channelRef: event.channelRef }),
    ...(isOtherBooking(step) ? { guestName: event.guestName, contact: '', priceMinor: null } : guest),
    ...(how === 'revived' && reservation.status === 'cancelled' ? revival : {}),
  };
}

function moveStays(here: StaysHere, step: Step<'show'>, why: string): boolean {
  const { writer, placer } = here;
  const { item, dates, how } = step;
  const rows = roomStaysOf(writer.tx, item.reservationId as number);
  const isTaking = rows.some((row) => row.isTaking === 1) || how === 'revived' ? 1 : 0;
  const isMoved =
    how === 'revived' || dates.arrival !== item.firstNight || dates.departure !== item.departure;
  if (!isMoved) return false;
  const { kept, dropped } = fitRoomStays(rows, dates);
  for (const id of dropped) writer.remove('room_stay', id, why);
  for (const { id, dates: own } of kept) {
    const row = writer.get('room_stay', id);
    const unitId = placer.unitAfterChange(row, own);
    const { arrival, departure } = own;
    const moved = writer.update('room_stay', id, { unitId, arrival, departure, isTaking }, why);
    if (moved.isTaking === 1) placer.placed(moved);
  }
  return true;
}

/** Marks or unmarks the stays of a reservation as waiting to be freed. */
function markWaiting(writer: Writer, reservationId: number | null, isWaiting: boolean, why: string): void {
  if (reservationId === null) return;
  for (const row of roomStaysOf(writer.tx, reservationId))
    writer.update('room_stay', row.id, { isPendingRelease: isWaiting && row.isTaking === 1 ? 1 : 0 }, why);
}

function whyChanged(step: Step<'show'>, name: string): string {
  if (step.how === 'revived') return `Back in ${name}'s calendar`;
  if (isOtherBooking(step)) return `${name} shows another booking on these nights`;
  return `Changed in ${name}'s calendar`;
}

/** The ordinary case: nothing is new about it. */
const isAsKnown = ({ item, event, isChanged }: Step<'show'>): boolean =>
  !isChanged &&
  item.state === 'live' &&
  item.reservationId !== null &&
  item.key === event.key &&
  item.uid === event.uid &&
  item.summary === event.summary &&
  item.channelRef === event.channelRef;

function show(here: StaysHere, step: Step<'show'>): void {
  if (isAsKnown(step)) return;
  const { writer, feed, counts } = here;
  const { item, event, dates, isChanged } = step;
  const name = channelName(feed.channel as Channel);
  let { reservationId } = item;
  const reservation = reservationId === null ? undefined : writer.find('reservation', reservationId);
  if (!reservation) reservationId = book(here, event, dates);
  else {
    if (isChanged) {
      const why = whyChanged(step, name);
      const before = writer.changes.length;
      moveStays(here, step, why);
      const facts = newFacts(step, reservation);
      writer.update('reservation', reservation.id, facts, why);
      if (writer.changes.length > before) {
        writer.update('reservation', reservation.id, { revision: reservation.revision + 1 }, why);
        counts.changed += 1;
      }
    }
    if (item.state !== 'live') markWaiting(writer, reservationId, false, `Shown again by ${name}`);
  }
  updateFeedItem(writer.tx, item.id, {
    ...seenColumns(event),
    guestName: event.guestName === '' && !isOtherBooking(step) ? item.guestName : event.guestName,
    firstNight: dates.arrival,
    departure: dates.departure,
    state: 'live',
    ...NOT_WAITING,
    lastSeenAt: writer.act.at,
    reservationId,
  });
}

function wait({ writer, feed }: StaysHere, step: Step<'wait'>): void {
  const { item, state, missingCount, missingSince } = step;
  updateFeedItem(writer.tx, item.id, { state, missingCount, missingSince });
  if (item.state === state) return;
  const why = `No longer shown by ${channelName(feed.channel as Channel)}; waiting to be sure`;
  markWaiting(writer, item.reservationId, state !== 'kept', why);
}

/** Cancels what the feed has let go of, unless the guest is in the building: that is for people to settle. */
export function releaseStay(here: StaysHere, item: Step<'release'>['item'], reason: string): void {
  const { writer, counts } = here;
  updateFeedItem(writer.tx, item.id, { state: 'gone', ...NOT_WAITING });
  const reservation =
    item.reservationId === null ? undefined : writer.find('reservation', item.reservationId);
  if (!reservation) return;
  if (item.isInHouse || reservation.status !== 'confirmed') {
    markWaiting(writer, reservation.id, false, reason);
    return;
  }
  const { revision } = reservation;
  writer.update(
    'reservation',
    reservation.id,
    { status: 'cancelled', cancelledAt: writer.act.at, cancelReason: reason, revision: revision + 1 },
    reason,
  );
  for (const row of roomStaysOf(writer.tx, reservation.id))
    writer.update('room_stay', row.id, { isTaking: 0, isPendingRelease: 0 }, reason);
  counts.cancelled += 1;
}

export const releaseReason = (channel: string, since: number, zone: string): string =>
  `No longer in ${channelName(channel as Channel)}'s calendar since ${sayDate(dateInZone(since, zone), true)}`;

function finish({ writer }: StaysHere, { item }: Step<'finish'>): void {
  updateFeedItem(writer.tx, item.id, { state: 'gone', ...NOT_WAITING });
  if (item.state !== 'live') markWaiting(writer, item.reservationId, false, 'The stay is over');
}

/** Frees before it takes, so that a stay can have the unit that another one of the same answer leaves. */
export function applyStays(here: StaysHere, steps: readonly StayStep[]): void {
  for (const step of steps) {
    if (step.type === 'finish') finish(here, step);
    else if (step.type === 'release') {
      const since = step.missingSince ?? here.writer.act.at;
      releaseStay(here, step.item, releaseReason(here.feed.channel, since, here.zone));
    } else if (step.type === 'wait') wait(here, step);
  }
  for (const step of steps) if (step.type === 'show') show(here, step);
  for (const step of steps) if (step.type === 'create') create(here, step);
}
