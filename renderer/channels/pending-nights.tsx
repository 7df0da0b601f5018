import type { FeedView } from '../../src/contract/feeds.ts';
import { channelName } from '../../src/domain/channel.ts';
import { sayNights } from '../../src/domain/say-nights.ts';
import { ago } from '../core/ages.ts';
import { useNow } from '../core/now.ts';
import { useCommand } from '../core/use-command.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { Sign } from '../ui/sign.tsx';
import classes from './channels.module.css';

/** Nights that the feed no longer shows: freed after a few more good answers, or at once by a person who knows. */
export function PendingNights({ feed }: { readonly feed: FeedView }) {
  const release = useCommand('feeds.release');
  const now = useNow();
  return (
    <section className={classes['section']}>
      <h3>Possibly cancelled</h3>
      <p className={classes['small']}>
        {channelName(feed.channel)} stopped showing these nights. They stay closed until several good answers
        agree.
      </p>
      <Rows>
        {feed.pending.map(({ arrival, departure, since, goodAnswers }) => (
          <Row
            key={`${arrival} ${departure}`}
            mark={<Sign tone="warn">?</Sign>}
            title={sayNights({ arrival, departure })}
            text={`gone ${ago(since, now)} · ${count(goodAnswers, 'good answer')} without them so far`}
            aside={
              <ActButton
                size="xs"
                variant="default"
                disabled={release.isRunning}
                aria-label={`Free now: ${sayNights({ arrival, departure })}`}
                onClick={() => void release.run({ id: feed.id, arrival, departure })}
              >
                Free now
              </ActButton>
            }
          />
        ))}
      </Rows>
    </section>
  );
}
