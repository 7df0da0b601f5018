import type { ReservationView } from '../../src/contract/reservations.ts';
import { channelName } from '../../src/domain/channel.ts';
import { go } from '../core/route.ts';
import { ActButton } from '../ui/act-button.tsx';
import { OtherSide } from './other-side.tsx';
import classes from './reservations.module.css';

/** What stands against this stay now; nothing on a good day. */
export function StayWarnings({ reservation }: { readonly reservation: ReservationView }) {
  const { conflicts, stays, feed, channel } = reservation;
  // a cancellation that waits for its channel is told by itself
  const isPending = reservation.otherSide !== 'waiting' && stays.some((stay) => stay.isPendingRelease);
  return (
    <>
      <OtherSide reservation={reservation} />
      {conflicts.map(({ id, title }) => (
        <div key={id} className={classes['warning']} data-tone="danger">
          {title}.
          <ActButton size="xs" variant="default" onClick={() => go('conflicts', id)}>
            Settle
          </ActButton>
        </div>
      ))}
      {isPending ? (
        <div className={classes['warning']}>
          {channelName(channel)} no longer shows this stay. It may be cancelled; its nights stay closed until
          a few more good answers agree.
          {feed ? (
            <ActButton size="xs" variant="default" onClick={() => go('channels', feed.id)}>
              Look
            </ActButton>
          ) : null}
        </div>
      ) : null}
    </>
  );
}
