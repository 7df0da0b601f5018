import { CHANNELS } from '../domain/channel.ts';
import { sayCount } from './say.ts';
import type { FeedRow } from '../contract/feeds.ts';
import type { ChannelLine } from '../contract/today.ts';

/** Worse states first: a channel is as well as its worst feed. */
const WORST_FIRST: readonly FeedRow['state'][] = [
  'quarantined',
  'failing',
  'locked',
  'stale',
  'never',
  'paused',
  'fresh',
];

const lineText = (feeds: readonly FeedRow[], worst: FeedRow): string => {
  const pending = feeds.reduce((sum, feed) => sum + feed.nightsPending, 0);
  if (worst.state === 'quarantined') return `${worst.label}: nights vanished at once and wait for you`;
  if (worst.failureMessage !== null && worst.state !== 'fresh') return worst.failureMessage;
  if (pending > 0) return `${sayCount(pending, 'night')} may become free; waiting for more good answers`;
  return '';
};

/** One line per channel that has a feed, in the order of channels. */
export function channelLines(feeds: readonly FeedRow[]): ChannelLine[] {
  return CHANNELS.flatMap((channel) => {
    const own = feeds.filter((feed) => feed.channel === channel);
    const worst = [...own].sort((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state))[0];
    if (!worst) return [];
    const instants = (pick: (feed: FeedRow) => number | null): number[] =>
      own
        .filter((feed) => feed.state !== 'paused')
        .map(pick)
        .filter((at) => at !== null);
    const lastGood = own.some((feed) => feed.lastGoodAt === null && feed.state !== 'paused')
      ? []
      : instants((feed) => feed.lastGoodAt);
    const due = instants((feed) => feed.nextDueAt);
    return [
      {
        channel,
        state: worst.state,
        feeds: own.length,
        lastGoodAt: lastGood.length > 0 ? Math.min(...lastGood) : null,
        nextDueAt: due.length > 0 ? Math.min(...due) : null,
        text: lineText(own, worst),
      },
    ];
  });
}
