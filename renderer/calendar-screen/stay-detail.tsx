import { channelName } from '../../src/domain/channel.ts';
import { runKnowingly } from '../core/insist.ts';
import { go } from '../core/route.ts';
import { guestLabel } from '../../src/domain/guest-label.ts';
import { runCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { STATUS_WORDS } from '../core/words.ts';
import { StayActs } from '../reservations/stay-acts.tsx';
import { StayFacts } from '../reservations/stay-facts.tsx';
import { StayWarnings } from '../reservations/stay-warnings.tsx';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import classes from './calendar-screen.module.css';
import { CloseDrawer } from './close-drawer.tsx';

/** A stay in the drawer: what is known of it, and what can be done. */
export function StayDetail({ id, roomStayId }: { readonly id: number; readonly roomStayId: number }) {
  const reservation = useQuery('reservations.read', { id }, { keepsLast: true });
  if (reservation.failure?.code === 'not-found')
    return (
      <div className={classes['drawerHead']}>
        <h2>This stay is gone.</h2>
        <CloseDrawer />
      </div>
    );
  return (
    <Answered of={reservation}>
      {(value) => {
        const stay = value.stays.find((one) => one.id === roomStayId);
        return (
          <>
            <div className={classes['drawerHead']}>
              <ChannelMark channel={value.channel} size="large" />
              <h2>
                {guestLabel(value)}
                <p>
                  {channelName(value.channel)}
                  {value.channelRef === null ? '' : ` ${value.channelRef}`} · {STATUS_WORDS[value.status]}
                </p>
              </h2>
              <CloseDrawer />
            </div>
            <StayWarnings reservation={value} />
            <StayFacts reservation={value} />
            {value.feed ? (
              <p className={classes['dim']}>
                Its dates come from {channelName(value.channel)}: change them there.
              </p>
            ) : null}
            <StayActs reservation={value} />
            <div className={classes['acts']}>
              {stay ? <PlaceActs stay={stay} /> : null}
              <ActButton variant="default" onClick={() => go('stays', id)}>
                Everything about it
              </ActButton>
            </div>
          </>
        );
      }}
    </Answered>
  );
}

interface PlaceActsProps {
  readonly stay: {
    readonly id: number;
    readonly isLocked: boolean;
    readonly unitId: number | null;
    readonly arrival: string;
    readonly departure: string;
  };
}

function PlaceActs({ stay }: PlaceActsProps) {
  const { id: roomStayId, isLocked, unitId, arrival, departure } = stay;
  if (unitId === null)
    return <p className={classes['dim']}>No unit yet: drag it to one, or press M in the chart.</p>;
  return (
    <>
      <ActButton
        variant="default"
        onClick={() => void runCommand('stays.lock', { roomStayId, isLocked: !isLocked })}
      >
        {isLocked ? 'Unlock' : 'Lock in its unit'}
      </ActButton>
      <ActButton
        variant="default"
        onClick={() =>
          void runKnowingly('stays.move', { roomStayId, unitId: null, arrival, departure }, 'Park it anyway')
        }
      >
        Park
      </ActButton>
    </>
  );
}
