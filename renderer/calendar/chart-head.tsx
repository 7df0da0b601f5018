import { memo, type ReactElement } from 'react';
import type { Range } from './geometry.ts';
import { isWeekendDay, monthLabel, monthName, partsOf, weekdayShort } from './words.ts';
import type { Zoom } from './zoom.ts';

interface ChartHeadProps {
  readonly days: Range;
  readonly origin: number;
  readonly nightWidth: number;
  readonly zoom: Zoom;
  readonly today: number;
  readonly dayProgress: number;
}

const WIDE_ENOUGH_FOR_WEEKDAY = 30;

/** Weekday, date, and the month where it changes. Only for eyes: the accessible grid has its own column headers. */
export const ChartHead = memo(function ChartHead(props: ChartHeadProps): ReactElement {
  const { days, origin, nightWidth, zoom, today } = props;
  const isSparse = zoom === 'quarter' || zoom === 'year';
  const cells: ReactElement[] = [];
  for (let day = days.first; day < days.end; day++) {
    const left = (day - origin) * nightWidth;
    const style = { left, width: nightWidth };
    if (!isSparse) cells.push(<NightHead key={day} day={day} today={today} left={left} width={nightWidth} />);
    else if (day === today && zoom === 'quarter')
      cells.push(<div key="today" className="tape-day" data-today style={style} />);
  }
  if (isSparse)
    for (let day = days.first; day < days.end; day++) {
      const { day: inMonth, weekday } = partsOf(day);
      if (inMonth !== 1 && (zoom === 'year' || weekday !== 1)) continue;
      const left = (day - origin) * nightWidth + 3;
      cells.push(<SparseHead key={day} day={day} today={today} left={left} width={nightWidth} zoom={zoom} />);
    }
  return (
    <>
      {cells}
      <div className="tape-now" style={{ left: (today + props.dayProgress - origin) * nightWidth }} />
    </>
  );
});

interface NightProps {
  readonly day: number;
  readonly today: number;
  readonly left: number;
  readonly width: number;
}

/** Nights that stay while the head moves on are not rendered again. */
const NightHead = memo(function NightHead({ day, today, left, width }: NightProps): ReactElement {
  const { day: inMonth } = partsOf(day);
  const weekday = weekdayShort(day);
  return (
    <div
      className="tape-day"
      style={{ left, width }}
      data-today={day === today || undefined}
      data-past={day < today || undefined}
      data-weekend={isWeekendDay(day) || undefined}
    >
      <span className="tape-weekday">{width < WIDE_ENOUGH_FOR_WEEKDAY ? weekday.slice(0, 1) : weekday}</span>
      <span className="tape-number">{inMonth}</span>
      {inMonth === 1 && day !== today && <span className="tape-month">{monthLabel(day).slice(0, 3)}</span>}
    </div>
  );
});

/** Mondays and months of a quarter; months of a year. */
function SparseHead({ day, today, left, width, zoom }: NightProps & { readonly zoom: Zoom }): ReactElement {
  const { day: inMonth, month, year } = partsOf(day);
  const name = zoom === 'quarter' ? `${monthName(month)} ${year}` : monthLabel(day);
  return (
    <div className="tape-day" style={{ left, width }} data-sparse data-past={day < today || undefined}>
      {inMonth === 1 && <span className="tape-month">{name}</span>}
      {zoom === 'quarter' && partsOf(day).weekday === 1 && <span className="tape-number">{inMonth}</span>}
    </div>
  );
}
