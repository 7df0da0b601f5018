import type { OutputOf } from '../../src/contract/index.ts';
import { goToNight } from '../calendar-screen/go-to-night.ts';
import { useQuery } from '../core/use-query.ts';
import { count, dayDate } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Card } from '../ui/card.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Row, Rows } from '../ui/row.tsx';
import classes from './sync.module.css';

type Exposure = OutputOf<'sync.exposure'>;
type ExposureLine = Exposure['lines'][number];

interface ExposureListProps {
  readonly lines: readonly ExposureLine[];
  /** Told when the person goes to a night on the calendar. */
  readonly onLeave?: () => void;
}

/** As many as can be read at once; the rest is counted. */
const SHOWN = 12;

/** Units × nights × channels that can still be sold wrongly, worst first. */
export function ExposureList({ lines, onLeave }: ExposureListProps) {
  return (
    <>
      <Rows>
        {lines.slice(0, SHOWN).map((line) => (
          <Row
            key={`${line.connectionId}-${line.roomTypeId}-${line.night}`}
            mark={<ChannelMark channel={line.channel} isNamed />}
            title={`${line.units} × ${line.roomTypeName}, night of ${dayDate(line.night)}`}
            text={line.words}
            aside={
              <ActButton
                size="xs"
                variant="default"
                aria-label={`Show ${line.roomTypeName}, ${line.night}`}
                onClick={() => {
                  onLeave?.();
                  goToNight(line.roomTypeId, line.night);
                }}
              >
                Show
              </ActButton>
            }
          />
        ))}
      </Rows>
      {lines.length > SHOWN ? (
        <p className={classes['small']}>and {count(lines.length - SHOWN, 'night')} more</p>
      ) : null}
    </>
  );
}

/** The exposure as a card; nothing at all where nothing can be sold wrongly. */
export function ExposureCard() {
  const exposure = useQuery('sync.exposure', {}, { everyMs: 30_000 }).value;
  if (!exposure || exposure.lines.length === 0) return null;
  return (
    <Card title="Can still be sold wrongly" aside={`${exposure.total} in all`}>
      <ExposureList lines={exposure.lines} />
    </Card>
  );
}
