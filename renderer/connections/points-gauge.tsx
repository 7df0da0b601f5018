import { IconPlayerPause, IconRefresh } from '@tabler/icons-react';
import type { ConnectionRow } from '../../src/contract/connections.ts';
import { useNow } from '../core/now.ts';
import { BREAKER_WORDS, pointsWords } from './connection-words.ts';
import classes from './connections.module.css';

/** How many of the channel's points are left in its window. Drawn and said. */
export function PointsGauge({ points }: { readonly points: NonNullable<ConnectionRow['points']> }) {
  const now = useNow();
  const share = points.total <= 0 ? 0 : Math.max(0, Math.min(1, points.remaining / points.total));
  return (
    <div className={classes['gauge']}>
      <div className={classes['gaugeTrack']} aria-hidden="true">
        <div
          className={classes['gaugeFill']}
          data-low={share < 0.2 || undefined}
          style={{ width: `${share * 100}%` }}
        />
      </div>
      <span className={classes['small']}>{pointsWords(points, now)}</span>
    </div>
  );
}

/** Said only where requests do not simply go out. */
export function BreakerWords({ breaker }: { readonly breaker: ConnectionRow['breaker'] }) {
  if (breaker === 'closed') return null;
  const Shape = breaker === 'open' ? IconPlayerPause : IconRefresh;
  return (
    <p className={classes['breaker']} data-state={breaker}>
      <Shape size={15} stroke={2} style={{ flex: 'none' }} aria-hidden="true" /> {BREAKER_WORDS[breaker]}
    </p>
  );
}
