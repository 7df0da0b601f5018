import type { FeedPreview } from '../../src/contract/feeds.ts';
import { channelName } from '../../src/domain/channel.ts';
import { sayDate } from '../../src/domain/say-nights.ts';
import { nightsOf, type StayDate } from '../../src/domain/stay-date.ts';
import { count, dayDate } from '../core/words.ts';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { monthsCovered, MonthStrips } from '../ui/month-strips.tsx';
import classes from './channels.module.css';

const KINDS = { reservation: 'stay', block: 'closed', hold: 'held', unknown: 'taken' } as const;
const MODES = {
  stays: 'Each entry is a stay or a block of its own.',
  'closed-nights':
    'It only tells which nights are taken, not who sleeps there: neighbouring stays may be merged into one.',
} as const;

/** "-//Airbnb Inc//Hosting Calendar 1.0//EN" as a person would say it. */
const maker = (producer: string): string =>
  producer
    .split('//')
    .filter((part) => part.length > 2)
    .join(', ');

/** What a feed is and which nights it means, in words, with a picture and the list. */
export function PreviewView({ preview }: { readonly preview: FeedPreview }) {
  const { channel, mask, producer, isFile } = preview;
  return (
    <>
      <div className={classes['what']}>
        <ChannelMark channel={channel} size="large" />
        <span>
          <b>
            {channel === 'other'
              ? 'A calendar that Bellhop does not know by name'
              : `${channelName(channel)} calendar`}
          </b>
          <span className={classes['small']}>
            {isFile ? 'from a file' : mask}
            {producer === '' ? '' : ` · made by ${maker(producer)}`} · {MODES[preview.mode]}
          </span>
        </span>
      </div>
      <Meaning preview={preview} />
      <Warnings preview={preview} />
    </>
  );
}

function Meaning({ preview }: { readonly preview: FeedPreview }) {
  const { events, totalEvents, firstNight, lastNight } = preview;
  if (firstNight === null || lastNight === null)
    return (
      <div className={classes['question']}>
        This calendar takes <b>no nights</b> at present. That is right for a room that is not booked yet.
      </div>
    );
  const ranges = events.map((event) => ({ arrival: event.firstNight, departure: event.departure }));
  const nights = new Set<StayDate>(ranges.flatMap(nightsOf)).size;
  const isPart = totalEvents > events.length;
  return (
    <div className={classes['question']}>
      <p style={{ marginBottom: 10 }}>
        This calendar means {isPart ? 'more than ' : ''}
        <b>{count(nights, 'night')}</b> in <b>{count(totalEvents, 'entry', 'entries')}</b>: the first is the
        night of <b>{sayDate(firstNight, true)}</b>, the last is the night of{' '}
        <b>{sayDate(lastNight, true)}</b>. Right?
      </p>
      <MonthStrips ranges={ranges} from={firstNight} months={monthsCovered(ranges, firstNight, 4)} />
    </div>
  );
}

function Warnings({ preview: { reasons, problems } }: { readonly preview: FeedPreview }) {
  return (
    <>
      {reasons.length > 0 ? (
        <ul className={classes['reasons']} data-tone="warn">
          {reasons.map((reason) => (
            <li key={`${reason.code} ${reason.message}`}>{reason.message}</li>
          ))}
        </ul>
      ) : null}
      {problems.length > 0 ? (
        <details className={classes['fold']} open={problems.some((problem) => problem.isLoss)}>
          <summary>{count(problems.length, 'remark')} on single entries</summary>
          <ul className={classes['reasons']}>
            {problems.map((problem, index) => (
              <li key={index}>
                {problem.line === null ? '' : `Line ${problem.line}: `}
                {problem.message}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

/** Every entry, line by line. */
export function PreviewEvents({ preview: { events, totalEvents } }: { readonly preview: FeedPreview }) {
  if (events.length === 0) return null;
  return (
    <details className={classes['fold']}>
      <summary>Show {totalEvents === 1 ? 'the entry' : `the ${totalEvents} entries`}</summary>
      <div className={classes['events']} tabIndex={0} role="region" aria-label="Entries of this calendar">
        <table>
          <thead>
            <tr>
              <th>First night</th>
              <th>Leaves</th>
              <th>Nights</th>
              <th>Kind</th>
              <th>Says</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event, index) => (
              <tr key={index}>
                <td>{dayDate(event.firstNight)}</td>
                <td>{dayDate(event.departure)}</td>
                <td>{event.nights}</td>
                <td>{KINDS[event.kind]}</td>
                <td>{[event.guestName || event.summary, event.channelRef].filter(Boolean).join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {totalEvents > events.length ? (
          <p className={classes['small']} style={{ padding: 10 }}>
            and {totalEvents - events.length} more
          </p>
        ) : null}
      </div>
    </details>
  );
}
