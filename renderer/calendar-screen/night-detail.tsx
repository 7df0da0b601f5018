import type { OutputOf } from '../../src/contract/index.ts';
import { addNights, dateInZone, type StayDate } from '../../src/domain/stay-date.ts';
import { useKeys } from '../core/keys.ts';
import { go } from '../core/route.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { clockTime, dayDate, moment } from '../core/words.ts';
import { coreToday } from '../core/now.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Tag, type Tone } from '../ui/sign.tsx';
import { Story } from '../ui/story.tsx';
import classes from './calendar-screen.module.css';
import { CloseDrawer } from './close-drawer.tsx';
import { openDialog } from './desk.ts';

type Answer = OutputOf<'sync.cell'>['answers'][number];

/** How sure it is, in a word or two with the mark that the chart shows. */
const CERTAINTY: Readonly<Record<Answer['certainty'], readonly [string, Tone]>> = {
  'read-back': ['✓ read back', 'ok'],
  acknowledged: ['✓ confirmed', 'ok'],
  sent: ['↑ told, not confirmed', 'warn'],
  queued: ['○ still to be told', 'warn'],
  'by-hand': ['done by hand', 'plain'],
  unknown: ['? not known', 'warn'],
};

interface NightDetailProps {
  readonly roomTypeId: number;
  readonly night: StayDate;
}

/** Why does this channel still show this night? Every channel's answer, with times. */
export function NightDetail({ roomTypeId, night }: NightDetailProps) {
  const cell = useQuery('sync.cell', { roomTypeId, night });
  const { roomTypes } = useHotel();
  const type = roomTypes.find((one) => one.id === roomTypeId);
  const nights = { roomTypeId, arrival: night, departure: addNights(night, 1) };
  const close = (): void => openDialog({ kind: 'close-nights', ...nights });
  const rates = (): void => openDialog({ kind: 'rates', ...nights });
  useKeys('This night', [
    { keys: 'C', says: 'Close this night, or open it', run: close },
    { keys: 'E', says: 'Price and rules of this night', run: rates },
  ]);
  return (
    <>
      <div className={classes['drawerHead']}>
        <h2>
          {type?.name ?? 'Room type'}
          <p>Night of {dayDate(night)}: what each channel shows, and why</p>
        </h2>
        <CloseDrawer />
      </div>
      <div className={classes['acts']}>
        <ActButton size="xs" variant="default" keys="C" onClick={close}>
          Close or open
        </ActButton>
        <ActButton size="xs" variant="default" keys="E" onClick={rates}>
          Price and rules
        </ActButton>
      </div>
      <Answered of={cell} lines={6}>
        {({ answers }) =>
          answers.length === 0 ? (
            <p className={classes['dim']}>
              No connected channel sells this room type. Calendars out (iCal) show a night as taken once every
              unit is.
            </p>
          ) : (
            answers.map((answer) => <ChannelAnswer key={answer.connectionId} answer={answer} />)
          )
        }
      </Answered>
    </>
  );
}

function ChannelAnswer({ answer }: { readonly answer: Answer }) {
  const { zone } = useHotel();
  const push = useCommand('sync.run');
  const [sure, tone] = CERTAINTY[answer.certainty];
  const today = coreToday();
  const when = (at: number | null): string =>
    at === null ? '' : dateInZone(at, zone) === today ? clockTime(at, zone) : moment(at, zone);
  return (
    <section
      className={classes['answer']}
      data-differs={answer.isDifferent || undefined}
      aria-label={answer.name}
    >
      <h3>
        <ChannelMark channel={answer.channel} /> {answer.name}
        <span className={classes['answerTag']}>
          {answer.isDifferent && tone === 'ok' ? (
            <Tag tone="danger">≠ differs</Tag>
          ) : (
            <Tag tone={tone}>{sure}</Tag>
          )}
        </span>
      </h3>
      <dl className={classes['shows']}>
        <div>
          <dt>It shows</dt>
          <dd>{answer.shows}</dd>
        </div>
        <span aria-hidden="true">{answer.isDifferent ? '≠' : '='}</span>
        <div>
          <dt>It should show</dt>
          <dd>{answer.desired}</dd>
        </div>
      </dl>
      <p>{answer.words}</p>
      <Story
        entries={answer.steps.map((step, index) => ({
          key: index,
          when: step.at !== null && step.words.includes(clockTime(step.at, zone)) ? '' : when(step.at),
          title: step.words,
          isTurningPoint: answer.isDifferent && index === answer.steps.length - 1,
        }))}
      />
      {answer.isDifferent ? (
        <div className={classes['acts']}>
          <ActButton
            size="xs"
            variant="default"
            disabled={push.isRunning}
            aria-label={`Tell it now: ${answer.name}`}
            onClick={() => void push.run({ connectionId: answer.connectionId, kind: 'push' })}
          >
            Tell it now
          </ActButton>
          <ActButton
            size="xs"
            variant="default"
            disabled={push.isRunning}
            aria-label={`Look what it shows: ${answer.name}`}
            onClick={() => void push.run({ connectionId: answer.connectionId, kind: 'read-back' })}
          >
            Look what it shows
          </ActButton>
          <ActButton
            size="xs"
            variant="default"
            aria-label={`What waits: ${answer.name}`}
            onClick={() => go('sync', answer.connectionId)}
          >
            What waits
          </ActButton>
        </div>
      ) : null}
    </section>
  );
}
