import { Drawer } from '@mantine/core';
import type { FeedView } from '../../src/contract/feeds.ts';
import { channelName } from '../../src/domain/channel.ts';
import { until } from '../core/ages.ts';
import { longState, STATE_TONE } from '../core/channel-words.ts';
import { useNow } from '../core/now.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { count, moment } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Facts } from '../ui/facts.tsx';
import classes from './channels.module.css';
import { FeedFetches } from './feed-fetches.tsx';
import { FeedSettings } from './feed-settings.tsx';
import { PendingNights } from './pending-nights.tsx';
import { Quarantine } from './quarantine.tsx';
import { RemoveFeed } from './remove-feed.tsx';
import { ReplaceAddress } from './replace-address.tsx';

interface FeedDrawerProps {
  readonly id: number | null;
  readonly onClose: () => void;
}

/** One feed: how it is doing, what waits for a person, and its latest answers. */
export function FeedDrawer({ id, onClose }: FeedDrawerProps) {
  return (
    <Drawer opened={id !== null} onClose={onClose} position="right" size={620} title="Calendar">
      {id === null ? null : <FeedBody key={id} id={id} onClose={onClose} />}
    </Drawer>
  );
}

function FeedBody({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const feed = useQuery('feeds.read', { id });
  return (
    <Answered of={feed} lines={10}>
      {(value) => (
        <div>
          <Health feed={value} />
          {value.quarantine ? <Quarantine feed={value} quarantine={value.quarantine} /> : null}
          {value.pending.length > 0 ? <PendingNights feed={value} /> : null}
          <FeedSettings feed={value} />
          <FeedFetches feed={value} />
          <section className={classes['section']}>
            <h3>Address</h3>
            <ReplaceAddress feed={value} />
            <RemoveFeed feed={value} onRemoved={onClose} />
          </section>
        </div>
      )}
    </Answered>
  );
}

function Health({ feed }: { readonly feed: FeedView }) {
  const now = useNow();
  const { zone } = useHotel();
  const refresh = useCommand('feeds.refresh');
  const when = (at: number | null): string | null => (at === null ? null : moment(at, zone));
  return (
    <section className={classes['section']}>
      <div className={classes['what']}>
        <ChannelMark channel={feed.channel} size="large" />
        <span style={{ flex: 1 }}>
          <b>{feed.label}</b>
          <span className={classes['state']} data-tone={STATE_TONE[feed.state]}>
            {channelName(feed.channel)}, {longState(feed, now)}
          </span>
        </span>
        <ActButton
          data-autofocus
          variant="default"
          loading={refresh.isRunning || feed.isFetching}
          disabled={feed.state === 'locked'}
          onClick={() => void refresh.run({ id: feed.id })}
        >
          Read now
        </ActButton>
      </div>
      {feed.failureMessage === null ? null : (
        <div className={classes['note']} data-tone="warn" style={{ margin: 0 }}>
          {feed.failureMessage}
        </div>
      )}
      <Facts
        rows={[
          [
            'For',
            feed.unitName === null
              ? `${feed.roomTypeName}, any unit`
              : `${feed.unitName}, ${feed.roomTypeName}`,
          ],
          ['Address', feed.mask],
          [
            'Holds',
            `${count(feed.nightsBlocked, 'night')}; the last reading showed ${count(feed.events, 'entry', 'entries')}`,
          ],
          ['Last good answer', when(feed.lastGoodAt)],
          ['Last change', when(feed.lastChangeAt)],
          ['Next', feed.nextDueAt === null || feed.state === 'paused' ? null : until(feed.nextDueAt, now)],
        ]}
      />
    </section>
  );
}
