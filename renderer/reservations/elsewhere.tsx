import type { ReservationView } from '../../src/contract/reservations.ts';
import { guestLabel } from '../../src/domain/guest-label.ts';
import { CancelledThereButton } from '../extranet/cancelled-there-button.tsx';
import { go } from '../core/route.ts';
import { dayDate, STATUS_WORDS } from '../core/words.ts';
import { Card } from '../ui/card.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { Tag } from '../ui/sign.tsx';

type ChannelBooking = ReservationView['channelBookings'][number];

/** Only what is worse than normal is marked; the words beside it say the rest. */
function stateOf({ pushState, isAlive }: ChannelBooking, isCancelled: boolean) {
  if (pushState === 'failed') return { tone: 'danger', text: 'refused' } as const;
  if (pushState === 'pending') return { tone: 'warn', text: 'waits' } as const;
  if (pushState === 'pushed') return { tone: 'plain', text: 'told' } as const;
  return isCancelled && isAlive ? ({ tone: 'danger', text: 'still booked' } as const) : null;
}

/** What stands for the stay at each connected channel; nothing where none knows of it. */
export function AtChannels({ reservation }: { readonly reservation: ReservationView }) {
  const { channelBookings, status } = reservation;
  if (channelBookings.length === 0) return null;
  return (
    <Card title="At the channels">
      <Rows>
        {channelBookings.map((booking) => {
          const state = stateOf(booking, status === 'cancelled');
          return (
            <Row
              key={booking.id}
              mark={<ChannelMark channel={booking.channel} />}
              title={`${booking.name}${booking.externalId === null ? '' : ` ${booking.externalId}`}`}
              text={booking.words}
              onOpen={() => go('connections', booking.connectionId)}
              aside={
                <>
                  {state ? <Tag tone={state.tone}>{state.text}</Tag> : null}
                  <CancelledThereButton reservation={reservation} booking={booking} />
                </>
              }
            />
          );
        })}
      </Rows>
    </Card>
  );
}

/** The other bookings of the same group. */
export function Group({ group }: Pick<ReservationView, 'group'>) {
  if (group.length === 0) return null;
  return (
    <Card title="Booked together" aside={`${group.length + 1} bookings`}>
      <Rows>
        {group.map((other) => (
          <Row
            key={other.id}
            mark={<ChannelMark channel={other.channel} isNamed />}
            title={guestLabel(other)}
            text={[
              other.arrival === null ? '' : `arrives ${dayDate(other.arrival)}`,
              other.channelRef ?? '',
              STATUS_WORDS[other.status],
            ]
              .filter((part) => part !== '')
              .join(' · ')}
            onOpen={() => go('stays', other.id)}
          />
        ))}
      </Rows>
    </Card>
  );
}
