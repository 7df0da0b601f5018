import { createHttp, userAgentOf } from '../providers/kit/http.ts';
import { createPacing, DEFAULT_PACING } from '../providers/kit/pacing.ts';
import { createFeedReader } from '../providers/registry.ts';
import { FEED_POLICY } from '../sync/feed-policy.ts';
import { hostOf } from '../sync/feed-fetch.ts';
import { createFeedRunner } from '../sync/feed-runner.ts';
import { createPublisher } from '../sync/publish-feed.ts';
import type { FeedDesk } from './feed-desk.ts';
import { createFeedPreviews } from './feed-previews.ts';
import type { Surroundings } from './handler.ts';

/** Requests to this computer itself, in the demo and in tests, need no manners. */
const policyFor = (host: string) =>
  /^(?:127\.|localhost\b|\[::1\])/.test(host) ? { minGapMs: 0 } : DEFAULT_PACING;

/** Puts the running side of feeds together: the reader, the schedule, what is published. */
export function createFeedDesk(here: Omit<Surroundings, 'feeds' | 'sync'>): FeedDesk {
  const { ports, store, commit, announce } = here;
  const { clock, chance, log } = ports;
  const secrets = ports.secrets.store;
  const http = createHttp({
    allowLoopback: ports.allowsLoopback,
    userAgent: userAgentOf(ports.version),
    clock,
  });
  const reader = createFeedReader();
  const pacing = createPacing({ clock, policyFor });
  const world = { store, commit, clock, chance, log, secrets, http, reader, pacing, policy: FEED_POLICY };
  const runner = createFeedRunner(world, () => announce(['feeds']));
  const publisher = createPublisher({ store, clock, chance, log, secrets }, () => announce(['exports']));
  let isOver = false;
  return {
    runner,
    publisher,
    reader,
    previews: createFeedPreviews(clock, chance),
    async fetch(address) {
      const paced = await pacing.run(hostOf(address) ?? 'nowhere', () => http.fetchDocument({ address }));
      return paced.ran ? paced.value : { ok: false, ...paced };
    },
    start() {
      publisher.start().catch((error: unknown) => {
        log.warn('The calendars for channels could not be started', { error: String(error).slice(0, 300) });
      });
      runner.start();
    },
    async stop() {
      if (isOver) return;
      isOver = true;
      await runner.stop();
      await publisher.stop();
      await reader.close();
    },
    refresh: (feedId, progress) => runner.refresh(feedId, progress),
    isFetching: (feedId) => runner.isFetching(feedId),
    lookAgain: () => publisher.lookAgain(),
    serveFeed: (token, userAgent) => publisher.serve(token, userAgent),
  };
}
