import type { ReservationView } from '../../src/contract/reservations.ts';
import { channelName } from '../../src/domain/channel.ts';
import { useKeys } from '../core/keys.ts';
import { go } from '../core/route.ts';
import { guestLabel } from '../../src/domain/guest-label.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { moment, STATUS_WORDS } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { Card } from '../ui/card.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Page } from '../ui/page.tsx';
import { Story } from '../ui/story.tsx';
import { AtChannels, Group } from './elsewhere.tsx';
import { GuestCard } from './guest-card.tsx';
import { GuestForm } from './guest-form.tsx';
import classes from './reservations.module.css';
import { StayActs } from './stay-acts.tsx';
import { StayFacts } from './stay-facts.tsx';
import { StayWarnings } from './stay-warnings.tsx';

/** One reservation whole: who, where, money, and every revision with who said so. */
export function ReservationPage({ id }: { readonly id: number }) {
  const reservation = useQuery('reservations.read', { id });
  const arrival = reservation.value?.stays[0]?.arrival ?? null;
  const toCalendar = (): void => go('calendar', null, arrival);
  useKeys('Stay', [
    { keys: 'C', says: 'Show it on the calendar', run: toCalendar },
    { keys: 'Esc', says: 'Back to the list', run: () => go('stays') },
  ]);
  return (
    <Page
      title="Stay"
      lead={
        <ActButton variant="default" keys="Esc" onClick={() => go('stays')}>
          All stays
        </ActButton>
      }
      actions={
        <ActButton variant="default" keys="C" onClick={toCalendar}>
          On the calendar
        </ActButton>
      }
    >
      <Answered of={reservation} lines={8}>
        {(value) => <Whole reservation={value} />}
      </Answered>
    </Page>
  );
}

function Whole({ reservation }: { readonly reservation: ReservationView }) {
  const { zone } = useHotel();
  return (
    <>
      <div className={classes['head']}>
        <ChannelMark channel={reservation.channel} size="large" />
        <div>
          <h2>{guestLabel(reservation)}</h2>
          <p>
            {channelName(reservation.channel)}
            {reservation.channelRef === null ? '' : ` ${reservation.channelRef}`} ·{' '}
            {STATUS_WORDS[reservation.status]}
          </p>
        </div>
      </div>
      <StayWarnings reservation={reservation} />
      <div className={classes['columns']}>
        <div className={classes['column']}>
          <Card title="The stay">
            <StayFacts reservation={reservation} />
            <StayActs reservation={reservation} />
          </Card>
          <Card title="Name, money, note">
            <GuestForm key={reservation.revision} reservation={reservation} />
          </Card>
        </div>
        <div className={classes['column']}>
          {reservation.guestId === null ? null : (
            <GuestCard key={reservation.guestId} reservation={reservation} guestId={reservation.guestId} />
          )}
          <AtChannels reservation={reservation} />
          <Group group={reservation.group} />
          <Card title="What happened" aside={`${reservation.revisions.length}`}>
            <Story
              entries={reservation.revisions.map((revision, index) => ({
                key: index,
                when: moment(revision.at, zone),
                title: `${revision.actor}${revision.origin === '' ? '' : `, ${revision.origin}`}`,
                text: [...revision.changes, revision.why].filter((line) => line !== '').join(' · '),
              }))}
            />
          </Card>
        </div>
      </div>
    </>
  );
}
