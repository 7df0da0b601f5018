import type { Outcome, ProviderContext, ProviderFailure, ReservationOrder } from '../kit/provider.ts';
import { cancelledItem, changedItem, newItem } from './booking-item.ts';
import { done, failed, notPossible, rejectedBecause, strangeAnswer, theirWords } from './failures.ts';
import { findOwn } from './find-booking.ts';
import { type ItemResult, readResults } from './wire.ts';

type Pushed = Outcome<{ readonly externalId: string }>;

async function post({ http }: ProviderContext, item: unknown, purpose: string): Promise<Outcome<ItemResult>> {
  const answer = await http.send({ method: 'POST', path: '/bookings', body: [item], purpose });
  if (!answer.ok) return answer;
  const results = readResults(answer.value.body, 1);
  return results.ok ? done(results.value[0] as ItemResult) : results;
}

/** What Beds24 said is wrong, without anything of the guest in it. */
function refusal({ errors }: ItemResult, { guest, note, ownRef }: ReservationOrder): ProviderFailure {
  const unsaid = [guest.name, guest.email, guest.phone, note, ownRef];
  const said = errors.map(({ field, message }) =>
    [field, theirWords(message, unsaid)].filter(Boolean).join(': '),
  );
  const reason = said.slice(0, 3).join('; ');
  if (/\broomId\b.*\b(access|found|exist)/i.test(reason)) {
    const words =
      'Beds24 does not know this room, or does not let this sign-in reach it. Read the rooms again and link it anew.';
    return { code: 'unmapped', words, mayHaveHappened: false };
  }
  if (/\bid: .*\b(found|exist)/i.test(reason)) {
    const words =
      'This booking is not at Beds24 any more: it was deleted there. Decide whether it still stands.';
    return { code: 'gone', words, mayHaveHappened: false };
  }
  if (/\bscope\b/i.test(reason)) {
    const words = `Beds24 refused the booking, because the sign-in may not do all of it: ${reason}. Make a new invite code there with these boxes ticked, and sign in again.`;
    return { code: 'forbidden', words, mayHaveHappened: false };
  }
  return rejectedBecause(reason);
}

/** Found after an answer that did not give its number: it was made. Not found: nobody knows. */
async function confirm(context: ProviderContext, order: ReservationOrder): Promise<Pushed> {
  const found = await findOwn(context, order);
  if (!found.ok) return failed({ ...found.failure, mayHaveHappened: true });
  if (found.value !== null) return done({ externalId: found.value });
  return failed(strangeAnswer('it says that the booking was made, and does not show it', true));
}

async function create(context: ProviderContext, order: ReservationOrder): Promise<Pushed> {
  const result = await post(context, newItem(order, context.connection.currency), 'make a booking');
  if (!result.ok) return result;
  const { success, new: made } = result.value;
  // a wrong sub-item makes the whole a failure in their words, and the booking stands
  if (made?.id !== undefined) return done({ externalId: made.id });
  if (success === true || made !== undefined) return confirm(context, order);
  return failed(refusal(result.value, order));
}

async function change(context: ProviderContext, id: string, order: ReservationOrder): Promise<Pushed> {
  const isCancelling = order.status === 'cancelled';
  const item = isCancelling ? cancelledItem(id) : changedItem(id, order, context.connection.currency);
  const result = await post(context, item, isCancelling ? 'cancel a booking' : 'change a booking');
  if (!result.ok) return result;
  const { success, modified } = result.value;
  return success === true || modified !== undefined
    ? done({ externalId: id })
    : failed(refusal(result.value, order));
}

/**
 * Makes, changes or cancels one booking. Where an earlier try may have made it, it is looked for first, by our reference and
 * among all statuses. Cancelling never deletes: the row stays as cancelled. A booking to cancel that was never made is
 * done, with an empty id. What a seller behind Beds24 learns of a cancellation differs, see the README beside this file.
 */
export async function pushReservation(context: ProviderContext, order: ReservationOrder): Promise<Pushed> {
  if (!/^[1-9]\d*$/.test(order.externalRoomId) || !/^([1-9]\d*)?$/.test(order.externalId ?? ''))
    return failed(
      notPossible('This is no number of Beds24. Read its rooms again and link them anew.', 'rejected'),
    );
  const known = order.externalId || null;
  if (known !== null) return change(context, known, order);
  const found = order.mayExist ? await findOwn(context, order) : done(null);
  if (!found.ok) return found;
  if (found.value !== null) return change(context, found.value, order);
  return order.status === 'cancelled' ? done({ externalId: '' }) : create(context, order);
}
