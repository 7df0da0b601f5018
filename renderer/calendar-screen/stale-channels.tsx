import { IconHourglass } from '@tabler/icons-react';
import { byHealth, HEALTH_TONE, shortHealth } from '../connections/connection-words.ts';
import { useNow } from '../core/now.ts';
import { go } from '../core/route.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { ChannelMark } from '../ui/channel-mark.tsx';
import classes from './calendar-screen.module.css';

/** Below the chart: which channels have not been heard for how long. What the chart shows of them is that old. */
export function StaleChannels() {
  const now = useNow();
  const { zone } = useHotel();
  const rows = useQuery('connections.list', {}).value?.rows ?? [];
  const stale = rows
    .filter(
      ({ health }) =>
        health === 'silent' || health === 'failing' || health === 'needs-sign-in' || health === 'paused',
    )
    .sort(byHealth);
  if (stale.length === 0) return null;
  return (
    <span className={classes['staleList']}>
      {stale.map((row) => (
        <button
          key={row.id}
          type="button"
          className={classes['stale']}
          data-tone={HEALTH_TONE[row.health]}
          title={row.words || undefined}
          onClick={() => go('connections', row.id)}
        >
          <IconHourglass size={15} aria-hidden="true" />
          <ChannelMark channel={row.channel} />
          {row.name} {shortHealth(row, now, zone)}
        </button>
      ))}
    </span>
  );
}
