import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../src/contract/index.ts';
import { ago } from '../core/ages.ts';
import { useKeys } from '../core/keys.ts';
import { useNow } from '../core/now.ts';
import { go, useRoute } from '../core/route.ts';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { Page } from '../ui/page.tsx';
import { SweepGrid } from './sweep-grid.tsx';
import { type Difference, differencesOf, type SeenCells } from './sweep-cells.ts';
import classes from './sweep.module.css';
import { useEnter } from './use-enter.ts';

export type SweepView = OutputOf<'checklists.sweep'>;
const LENGTHS = [14, 30] as const;

/** The nights ahead as a channel should show them: a number is typed only where the extranet shows another one. */
export function Sweep() {
  const connectionId = useRoute((route) => route.id) ?? 0;
  const [nights, setNights] = useState<number>(LENGTHS[0]);
  const [seen, setSeen] = useState<SeenCells>({});
  const sweep = useQuery('checklists.sweep', { connectionId, nights }, { keepsLast: true });
  const print = (): void => go('lists/print-sweep', connectionId, null);
  useKeys('Sweep', [{ keys: 'P', says: 'Print the grid', run: print }]);
  return (
    <Page
      layout="fill"
      title={sweep.value ? `Sweep · ${sweep.value.name}` : 'Sweep'}
      lead={
        <SegmentedControl
          aria-label="How many nights"
          value={String(nights)}
          onChange={(value) => setNights(Number(value))}
          data={LENGTHS.map((length) => ({ value: String(length), label: `${length} nights` }))}
        />
      }
      actions={
        <ActButton variant="default" keys="P" onClick={print}>
          Print
        </ActButton>
      }
    >
      <div className={classes['room']}>
        <Answered of={sweep} lines={8}>
          {(value) => <SweepDesk sweep={value} seen={seen} onSeen={setSeen} />}
        </Answered>
      </div>
    </Page>
  );
}

interface SweepDeskProps {
  readonly sweep: SweepView;
  readonly seen: SeenCells;
  readonly onSeen: (seen: SeenCells) => void;
}

function SweepDesk({ sweep, seen, onSeen }: SweepDeskProps) {
  const [isReviewing, setReviewing] = useState(false);
  const now = useNow();
  const differences = differencesOf(sweep, seen);
  return (
    <>
      <div className={classes['words']}>
        <p>
          Open {sweep.name}’s calendar beside this, from {sweep.nights.length > 0 ? 'tonight' : 'today'} on.
          Each cell says what it should show. Where it shows another number, type that number; what is right
          is left as it is.
        </p>
        <p className={classes['small']}>
          {sweep.sweptAt === null
            ? 'Never looked through before.'
            : `Last looked through ${ago(sweep.sweptAt, now)}.`}{' '}
          A circle marks what stands on the list already.
        </p>
      </div>
      <SweepGrid
        sweep={sweep}
        seen={seen}
        onSeen={onSeen}
        isOff={isReviewing}
        onFinish={() => setReviewing(true)}
      />
      {isReviewing ? (
        <Review sweep={sweep} differences={differences} onBack={() => setReviewing(false)} />
      ) : (
        <div className={classes['acts']}>
          <ActButton size="lg" keys="Enter" onClick={() => setReviewing(true)}>
            {differences.length === 0
              ? 'All as it should be'
              : `Finish with ${count(differences.length, 'difference')}`}
          </ActButton>
          <ActButton size="lg" variant="default" keys="Esc" onClick={() => go('lists')}>
            Leave it
          </ActButton>
        </div>
      )}
    </>
  );
}

interface ReviewProps {
  readonly sweep: SweepView;
  readonly differences: readonly Difference[];
  readonly onBack: () => void;
}

/** What is about to be kept, once more in words. */
function Review({ sweep, differences, onBack }: ReviewProps) {
  const enter = useCommand('checklists.enterSweep');
  const save = async (): Promise<void> => {
    if (enter.isRunning) return;
    const made = await enter.run({
      connectionId: sweep.connectionId,
      nights: sweep.nights.length,
      differences: differences.map(({ roomTypeId, night, seen }) => ({ roomTypeId, night, seen })),
    });
    if (made) go('lists');
  };
  useEnter(() => void save());
  useKeys('Before it is kept', [
    { keys: 'Enter', says: 'Keep it' },
    { keys: 'Esc', says: 'Back to the grid', run: onBack },
  ]);
  return (
    <section className={classes['review']} aria-labelledby="sweep-review">
      <h2 id="sweep-review" tabIndex={-1} ref={(heading) => heading?.focus()}>
        {differences.length === 0
          ? `${sweep.name} shows what it should on all ${count(sweep.nights.length, 'night')}`
          : `${count(differences.length, 'difference')} at ${sweep.name}`}
      </h2>
      <ul>
        {differences.map(({ key, words, seen, target }) => (
          <li key={key}>
            {words}: shows <b>{seen}</b>, should show <b>{target}</b>
          </li>
        ))}
      </ul>
      <p className={classes['small']}>
        {differences.length === 0
          ? 'Every one of these nights is then proven as of now.'
          : 'They come on the list to be put right. All other nights are proven as of now.'}
      </p>
      <div className={classes['acts']}>
        <ActButton size="lg" keys="Enter" disabled={enter.isRunning} onClick={() => void save()}>
          Keep it
        </ActButton>
        <ActButton size="lg" variant="default" keys="Esc" onClick={onBack}>
          Back to the grid
        </ActButton>
      </div>
    </section>
  );
}
