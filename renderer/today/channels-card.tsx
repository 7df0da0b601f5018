import type { ChannelLine } from '../../src/contract/today.ts';
import { channelName } from '../../src/domain/channel.ts';
import { readWords, shortState, STATE_TONE } from '../core/channel-words.ts';
import { ageWords, byHealth, healthTone, longHealth, waitingWords } from '../connections/connection-words.ts';
import { useExposed } from '../connections/use-exposed.ts';
import { until } from '../core/ages.ts';
import { useNow } from '../core/now.ts';
import { ask } from '../core/requests.ts';
import { go } from '../core/route.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { clockTime, count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Card } from '../ui/card.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Row, Rows } from '../ui/row.tsx';
import classes from './today.module.css';

function words(line: ChannelLine, now: number, zone: string): string {
  const { lastGoodAt, nextDueAt } = line;
  const isSilent = line.state === 'stale' || line.state === 'failing';
  const good =
    lastGoodAt === null ? 'no good answer yet' : `no good answer since ${clockTime(lastGoodAt, zone)}`;
  const parts = [isSilent ? good : readWords(line, now), line.text];
  if (isSilent && nextDueAt !== null) parts.push(`next try ${until(nextDueAt, now)}`);
  if (!isSilent) parts.push(count(line.feeds, 'calendar'));
  return parts.filter((part) => part !== '').join(' · ');
}

/** Channels with a sign-in: health, age, and what waits; trouble first. */
function ConnectedLines() {
  const now = useNow();
  const { zone } = useHotel();
  const exposedAt = useExposed();
  const rows = useQuery('connections.list', {}, { everyMs: 60_000 }).value?.rows ?? [];
  return [...rows].sort(byHealth).map((row) => {
    // what it means and what to do stands under “Needs you now”
    const said = [ageWords(row, now), ...waitingWords(row).map(({ text }) => text)];
    return (
      <Row
        key={`connection-${row.id}`}
        mark={<ChannelMark channel={row.channel} />}
        title={row.name}
        text={said.join(' · ')}
        onOpen={() => go('connections', row.id)}
        aside={
          <span className={classes['state']} data-tone={healthTone(row, exposedAt(row.id))}>
            {longHealth(row, now, exposedAt(row.id), zone)}
          </span>
        }
      />
    );
  });
}

/** One line per channel: how old its word is, or what is wrong. */
export function ChannelsCard({ lines }: { readonly lines: readonly ChannelLine[] }) {
  const now = useNow();
  const { zone } = useHotel();
  const connected = useQuery('connections.list', {}).value?.rows.length ?? 0;
  return (
    <Card title="Channels">
      {lines.length + connected === 0 ? (
        <>
          <p className={classes['quiet']}>
            No calendars yet. Paste the iCal address of a channel and its nights appear here.
          </p>
          <ActButton variant="default" onClick={() => ask('add-feed')}>
            Add a calendar
          </ActButton>
        </>
      ) : (
        <Rows>
          <ConnectedLines />
          {lines.map((line) => (
            <Row
              key={line.channel}
              mark={<ChannelMark channel={line.channel} />}
              title={channelName(line.channel)}
              text={words(line, now, zone)}
              onOpen={() => go('channels')}
              aside={
                <span className={classes['state']} data-tone={STATE_TONE[line.state]}>
                  {line.state === 'fresh' ? 'up to date' : shortState(line, now)}
                </span>
              }
            />
          ))}
        </Rows>
      )}
    </Card>
  );
}
