import { type Channel, channelName } from '../domain/channel.ts';
import { dateInZone } from '../domain/stay-date.ts';
import { theProperty } from '../store/property.ts';
import { roomStaysOf } from '../store/feeds-stays.ts';
import type { Row, Writer } from '../store/writer.ts';
import { closeAll } from './feed-incidents.ts';

const RESERVATIONS = 'SELECT id FROM reservation WHERE feed_id = ?';
const BLOCKS = 'SELECT id FROM block WHERE feed_id = ?';

function letGo(writer: Writer, id: number, isKept: boolean, today: string, why: string): boolean {
  const reservation = writer.get('reservation', id);
  const stays = roomStaysOf(writer.tx, id);
  const isComing = reservation.status === 'confirmed' && stays.some((stay) => stay.departure > today);
  const isCancelled = !isKept && isComing;
  const cancelled = { status: 'cancelled', cancelledAt: writer.act.at, cancelReason: why };
  const revision = reservation.revision + 1;
  writer.update('reservation', id, { feedId: null, revision, ...(isCancelled ? cancelled : {}) }, why);
  for (const stay of stays)
    writer.update(
      'room_stay',
      stay.id,
      { isPendingRelease: 0, ...(isCancelled ? { isTaking: 0 } : {}) },
      why,
    );
  return isCancelled;
}

/**
 * Stops reading a feed. What it brought stays in the books as the desk's own; its coming stays and blocks are cancelled
 * unless they are to be kept. Shadows go in any case. Answers how many stays were cancelled.
 */
export function removeFeed(writer: Writer, feed: Row<'feed'>, keepStays: boolean): number {
  const { tx } = writer;
  const today = dateInZone(writer.act.at, theProperty(tx).zone);
  const why = `${channelName(feed.channel as Channel)}'s calendar ${feed.label} is no longer read`;
  const ids = tx.prepare(RESERVATIONS).pluck<number>(feed.id);
  const cancelled = ids.filter((id) => letGo(writer, id, keepStays, today, why)).length;
  for (const id of tx.prepare(BLOCKS).pluck<number>(feed.id)) {
    const block = writer.get('block', id);
    const isOver = block.departure <= today;
    if (block.kind === 'echo' || (!keepStays && !isOver)) writer.remove('block', id, why);
    else writer.update('block', id, { feedId: null, isPendingRelease: 0 }, why);
  }
  closeAll(writer, feed.id);
  writer.remove('feed', feed.id, why);
  return cancelled;
}
