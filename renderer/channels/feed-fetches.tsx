import type { FeedView } from '../../src/contract/feeds.ts';
import { useHotel } from '../core/use-hotel.ts';
import { count, moment } from '../core/words.ts';
import { Tag } from '../ui/sign.tsx';
import classes from './channels.module.css';

type Fetch = FeedView['fetches'][number];

const VERDICTS = { ok: 'good', unchanged: 'unchanged', suspect: 'doubtful', rejected: 'not usable' } as const;

const changes = (fetch: Fetch): string =>
  [
    fetch.nightsEntered > 0 ? `${count(fetch.nightsEntered, 'night')} came` : '',
    fetch.nightsLeft > 0 ? `${count(fetch.nightsLeft, 'night')} left` : '',
  ]
    .filter(Boolean)
    .join(', ');

/** What the feed's rules made of an answer, and a person of one that they held back. */
function Verdict({ fetch, isWaiting }: { readonly fetch: Fetch; readonly isWaiting: boolean }) {
  if (fetch.decision !== null)
    return <Tag tone="plain">{fetch.decision === 'accept' ? 'freed by the desk' : 'kept by the desk'}</Tag>;
  if (fetch.isQuarantined) return <Tag tone={isWaiting ? 'danger' : 'plain'}>held back</Tag>;
  const isGood = fetch.verdict === 'ok' || fetch.verdict === 'unchanged';
  return <Tag tone={isGood ? 'plain' : 'warn'}>{VERDICTS[fetch.verdict]}</Tag>;
}

/** The latest answers of a feed, newest first, each with what was wrong with it. */
export function FeedFetches({ feed }: { readonly feed: FeedView }) {
  const { zone } = useHotel();
  return (
    <section className={classes['section']}>
      <h3>Latest answers</h3>
      {feed.fetches.length === 0 ? <p className={classes['dim']}>Not read yet.</p> : null}
      <div
        className={classes['events']}
        style={{ maxHeight: 260 }}
        tabIndex={0}
        role="region"
        aria-label="Latest answers"
      >
        <table>
          <tbody>
            {feed.fetches.map((fetch) => (
              <tr key={fetch.id}>
                <td style={{ whiteSpace: 'nowrap' }}>{moment(fetch.at, zone)}</td>
                <td style={{ whiteSpace: 'nowrap' }}>
                  <Verdict fetch={fetch} isWaiting={feed.quarantine !== null} />
                </td>
                <td>
                  {changes(fetch)}
                  {[...fetch.reasons, ...fetch.problems.slice(0, 5)].map((reason, index) => (
                    <div key={index} className={classes['small']}>
                      {reason.message}
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
