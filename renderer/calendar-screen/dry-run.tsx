import { useDebouncedValue } from '@mantine/hooks';
import type { RateChange } from '../../src/contract/rates.ts';
import type { Diff } from '../../src/contract/diff.ts';
import { useQuery } from '../core/use-query.ts';
import { DiffView, Guards, isHeld } from '../sync/diff-view.tsx';
import { Answered } from '../ui/answers.tsx';
import classes from './calendar-screen.module.css';

/** A change that says nothing yet is not asked about. */
const isSomething = (change: RateChange | null): change is RateChange =>
  change !== null && Object.keys(change.set).length > 0;

const NO_CHANGE: RateChange = {
  roomTypeIds: [1],
  ratePlanIds: [],
  connectionIds: [],
  nights: [],
  set: {},
  reason: '',
};

export interface DryRun {
  /** Undefined while it is being asked or there is nothing to ask. */
  readonly diff: Diff | undefined;
  readonly isFresh: boolean;
  readonly answer: Parameters<typeof Answered<Diff>>[0]['of'];
}

/** Asks what a change would tell each channel, a moment after the last key. The reason changes nothing of it. */
export function useDryRun(change: RateChange | null): DryRun {
  const asked = isSomething(change) ? JSON.stringify({ ...change, reason: '' }) : '';
  const [settled] = useDebouncedValue(asked, 200);
  const answer = useQuery('rates.preview', settled === '' ? NO_CHANGE : (JSON.parse(settled) as RateChange), {
    isOff: settled === '',
  });
  return { diff: answer.value, isFresh: settled === asked && answer.value !== undefined, answer };
}

interface DryRunViewProps {
  readonly dry: DryRun;
  readonly knowing: ReadonlySet<string>;
  readonly onKnow: (knowing: ReadonlySet<string>) => void;
}

/** The dry run under a form: what goes to whom, and what asks for a tick. */
export function DryRunView({ dry, knowing, onKnow }: DryRunViewProps) {
  return (
    <section className={classes['dry']} aria-label="What would go out" aria-live="polite">
      <h3 className={classes['subhead']}>What would go out</h3>
      <Answered of={dry.answer} lines={3}>
        {(diff) => (
          <>
            <DiffView
              diff={diff}
              nothing="Nothing: no told channel sells these nights, or it shows this already."
            />
            <Guards guards={diff.guards} knowing={knowing} onKnow={onKnow} />
          </>
        )}
      </Answered>
    </section>
  );
}

/** True where the change may be made: looked at, nothing against it, every question ticked. */
export function mayGo({ diff, isFresh }: DryRun, knowing: ReadonlySet<string>): boolean {
  if (!isFresh || !diff || diff.guards.some((guard) => guard.weight === 'stop')) return false;
  return !isHeld(diff.guards, knowing);
}
