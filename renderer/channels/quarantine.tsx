import { useRef, useState } from 'react';
import type { FeedView } from '../../src/contract/feeds.ts';
import { channelName } from '../../src/domain/channel.ts';
import { sayNights } from '../../src/domain/say-nights.ts';
import type { StayDate } from '../../src/domain/stay-date.ts';
import { useKeys } from '../core/keys.ts';
import { coreToday } from '../core/now.ts';
import { go } from '../core/route.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { count, moment } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { monthsCovered, MonthStrips } from '../ui/month-strips.tsx';
import classes from './channels.module.css';
import { freeingWords } from './freeing-words.ts';

interface QuarantineProps {
  readonly feed: FeedView;
  readonly quarantine: NonNullable<FeedView['quarantine']>;
}

const firstOf = (ranges: readonly { readonly arrival: StayDate }[]): StayDate | undefined =>
  ranges.map((range) => range.arrival).sort()[0];

/** An answer that lost too much to be believed: before, after, and the person's word. */
export function Quarantine({ feed, quarantine }: QuarantineProps) {
  const { zone } = useHotel();
  const { before, after, leaving, reasons, stays } = quarantine;
  const from = firstOf(leaving) ?? firstOf(before);
  const months = from ? monthsCovered([...leaving, ...after], from, 3) : 1;
  return (
    <section className={classes['section']}>
      <div className={classes['alarm']} role="group" aria-label="Waits for you">
        <h3>This answer needs your eyes</h3>
        <p>
          {moment(quarantine.at, zone)}: {channelName(feed.channel)} no longer shows{' '}
          {sayNights(leaving, coreToday())}. Nothing has been freed.
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
        <Choice key={quarantine.fetchId} feed={feed} quarantine={quarantine} />
        <p className={classes['small']} style={{ marginTop: 8 }}>
          If you are not sure, look at the channel’s own calendar first. Kept nights can not be sold twice.
        </p>
      </div>
    </section>
  );
}

/** Keeping is one step and safe; freeing is asked once more, with all that it does. */
function Choice({ feed, quarantine }: QuarantineProps) {
  const decide = useCommand('feeds.decide');
  const [stage, setStage] = useState<'first' | 'asking' | 'not-yet'>('first');
  const isAsking = stage === 'asking';
  const box = useRef<HTMLDivElement>(null);
  const say = (decision: 'accept' | 'refuse'): void => {
    if (decide.isRunning) return;
    void decide.run({ id: feed.id, fetchId: quarantine.fetchId, decision }).then(() => setStage('not-yet'));
  };
  const keep = (): void => say('refuse');
  const free = (): void => say('accept');
  const acts = isAsking
    ? [
        { keys: 'Y', says: 'Free them', run: free },
        { keys: 'N', says: 'Not yet', run: () => setStage('not-yet') },
      ]
    : [
        { keys: 'K', says: 'Keep these nights taken', run: keep },
        { keys: 'F', says: 'It is right: free them', run: () => setStage('asking') },
      ];
  useKeys('The answer that waits', acts, box);
  return (
    <div ref={box} style={{ marginTop: 12 }}>
      {isAsking ? (
        <div className={classes['question']} role="group" aria-label="Free them?">
          <p role="alert">{freeingWords(quarantine, coreToday())}</p>
          <div className={classes['acts']} style={{ marginTop: 10 }}>
            <ActButton color="danger" keys="Y" disabled={decide.isRunning} onClick={free}>
              Free them
            </ActButton>
            <ActButton autoFocus variant="default" keys="N" onClick={() => setStage('not-yet')}>
              Not yet
            </ActButton>
          </div>
        </div>
      ) : (
        <div className={classes['acts']}>
          <ActButton keys="K" disabled={decide.isRunning} onClick={keep}>
            Keep these nights taken
          </ActButton>
          <ActButton
            autoFocus={stage === 'not-yet'}
            variant="default"
            keys="F"
            disabled={decide.isRunning}
            onClick={() => setStage('asking')}
          >
            It is right: free them…
          </ActButton>
        </div>
      )}
    </div>
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
          : {sayNights(stay.nights, coreToday())}
        </li>
      ))}
    </ul>
  );
}
