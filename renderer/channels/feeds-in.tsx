import { Progress } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import type { FeedRow } from '../../src/contract/feeds.ts';
import { CHANNELS } from '../../src/domain/channel.ts';
import { until } from '../core/ages.ts';
import { longState, STATE_TONE } from '../core/channel-words.ts';
import { useNow } from '../core/now.ts';
import { useProgress } from '../core/progress.ts';
import { go } from '../core/route.ts';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered, EmptyState } from '../ui/answers.tsx';
import { Card } from '../ui/card.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Row, Rows } from '../ui/row.tsx';
import classes from './channels.module.css';
import { TryDemo } from './try-demo.tsx';

const WORST = ['danger', 'warn', 'plain'] as const;
/** Trouble first, then by channel and name. */
const byNeed = (a: FeedRow, b: FeedRow): number =>
  WORST.indexOf(STATE_TONE[a.state]) - WORST.indexOf(STATE_TONE[b.state]) ||
  CHANNELS.indexOf(a.channel) - CHANNELS.indexOf(b.channel) ||
  a.label.localeCompare(b.label);

/** The calendars that Bellhop reads, each with its age or its trouble. */
export function FeedsIn({ onAdd }: { readonly onAdd: () => void }) {
  const feeds = useQuery('feeds.list', {}, { everyMs: 60_000 });
  return (
    <>
      <RefreshProgress />
      <Answered of={feeds}>
        {({ rows }) =>
          rows.length === 0 ? (
            <NoFeeds onAdd={onAdd} />
          ) : (
            <Card title="Calendars that Bellhop reads" aside={count(rows.length, 'calendar')}>
              <Rows>
                {[...rows].sort(byNeed).map((feed) => (
                  <FeedLine key={feed.id} feed={feed} />
                ))}
              </Rows>
            </Card>
          )
        }
      </Answered>
    </>
  );
}

function RefreshProgress() {
  const progress = useProgress('feeds.refresh');
  if (!progress) return null;
  const share = progress.total === 0 ? 0 : (progress.done / progress.total) * 100;
  return (
    <div className={classes['progress']} role="status">
      <Progress value={share} aria-label="Calendars read" />
      <span className={classes['small']}>
        {progress.done} of {progress.total}. {progress.words}
      </span>
    </div>
  );
}

function detailWords(feed: FeedRow, now: number): string {
  const parts = [
    feed.unitName === null ? `${feed.roomTypeName}, any unit` : `${feed.unitName} ${feed.roomTypeName}`,
    feed.mask,
    `${count(feed.nightsBlocked, 'night')} taken`,
  ];
  if (feed.nightsPending > 0) parts.push(`${count(feed.nightsPending, 'night')} may be freed`);
  if (feed.failureMessage !== null) parts.push(feed.failureMessage);
  if (feed.nextDueAt !== null && feed.state !== 'paused') parts.push(`next ${until(feed.nextDueAt, now)}`);
  return parts.join(' · ');
}

function FeedLine({ feed }: { readonly feed: FeedRow }) {
  const now = useNow();
  const refresh = useCommand('feeds.refresh');
  const open = (): void => go('channels', feed.id);
  return (
    <Row
      mark={<ChannelMark channel={feed.channel} size="large" />}
      title={feed.label}
      text={detailWords(feed, now)}
      onOpen={open}
      aside={
        <>
          <span className={classes['state']} data-tone={STATE_TONE[feed.state]}>
            {feed.isFetching || refresh.isRunning ? 'reading …' : longState(feed, now)}
          </span>
          <ActButton
            size="xs"
            variant="default"
            disabled={feed.isFetching || refresh.isRunning || feed.state === 'locked'}
            aria-label={`Read now: ${feed.label}`}
            onClick={() => void refresh.run({ id: feed.id })}
          >
            Read now
          </ActButton>
          <ActButton
            size="xs"
            variant={feed.state === 'quarantined' ? 'filled' : 'default'}
            aria-label={`Open: ${feed.label}`}
            onClick={open}
          >
            {feed.state === 'quarantined' ? 'Decide' : 'Open'}
          </ActButton>
        </>
      }
    />
  );
}

function NoFeeds({ onAdd }: { readonly onAdd: () => void }) {
  return (
    <EmptyState
      title="No calendars yet: two ways to begin"
      sign={<IconArrowsExchange size={28} stroke={1.6} />}
      actions={
        <>
          <ActButton keys="A" onClick={onAdd}>
            Paste an iCal address
          </ActButton>
          <TryDemo />
        </>
      }
    >
      <p>
        Airbnb, Vrbo, Booking.com and most others give each listing a calendar address (often under “Export
        calendar” or “Sync calendars”). Paste it here: Bellhop shows what it means before anything is taken
        in.
      </p>
      <p>Or look around first in the demo hotel, on simulated channels.</p>
    </EmptyState>
  );
}
