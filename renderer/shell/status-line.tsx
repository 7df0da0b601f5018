import { HEALTH_TONE, shortHealth } from '../connections/connection-words.ts';
import type { ConnectionRow } from '../../src/contract/connections.ts';
import { channelName } from '../../src/domain/channel.ts';
import { shortByHand } from '../checklists/checklist-words.ts';
import { shortState, STATE_TONE } from '../core/channel-words.ts';
import { useConnection } from '../core/connection.ts';
import { useNow } from '../core/now.ts';
import { go } from '../core/route.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import classes from './shell.module.css';

/** One entry per channel with its age or its trouble; which hotel; whether the core answers. */
export function StatusLine() {
  const channels = useQuery('today.read', {}).value?.channels ?? [];
  const connections = useQuery('connections.list', {}).value?.rows ?? [];
  const info = useQuery('host.info', {}).value;
  const { name, zone } = useHotel();
  const now = useNow();
  const connection = useConnection((state) => state.state);
  return (
    <footer className={classes['status']} aria-label="Channels and hotel">
      <div className={classes['statusChannels']}>
        {channels.map((line) => (
          <button
            key={line.channel}
            type="button"
            className={classes['statusChannel']}
            data-tone={STATE_TONE[line.state]}
            title={line.text || undefined}
            onClick={() => go('channels')}
          >
            <ChannelMark channel={line.channel} />
            {channelName(line.channel)} {shortState(line, now)}
          </button>
        ))}
        {connections.map((row) => (
          <button
            key={`connection-${row.id}`}
            type="button"
            className={classes['statusChannel']}
            data-tone={HEALTH_TONE[row.health]}
            title={row.words || undefined}
            onClick={() => go('connections', row.id)}
          >
            <ChannelMark channel={row.channel} />
            {row.name} {shortHealth(row, now, zone)}
          </button>
        ))}
        <ByHand />
        {channels.length + connections.length === 0 ? <span>No calendars connected yet</span> : null}
      </div>
      <div className={classes['statusEnd']}>
        {connection === 'lost' || connection === 'refused' ? (
          <span className={classes['trouble']}>not connected</span>
        ) : null}
        <Waiting rows={connections} />
        {info?.hotel === 'demo' ? <span className={classes['sandbox']}>Sandbox hotel</span> : null}
        <span>{name}</span>
      </div>
      <ConnectionBar />
    </footer>
  );
}

/** Channels that people keep: how old the last look is, or what is due. */
function ByHand() {
  const lists = useQuery('checklists.list', {}, { everyMs: 60_000 }).value;
  const now = useNow();
  return (lists?.channels ?? []).map((kept) => {
    const task = lists?.due.find(({ connectionId }) => connectionId === kept.connectionId);
    const { words, tone } = shortByHand(kept, task, now);
    return (
      <button
        key={`by-hand-${kept.connectionId}`}
        type="button"
        className={classes['statusChannel']}
        data-tone={tone}
        title={task?.words ?? kept.words}
        onClick={() => go('lists', task?.id ?? null)}
      >
        <ChannelMark channel={kept.channel} />
        {kept.name} {words}
      </button>
    );
  });
}

/** The outbox in two words, where a channel is told at all. */
function Waiting({ rows }: { readonly rows: readonly ConnectionRow[] }) {
  if (rows.length === 0) return null;
  const waiting = rows.reduce((sum, row) => sum + row.waitingJobs, 0);
  return (
    <button type="button" className={classes['statusChannel']} onClick={() => go('sync')}>
      Outbox: {waiting === 0 ? 'empty' : `${waiting} waiting`}
    </button>
  );
}
