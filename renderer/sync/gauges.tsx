import type { ConnectionRow } from '../../src/contract/connections.ts';
import { byHealth, HEALTH_TONE, longHealth } from '../connections/connection-words.ts';
import { HealthSign } from '../connections/health-sign.tsx';
import { BreakerWords, PointsGauge } from '../connections/points-gauge.tsx';
import { useNow } from '../core/now.ts';
import { go } from '../core/route.ts';
import { Card } from '../ui/card.tsx';
import { Row, Rows } from '../ui/row.tsx';
import classes from './sync.module.css';

/** Whether requests go out to each channel, and how many it still takes. */
export function Gauges({ connections }: { readonly connections: readonly ConnectionRow[] }) {
  const now = useNow();
  if (connections.length === 0) return null;
  return (
    <Card title="How the channels are">
      <Rows>
        {[...connections].sort(byHealth).map((row) => (
          <Row
            key={row.id}
            mark={<HealthSign health={row.health} />}
            title={row.name}
            onOpen={() => go('connections', row.id)}
            text={
              <>
                {row.words === '' ? null : <div>{row.words}</div>}
                <BreakerWords breaker={row.breaker} />
                {row.points === null ? null : <PointsGauge points={row.points} />}
              </>
            }
            aside={
              <span className={classes['state']} data-tone={HEALTH_TONE[row.health]}>
                {longHealth(row, now)}
              </span>
            }
          />
        ))}
      </Rows>
    </Card>
  );
}
