import type { RunStepView } from '../../src/contract/checklists.ts';
import { dueNumber, isOff, nightKey, nightText } from './entry.ts';
import classes from './run.module.css';
import type { RunDesk } from './use-run.ts';

interface RunNightsProps {
  readonly desk: RunDesk;
  readonly step: RunStepView;
  readonly onTick: () => void;
}

const said = (number: number | null): string => (number === null ? 'not known' : String(number));

/** The fields of the nights, in their order on the screen. */
const fieldsBeside = (field: HTMLElement): HTMLInputElement[] => [
  ...(field.closest('table')?.querySelectorAll<HTMLInputElement>('[data-numbers]') ?? []),
];

function move(field: HTMLInputElement, by: number): boolean {
  const all = fieldsBeside(field);
  const next = all[all.indexOf(field) + by];
  next?.focus();
  next?.select();
  return next !== undefined;
}

/** Night by night: what it showed, what it should show, and what is seen there now. */
export function RunNights({ desk, step, onTick }: RunNightsProps) {
  if (step.nights.length === 0) return null;
  const isBefore = step.asks === 'before';
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>): void => {
    const field = event.currentTarget;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      move(field, by);
    }
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!move(field, 1)) onTick();
  };
  return (
    <table className={classes['nights']}>
      <thead>
        <tr>
          <th scope="col">Night</th>
          {isBefore ? <th scope="col">It should show</th> : <th scope="col">It showed</th>}
          {isBefore ? null : <th scope="col">Should show</th>}
          {step.asks === 'nothing' ? null : <th scope="col">You see now</th>}
        </tr>
      </thead>
      <tbody>
        {step.nights.map((night) => (
          <tr key={night.night}>
            <th scope="row">{night.words}</th>
            <td>{said(isBefore ? night.expected : (night.before ?? night.expected))}</td>
            {isBefore ? null : (
              <td>
                <b>{night.target}</b>
              </td>
            )}
            {step.asks === 'nothing' ? null : (
              <td>
                <NightField desk={desk} step={step} night={night} onKeyDown={onKeyDown} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface NightFieldProps {
  readonly desk: RunDesk;
  readonly step: RunStepView;
  readonly night: RunStepView['nights'][number];
  readonly onKeyDown: (event: React.KeyboardEvent<HTMLInputElement>) => void;
}

function NightField({ desk, step, night, onKeyDown }: NightFieldProps) {
  const { typed, problems } = desk;
  const text = nightText(step, night, typed);
  const due = dueNumber(step, night);
  const isDifferent = isOff(text, due);
  const problem = problems.find(({ field }) => field === night.night)?.words;
  const id = `night-${night.night}`;
  const words = problem ?? (isDifferent ? `≠ should be ${due}` : '');
  return (
    <span className={classes['seen']}>
      <input
        className={classes['number']}
        data-numbers=""
        data-filled={text !== '' || undefined}
        data-off={isDifferent || undefined}
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        aria-label={`${night.words}: you see now`}
        aria-invalid={problem !== undefined}
        aria-describedby={words === '' ? undefined : id}
        placeholder={step.isOnlyDifferences ? String(due ?? '') : '–'}
        value={text}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          const value = event.currentTarget.value.trim();
          desk.type({ ...typed, nights: { ...typed.nights, [nightKey(step, night)]: value } });
        }}
      />
      {words === '' ? null : (
        <span id={id} className={classes['offWords']}>
          {words}
        </span>
      )}
    </span>
  );
}
