import type { RefusedNights } from '../../src/contract/refused.ts';
import { goToNight } from '../calendar-screen/go-to-night.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { count, moment } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Card } from '../ui/card.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import classes from './sync.module.css';

/** What channels would not take: what they said, what it means, and every way back. Nothing at all where there is none. */
export function RefusedCard({ connectionId }: { readonly connectionId: number | null }) {
  const groups = useQuery('sync.refused', { connectionId }, { keepsLast: true }).value?.groups ?? [];
  if (groups.length === 0) return null;
  return (
    <Card title="Refused: waits for you" aside={count(groups.length, 'change')}>
      <ul className={classes['refusedList']}>
        {groups.map((group) => (
          <Refused
            key={`${group.connectionId} ${group.place} ${group.nights} ${group.wanted}`}
            group={group}
          />
        ))}
      </ul>
    </Card>
  );
}

function Refused({ group }: { readonly group: RefusedNights }) {
  const { zone } = useHotel();
  const again = useCommand('sync.run');
  const back = useCommand('sync.takeBackRefused');
  const { connectionId, roomTypeId, ratePlanId, stretches, name } = group;
  const what = `${group.place}: ${group.nights} ${group.wanted}`;
  const isBusy = again.isRunning || back.isRunning;
  return (
    <li className={classes['refused']} aria-label={what}>
      <h3>
        <ChannelMark channel={group.channel} isNamed /> {what}
      </h3>
      <dl>
        <dt>{name} said</dt>
        <dd>
          {group.said || 'It gave no reason.'}{' '}
          <span className={classes['small']}>{moment(group.at, zone)}</span>
        </dd>
        <dt>It means</dt>
        <dd>{group.means}</dd>
        <dt>Ways out</dt>
        <dd>
          Trying again helps once it was put right at {name}. {group.takeBack}
        </dd>
      </dl>
      <div className={classes['refusedActs']}>
        <ActButton
          size="xs"
          loading={again.isRunning}
          disabled={isBusy}
          aria-label={`Try again: ${what}`}
          onClick={() => void again.run({ connectionId, kind: 'push', isAwaited: true })}
        >
          Try again
        </ActButton>
        {group.canTakeBack ? (
          <ActButton
            size="xs"
            variant="default"
            disabled={isBusy}
            aria-label={`Take back what we wanted: ${what}`}
            onClick={() => void back.run({ connectionId, roomTypeId, ratePlanId, stretches })}
          >
            Take back what we wanted
          </ActButton>
        ) : null}
        <ActButton
          size="xs"
          variant="default"
          aria-label={`Change it on the calendar: ${what}`}
          onClick={() => goToNight(roomTypeId, group.firstNight)}
        >
          Change it on the calendar
        </ActButton>
      </div>
    </li>
  );
}
