import type { ConnectionRow } from '../../src/contract/connections.ts';
import { byHealth, healthTone, longHealth } from '../connections/connection-words.ts';
import { HealthSign } from '../connections/health-sign.tsx';
import { BreakerWords, PointsGauge } from '../connections/points-gauge.tsx';
import { useExposed } from '../connections/use-exposed.ts';
import { useNow } from '../core/now.ts';
import { useHotel } from '../core/use-hotel.ts';
import { go } from '../core/route.ts';
import { Card } from '../ui/card.tsx';
import { Row, Rows } from '../ui/row.tsx';
import classes from './sync.module.css';

/** Whether requests go out to each channel, and how many it still takes. */
export function Gauges({ connections }: { readonly connections: readonly ConnectionRow[] }) {
  const now = useNow();
  const { zone } = useHotel();
  const exposedAt = useExposed();
  if (connections.length === 0) return null;
  return (
    <Card title="How the channels are">
      <Rows>
        {[...connections].sort(byHealth).map((row) => (
          <Row
            key={row.id}
            mark={<HealthSign health={row.health} exposed={exposedAt(row.id)} />}
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
              <span className={classes['state']} data-tone={healthTone(row, exposedAt(row.id))}>
                {longHealth(row, now, exposedAt(row.id), zone)}
              </span>
            }
          />
        ))}
      </Rows>
    </Card>
  );
}
