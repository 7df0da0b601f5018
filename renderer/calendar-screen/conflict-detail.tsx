import { sayNights } from '../../src/domain/say-nights.ts';
import { CERTAINTY_WORDS, KIND_WORDS } from '../conflicts/conflict-words.ts';
import { Settled } from '../conflicts/settled.tsx';
import { WaysOut } from '../conflicts/ways-out.tsx';
import { coreToday } from '../core/now.ts';
import { go } from '../core/route.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { moment } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { Tag } from '../ui/sign.tsx';
import { Story } from '../ui/story.tsx';
import classes from './calendar-screen.module.css';
import { CloseDrawer } from './close-drawer.tsx';

/** A conflict in the drawer: settled here with keys 1 to 4, the chart beside it. */
export function ConflictDetail({ id }: { readonly id: number }) {
  const conflict = useQuery('conflicts.read', { id });
  const { zone } = useHotel();
  return (
    <Answered of={conflict}>
      {(value) => (
        <>
          <div className={classes['drawerHead']}>
            <h2>
              <Tag tone={value.state !== 'open' ? 'ok' : value.severity === 'high' ? 'danger' : 'warn'}>
                {KIND_WORDS[value.kind]} · {value.unitName ?? value.roomTypeName} ·{' '}
                {sayNights({ arrival: value.firstNight, departure: value.departure }, coreToday())}
              </Tag>
              <div style={{ marginTop: 8 }}>{value.title}</div>
            </h2>
            <CloseDrawer />
          </div>
          <p className={classes['dim']}>
            {value.text} Cause: <b>{value.cause.name}</b> ({CERTAINTY_WORDS[value.cause.certainty]}).
          </p>
          {value.state === 'open' ? (
            <WaysOut conflict={value} onTaken={() => undefined} />
          ) : (
            <Settled conflict={value} next={null} isFresh={false} />
          )}
          <h3 className={classes['subhead']}>How it came about</h3>
          <Story
            entries={value.timeline.map((entry, index) => ({
              key: index,
              when: moment(entry.at, zone),
              title: entry.title,
              text: entry.text,
              isTurningPoint: entry.isTurningPoint,
            }))}
          />
          <div className={classes['acts']}>
            <ActButton variant="default" onClick={() => go('conflicts', id)}>
              Both sides
            </ActButton>
          </div>
        </>
      )}
    </Answered>
  );
}
