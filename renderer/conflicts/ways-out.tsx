import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ConflictView } from '../../src/contract/conflicts.ts';
import { useKeys } from '../core/keys.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { ariaKeys, KeyCap } from '../ui/key-cap.tsx';
import classes from './conflicts.module.css';

type WayOut = ConflictView['waysOut'][number];

/** The best four are enough to read at once; a fifth alone is not worth a button. */
const hiddenWays = (count: number): number => (count > 5 ? count - 4 : 0);

interface WaysOutProps {
  readonly conflict: Pick<ConflictView, 'id' | 'waysOut'>;
  /** After one was taken: the notice already says what was done and offers to undo it. */
  readonly onTaken: () => void;
}

/** The ways out, best first, each one key away. Used on the conflict's page and in the calendar's drawer. */
export function WaysOut({ conflict, onTaken }: WaysOutProps) {
  const resolve = useCommand('conflicts.resolve');
  const [asking, setAsking] = useState<string | null>(null);
  const [showsAll, setShowsAll] = useState(false);
  const take = async (way: WayOut, reason?: string): Promise<void> => {
    if (resolve.isRunning) return;
    if (way.needsReason && reason === undefined) {
      setAsking(way.id);
      return;
    }
    const input = { id: conflict.id, wayOutId: way.id, ...(reason === undefined ? {} : { reason }) };
    if (await resolve.run(input)) onTaken();
    setAsking(null);
  };
  const hidden = showsAll ? 0 : hiddenWays(conflict.waysOut.length);
  const shown = conflict.waysOut.slice(0, conflict.waysOut.length - hidden);
  const showAll = (): void => setShowsAll(true);
  useKeys('Ways out', [
    ...shown
      .slice(0, 9)
      .map((way, index) => ({ keys: String(index + 1), says: way.title, run: () => void take(way) })),
    ...(hidden > 0 ? [{ keys: 'M', says: 'Show more ways out', run: showAll }] : []),
  ]);
  if (conflict.waysOut.length === 0)
    return (
      <p>There is no way out that Bellhop can offer. Move or cancel one of the stays on the calendar.</p>
    );
  return (
    <ol className={classes['ways']} aria-label="Ways out, best first">
      {shown.map((way, index) => (
        <li
          key={way.id}
          className={classes['way']}
          data-best={index === 0 || undefined}
          data-asking={asking === way.id || undefined}
        >
          <button
            type="button"
            className={classes['wayButton']}
            disabled={resolve.isRunning}
            aria-keyshortcuts={index < 9 ? ariaKeys(String(index + 1)) : undefined}
            aria-expanded={way.needsReason ? asking === way.id : undefined}
            onClick={() => void take(way)}
          >
            <span className={classes['wayTitle']}>{way.title}</span>
            {index < 9 ? <KeyCap keys={String(index + 1)} /> : <span />}
            <span className={classes['wayEffect']}>{way.effect}</span>
          </button>
          {asking === way.id ? (
            <ReasonForm
              onGiveUp={() => setAsking(null)}
              onReason={(reason) => void take(way, reason)}
              isRunning={resolve.isRunning}
            />
          ) : null}
        </li>
      ))}
      {hidden > 0 ? (
        <li className={classes['more']}>
          <ActButton variant="default" keys="M" onClick={showAll}>
            {hidden} more ways out
          </ActButton>
        </li>
      ) : null}
    </ol>
  );
}

interface ReasonFormProps {
  readonly onReason: (reason: string) => void;
  readonly onGiveUp: () => void;
  readonly isRunning: boolean;
}

function ReasonForm({ onReason, onGiveUp, isRunning }: ReasonFormProps) {
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '') onReason(reason.trim());
  };
  return (
    <form
      className={classes['wayReason']}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onGiveUp();
      }}
    >
      <TextInput
        autoFocus
        label="Why?"
        placeholder="For whoever reads this later"
        value={reason}
        maxLength={300}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ActButton type="submit" keys="Enter" disabled={reason.trim() === '' || isRunning}>
        Do it
      </ActButton>
      <ActButton variant="default" keys="Esc" onClick={onGiveUp}>
        Leave it
      </ActButton>
    </form>
  );
}
