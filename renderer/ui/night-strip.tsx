import {
  addNights,
  isWeekend,
  type NightRange,
  nightsOf,
  overlaps,
  type StayDate,
} from '../../src/domain/stay-date.ts';
import classes from './ui.module.css';

export interface StripLine {
  readonly key: string;
  readonly label: React.ReactNode;
  readonly ranges: readonly NightRange[];
  /** A CSS colour. */
  readonly colour: string;
}

interface NightStripProps {
  readonly lines: readonly StripLine[];
  /** Nights to hatch where a line holds them. */
  readonly shared?: NightRange;
  readonly window: NightRange;
}

const holds = (ranges: readonly NightRange[], night: StayDate): boolean =>
  ranges.some((range) => range.arrival <= night && night < range.departure);

/** Nights side by side, one line each. A picture of what the words beside it say, so it is hidden from readers. */
export function NightStrip({ lines, shared, window }: NightStripProps) {
  const nights = nightsOf(window);
  const isDense = nights.length > 24;
  return (
    <div
      className={classes['strip']}
      style={{ gridTemplateColumns: 'minmax(60px, max-content) 1fr' }}
      aria-hidden="true"
    >
      <span />
      <div className={classes['stripNights']}>
        {nights.map((night) => (
          <span key={night} className={classes['stripHead']} data-weekend={isWeekend(night) || undefined}>
            {isDense && !night.endsWith('-01') ? '' : Number(night.slice(8))}
          </span>
        ))}
      </div>
      {lines.map((line) => (
        <div key={line.key} style={{ display: 'contents' }}>
          <span className={classes['stripLabel']}>{line.label}</span>
          <div
            className={classes['stripNights']}
            style={{ '--strip-colour': line.colour } as React.CSSProperties}
          >
            {nights.map((night) => (
              <span
                key={night}
                className={classes['stripNight']}
                data-taken={holds(line.ranges, night) || undefined}
                data-shared={(shared && holds([shared], night) && holds(line.ranges, night)) || undefined}
              />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

/** The nights around several ranges, a night of air at each end, cut to at most `most`. */
export function windowAround(ranges: readonly NightRange[], most = 31): NightRange | undefined {
  const first = ranges.map((range) => range.arrival).sort()[0];
  const last = ranges
    .map((range) => range.departure)
    .sort()
    .at(-1);
  if (first === undefined || last === undefined) return undefined;
  const arrival = addNights(first, -1);
  const whole = { arrival, departure: addNights(last, 1) };
  const cut = { arrival, departure: addNights(arrival, most) };
  return overlaps(whole, cut) && whole.departure < cut.departure ? whole : cut;
}
