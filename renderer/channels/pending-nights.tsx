import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import type { FeedView } from '../../src/contract/feeds.ts';
import { channelName } from '../../src/domain/channel.ts';
import { sayNights } from '../../src/domain/say-nights.ts';
import { ago } from '../core/ages.ts';
import { coreToday, useNow } from '../core/now.ts';
import { useCommand } from '../core/use-command.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { Sign } from '../ui/sign.tsx';
import classes from './channels.module.css';

type Waiting = FeedView['pending'][number];

/** Nights that the feed no longer shows: freed after a few more good answers, or at once by a person who knows. */
export function PendingNights({ feed }: { readonly feed: FeedView }) {
  const leaving = feed.pending.filter(({ isKept }) => !isKept);
  const kept = feed.pending.filter(({ isKept }) => isKept);
  return (
    <>
      {leaving.length === 0 ? null : (
        <section className={classes['section']}>
          <h3>Possibly cancelled</h3>
          <p className={classes['small']}>
            {channelName(feed.channel)} stopped showing these nights. They stay closed until several good
            answers agree.
          </p>
          <Lines feedId={feed.id} waiting={leaving} />
        </section>
      )}
      {kept.length === 0 ? null : (
        <section className={classes['section']}>
          <h3>Kept by the desk: the calendar no longer shows them</h3>
          <p className={classes['small']}>
            They stay taken until {channelName(feed.channel)} shows them again, or until you free them.
          </p>
          <Lines feedId={feed.id} waiting={kept} />
        </section>
      )}
    </>
  );
}

/** Kept nights may have left too long ago for anybody to know when. */
function waitingWords({ since, goodAnswers, isKept }: Waiting, now: number): string {
  if (isKept) return since === 0 ? 'no longer shown' : `gone ${ago(since, now)}`;
  return `gone ${ago(since, now)} · ${count(goodAnswers, 'good answer')} without them so far`;
}

/** More lines than this are folded away: a whole calendar may be waiting. */
const LISTED = 5;

function Lines({ feedId, waiting }: WaitingRowsProps) {
  const rest = waiting.slice(LISTED);
  return (
    <>
      <WaitingRows feedId={feedId} waiting={waiting.slice(0, LISTED)} />
      {rest.length > 0 ? (
        <details className={classes['fold']}>
          <summary>and {count(rest.length, 'more stretch', 'more stretches')} of nights</summary>
          <WaitingRows feedId={feedId} waiting={rest} />
        </details>
      ) : null}
    </>
  );
}

interface WaitingRowsProps {
  readonly feedId: number;
  readonly waiting: readonly Waiting[];
}

function WaitingRows({ feedId, waiting }: WaitingRowsProps) {
  const now = useNow();
  return (
    <Rows>
      {waiting.map((line) => {
        const { arrival, departure } = line;
        const nights = sayNights({ arrival, departure }, coreToday());
        return (
          <Row
            key={`${arrival} ${departure}`}
            mark={
              <Sign tone={line.isKept ? 'plain' : 'warn'}>{line.isKept ? <IconLock size={15} /> : '?'}</Sign>
            }
            title={nights}
            text={waitingWords(line, now)}
            aside={<Free feedId={feedId} waiting={line} nights={nights} />}
          />
        );
      })}
    </Rows>
  );
}

interface FreeProps {
  readonly feedId: number;
  readonly waiting: Waiting;
  readonly nights: string;
}

/** Freeing can not be taken back, and the next guest may have the nights at once: it is asked once more. */
function Free({ feedId, waiting: { arrival, departure }, nights }: FreeProps) {
  const release = useCommand('feeds.release');
  const [stage, setStage] = useState<'first' | 'asking' | 'not-yet'>('first');
  if (stage !== 'asking')
    return (
      <ActButton
        size="xs"
        variant="default"
        autoFocus={stage === 'not-yet'}
        aria-label={`Free now: ${nights}`}
        onClick={() => setStage('asking')}
      >
        Free now…
      </ActButton>
    );
  return (
    <div className={classes['freeing']} role="group" aria-label={`Free ${nights}?`}>
      <p role="alert">
        They can be sold again at once, and a stay on them is cancelled. This can not be taken back.
      </p>
      <div className={classes['acts']}>
        <ActButton
          size="xs"
          color="danger"
          disabled={release.isRunning}
          aria-label={`Free them: ${nights}`}
          onClick={() => void release.run({ id: feedId, arrival, departure }).then(() => setStage('not-yet'))}
        >
          Free them
        </ActButton>
        <ActButton size="xs" variant="default" autoFocus onClick={() => setStage('not-yet')}>
          Not yet
        </ActButton>
      </div>
    </div>
  );
}
