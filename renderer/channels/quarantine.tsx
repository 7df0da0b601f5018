import type { FeedView } from '../../src/contract/feeds.ts';
import { channelName } from '../../src/domain/channel.ts';
import { sayNights } from '../../src/domain/say-nights.ts';
import type { StayDate } from '../../src/domain/stay-date.ts';
import { go } from '../core/route.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { count, moment } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { monthsCovered, MonthStrips } from '../ui/month-strips.tsx';
import classes from './channels.module.css';

interface QuarantineProps {
  readonly feed: FeedView;
  readonly quarantine: NonNullable<FeedView['quarantine']>;
}

const firstOf = (ranges: readonly { readonly arrival: StayDate }[]): StayDate | undefined =>
  ranges.map((range) => range.arrival).sort()[0];

/** An answer that lost too much to be believed: before, after, and the person's word. */
export function Quarantine({ feed, quarantine }: QuarantineProps) {
  const decide = useCommand('feeds.decide');
  const { zone } = useHotel();
  const { fetchId, before, after, leaving, reasons, stays } = quarantine;
  const say = (decision: 'accept' | 'refuse'): void => void decide.run({ id: feed.id, fetchId, decision });
  const from = firstOf(leaving) ?? firstOf(before);
  const months = from ? monthsCovered([...leaving, ...after], from, 3) : 1;
  return (
    <section className={classes['section']}>
      <div className={classes['alarm']} role="group" aria-label="Waits for you">
        <h3>This answer needs your eyes</h3>
        <p>
          {moment(quarantine.at, zone)}: {channelName(feed.channel)} no longer shows {sayNights(leaving)}.
          Nothing has been freed.
        </p>
        <ul className={classes['reasons']}>
          {reasons.map((reason) => (
            <li key={reason.code}>{reason.message}</li>
          ))}
        </ul>
        {from ? (
          <div className={classes['beforeAfter']} style={{ margin: '10px 0' }}>
            <p className={classes['small']}>
              Filled: taken in this answer ({count(after.length, 'stretch', 'stretches')}, was {before.length}
              ). Hatched: no longer shown.
            </p>
            <MonthStrips ranges={after} leaving={leaving} from={from} months={months} />
          </div>
        ) : null}
        <Concerned stays={stays} />
        <div className={classes['acts']} style={{ marginTop: 12 }}>
          <ActButton disabled={decide.isRunning} onClick={() => say('refuse')}>
            Keep these nights taken
          </ActButton>
          <ActButton variant="default" disabled={decide.isRunning} onClick={() => say('accept')}>
            It is right: free them
          </ActButton>
        </div>
        <p className={classes['small']} style={{ marginTop: 8 }}>
          If you are not sure, look at the channel’s own calendar first. Kept nights can not be sold twice.
        </p>
      </div>
    </section>
  );
}

/** More guests than this are folded away: the decision must stay in view. */
const LISTED = 5;

function Concerned({ stays }: Pick<QuarantineProps['quarantine'], 'stays'>) {
  if (stays.length === 0) return null;
  const rest = stays.slice(LISTED);
  return (
    <>
      <StayLines stays={stays.slice(0, LISTED)} />
      {rest.length > 0 ? (
        <details className={classes['fold']}>
          <summary>and {count(rest.length, 'more stay')}</summary>
          <StayLines stays={rest} />
        </details>
      ) : null}
    </>
  );
}

function StayLines({ stays }: Pick<QuarantineProps['quarantine'], 'stays'>) {
  return (
    <ul className={classes['reasons']}>
      {stays.map((stay) => (
        <li key={`${stay.reservationId} ${stay.nights.arrival}`}>
          <button type="button" className={classes['link']} onClick={() => go('stays', stay.reservationId)}>
            {stay.label}
          </button>
          : {sayNights(stay.nights)}
        </li>
      ))}
    </ul>
  );
}
