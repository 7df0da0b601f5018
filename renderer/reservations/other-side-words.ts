import type { ReservationView } from '../../src/contract/reservations.ts';
import { channelName } from '../../src/domain/channel.ts';

export interface OtherSideWords {
  readonly title: string;
  /** What it means for the nights. */
  readonly meaning: string;
  readonly todo: string;
  /** It does not come right by itself. */
  readonly needsPerson: boolean;
}

interface Facts extends Pick<ReservationView, 'status' | 'channel' | 'otherSide' | 'otherSideReason'> {
  readonly channelBookings: readonly ReservationView['channelBookings'][number][];
}

/** What to say of a booking that is cancelled here while its channel may still hold it; null where there is nothing to say. */
export function otherSideWords(reservation: Facts): OtherSideWords | null {
  const { otherSide = '', otherSideReason = '', channel } = reservation;
  if (reservation.status !== 'cancelled' || otherSide === '') return null;
  const alive = reservation.channelBookings.filter((booking) => booking.isAlive);
  const names = alive.map(({ name }) => name).join(' and ') || channelName(channel);
  if (otherSide === 'overridden') {
    if (alive.length === 0) return null;
    return {
      title: `Cancelled here, still booked at ${names}`,
      meaning: `Its nights are sold all the same${otherSideReason === '' ? '.' : `: ${otherSideReason}.`}`,
      todo: `Cancel it at ${names} by hand, or the guest will come.`,
      needsPerson: true,
    };
  }
  const extranet = alive.find((booking) => booking.isByHand)?.name;
  if (extranet !== undefined)
    return {
      title: `Cancelled here, still booked at ${names}`,
      meaning: `Its nights stay taken until it is cancelled there, so that nobody sells them twice.`,
      todo: `Cancel it in the ${extranet} extranet, then enter here that it is done.`,
      needsPerson: true,
    };
  const byHand = alive.some(({ pushState, isTold }) => pushState !== 'pending' || !isTold);
  const isTold = alive.every(({ pushState }) => pushState === 'pushed');
  return {
    title: `Cancelled here, still booked at ${names}`,
    meaning: `Its nights stay taken until ${names} has let go of it, so that nobody sells them twice.`,
    todo: isTold
      ? `${names} was told. You need do nothing: Bellhop looks whether it is gone.`
      : byHand
        ? `Cancel it at ${names} by hand. Bellhop sees it at the next reading and frees the nights.`
        : `Bellhop tells ${names}. You need do nothing, unless it lasts: then cancel it there by hand.`,
    needsPerson: byHand && !isTold,
  };
}
