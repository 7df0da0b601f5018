import { useQuery } from '../core/use-query.ts';
import { StaleChannels } from './stale-channels.tsx';
import classes from './calendar-screen.module.css';

/** The day's numbers below the chart. */
export function BottomStrip() {
  const today = useQuery('today.read', {}).value;
  if (!today) return <div className={classes['bottom']} />;
  const { arrivals, departures, inHouse, tonight } = today;
  const share = tonight.units === 0 ? 0 : Math.round((tonight.taken / tonight.units) * 100);
  return (
    <div className={classes['bottom']} aria-label="Today in numbers" role="group">
      <span>Arrivals today {arrivals.total}</span>
      <span>Departures {departures.total}</span>
      <span>In house {inHouse}</span>
      <span>Occupancy {share} %</span>
      {tonight.left < 0 ? (
        <span data-tone="danger">{-tonight.left} more sold tonight than there are</span>
      ) : null}
      <StaleChannels />
    </div>
  );
}
