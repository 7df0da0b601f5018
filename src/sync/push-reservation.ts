import type { FailureCode } from '../domain/failure.ts';
import { dayNumber } from '../domain/stay-date.ts';
import type { ReservationOrder } from '../providers/kit/provider.ts';
import {
  changeChannelBooking,
  type ChannelBookingRow,
  findChannelBooking,
} from '../store/channel-bookings.ts';
import type { WriteHandle } from '../store/database.ts';
import { forgetCells } from '../store/ledger.ts';
import { failed, queueOf, type Task, type WorkResult } from './engine-world.ts';
import { takeRevision } from './pull.ts';
import { agreementOf } from './ingest-reservation-fields.ts';
import { newCounts } from './pull-progress.ts';
import { type Telling, tellingOf } from './push-reservation-order.ts';
import { confirmOtherSide } from './two-sided-cancel.ts';

/** After these it is not tried again by itself. */
const FINAL: readonly FailureCode[] = ['rejected', 'invalid-input', 'not-found', 'not-possible', 'gone'];

const sayOrder = ({ status, externalId, guest }: ReservationOrder): string =>
  status === 'cancelled'
    ? `Cancelled ${guest.name || 'a booking'} there.`
    : externalId === null
      ? `Made ${guest.name || 'a booking'} there.`
      : `Changed ${guest.name || 'a booking'} there.`;

/** Makes, changes or cancels one booking at the channel, as it is now; never makes it twice. */
export async function pushReservation(task: Task): Promise<WorkResult> {
  const { world, claim, connection, provider } = task;
  const { channelBookingId } = claim.subject;
  const booking =
    typeof channelBookingId === 'number' ? findChannelBooking(world.store.read, channelBookingId) : undefined;
  if (!booking || !provider.pushReservation || connection.isTold === 0)
    return { type: 'done', words: 'There is nothing to tell.' };
  const telling = tellingOf(world.store.read, booking);
  if (!telling) return settleUntold(task, booking);
  // before it leaves: after a crash it is looked for, not made again
  world.store.write((tx) => {
    world.queue.within(tx).mustHold(claim);
    // only the first try: what is told later may not be what is there
    const isFirst = booking.latest === null && booking.pushedAt === null;
    changeChannelBooking(tx, booking.id, {
      ...{ pushState: 'pending', pushedAt: world.clock.now() },
      // it may arrive and its answer be lost: what the desk changes from now on is news for them
      ...(isFirst ? { agreed: agreedWith(booking, telling) } : {}),
    });
  });
  // after a wait another run may have made it: two would be two
  const context = task.guardedContext(() => world.queue.holds(claim));
  const outcome = await provider.pushReservation(context, telling.order);
  if (!outcome.ok) {
    const { failure } = outcome;
    const isFinal = FINAL.includes(failure.code);
    world.store.write((tx) => {
      world.queue.within(tx).mustHold(claim);
      const isUntouched = booking.pushedAt === null && failure.mayHaveHappened === false;
      changeChannelBooking(tx, booking.id, {
        pushState: isFinal ? 'failed' : 'pending',
        pushWords: failure.words,
        ...(isUntouched ? { pushedAt: null, agreed: booking.agreed } : {}),
      });
    });
    return failed(failure);
  }
  const { externalId } = outcome.value;
  world.store.write((tx) => {
    world.queue.within(tx).mustHold(claim);
    // empty: it was cancelled before it ever came to be there
    changeChannelBooking(tx, booking.id, {
      ...{ externalId: externalId || null, agreed: agreedWith(booking, telling) },
      ...{ pushState: 'pushed', pushWords: '' },
    });
    assertAgain(task, tx, telling);
  });
  if (externalId === '') releaseHere(task, booking);
  else await confirm(task, externalId);
  return { type: 'done', words: sayOrder(telling.order) };
}

/** It never came to be there: what was cancelled here waits for nobody any more. */
function releaseHere({ world, claim, connection }: Task, { id, reservationId }: ChannelBookingRow): void {
  if (reservationId === null) return;
  const act = { commandId: null, actor: 'Bellhop', origin: 'sync', act: 'push-reservation', why: '' };
  world.commit(act, (writer) => {
    world.queue.within(writer.tx).mustHold(claim);
    confirmOtherSide(writer, reservationId, `It never came to be in ${connection.name}`, id);
  });
}

/** What both sides know of each other once this was told. */
function agreedWith(booking: ChannelBookingRow, { own }: Telling): string {
  const agreement = agreementOf(booking);
  return JSON.stringify({ ...agreement, fields: { ...agreement.fields, ...own } });
}

/** Nothing differs any more, or it was cancelled before anybody there heard of it. */
function settleUntold(task: Task, booking: ChannelBookingRow): WorkResult {
  const { world, claim } = task;
  if (booking.externalId === null && booking.pushedAt === null) releaseHere(task, booking);
  if (booking.pushState === 'pending')
    world.store.write((tx) => {
      world.queue.within(tx).mustHold(claim);
      const pushState = booking.externalId === null ? 'none' : 'confirmed';
      changeChannelBooking(tx, booking.id, { pushState, pushWords: '' });
    });
  return { type: 'done', words: 'There is nothing to tell.' };
}

/** A booking moves the channel's own numbers: what it confirmed of these nights is told again. */
function assertAgain({ world, connection }: Task, tx: WriteHandle, { order, roomTypeId }: Telling): void {
  const from = dayNumber(order.arrival);
  forgetCells(tx, connection.id, { roomTypeId, from, to: dayNumber(order.departure) });
  const subject = { connectionId: connection.id };
  const queue = queueOf(connection.id);
  world.queue.within(tx).add({ kind: 'push', queue, key: 'push', subject, priority: 'critical' });
}

/** What stands there now is the confirmation. Where it can not be had now, the next reading brings it. */
async function confirm(task: Task, externalId: string): Promise<void> {
  const { world, claim, provider, context } = task;
  if (!provider.pullOne) return;
  const outcome = await provider.pullOne(context, externalId);
  if (!outcome.ok || !outcome.value) return;
  const revision = outcome.value;
  const act = { commandId: null, actor: 'Bellhop', origin: 'sync', act: 'push-reservation', why: '' };
  world.commit(act, (writer) => {
    world.queue.within(writer.tx).mustHold(claim);
    takeRevision(task, writer, revision, newCounts(), false);
  });
}
