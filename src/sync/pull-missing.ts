import type { ProviderFailure } from '../providers/kit/provider.ts';
import { bookingsOfConnection, type ChannelBookingRow, latestOf } from '../store/channel-bookings.ts';
import { todayAt } from '../store/property.ts';
import { openChannelConflict } from './channel-conflicts.ts';
import { bookingConflictKey } from './channel-conflicts-booking.ts';
import type { Task } from './engine-world.ts';
import { bothSides, effectOf } from './ingest-reservation-fields.ts';
import { takeRevision } from './pull.ts';
import { newCounts, type PullRound } from './pull-progress.ts';

/** Held here, alive, to come: what a complete reading has to show. */
function missingFrom({ world, connection }: Task, { seen }: PullRound): ChannelBookingRow[] {
  const today = todayAt(world.store.read, world.clock.now());
  return bookingsOfConnection(world.store.read, connection.id).filter((booking) => {
    const latest = latestOf(booking);
    if (latest === null || booking.externalId === null || seen.has(booking.externalId)) return false;
    return effectOf(latest.status) !== 'nothing' && latest.departure >= today;
  });
}

/** It is nowhere to be found there. It keeps its nights here until a person has looked. */
function tellGone(task: Task, booking: ChannelBookingRow): boolean {
  const { world, claim, connection } = task;
  const act = { commandId: null, actor: 'Bellhop', origin: 'sync', act: 'pull-all', why: '' };
  return world.commit(act, (writer) => {
    world.queue.within(writer.tx).mustHold(claim);
    const sides = bothSides(writer.tx, booking);
    if (!sides || sides.ours.status !== 'booked') return false;
    const { arrival, departure, roomTypeId } = sides.ours;
    openChannelConflict(writer, {
      key: bookingConflictKey(connection.id, booking.id),
      kind: 'status-mismatch',
      connectionId: connection.id,
      roomTypeId,
      nights: [{ arrival: arrival as never, departure: departure as never }],
      parties: sides.chains.flat().map(({ id }) => ({ kind: 'stay', id })),
      details: {
        words: `${connection.name} does not show this booking any more. It keeps its nights here until you say what holds.`,
        channelBookingId: booking.id,
        fields: [{ field: 'status', ours: 'booked', theirs: 'gone', agreed: 'booked' }],
      },
    });
    return true;
  });
}

/**
 * Looks at each booking that a complete reading did not show, one by one: it may be cancelled, or past the pages, or gone.
 * Nothing is dropped because it was not on a list.
 */
export async function lookForMissing(
  task: Task,
  round: PullRound,
): Promise<{ readonly failure?: ProviderFailure; readonly gone: number }> {
  const { world, claim, provider, context } = task;
  let gone = 0;
  for (const booking of missingFrom(task, round)) {
    const { externalId } = booking;
    if (externalId === null || !provider.pullOne) continue;
    const outcome = await provider.pullOne(context, externalId);
    if (!outcome.ok) return { failure: outcome.failure, gone };
    const revision = outcome.value;
    if (revision === null) {
      if (tellGone(task, booking)) gone += 1;
      continue;
    }
    const act = { commandId: null, actor: 'Bellhop', origin: 'sync', act: 'pull-all', why: '' };
    const counts = newCounts();
    world.commit(act, (writer) => {
      world.queue.within(writer.tx).mustHold(claim);
      takeRevision(task, writer, revision, counts);
    });
    for (const kind of ['created', 'changed', 'cancelled', 'unchanged'] as const)
      round.counts[kind] += counts[kind];
  }
  return { gone };
}
