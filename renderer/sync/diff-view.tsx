import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Diff } from '../../src/contract/diff.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { diffGroups } from './diff-groups.ts';
import { DiffLines } from './diff-lines.tsx';
import { DiffTable, TotalsTable } from './diff-table.tsx';
import classes from './sync.module.css';

type Guard = Diff['guards'][number];

/** As many rows as are drawn before somebody asks for all. */
const FIRST = 40;
/** Up to so many rows nobody needs them counted. */
const AT_A_GLANCE = 3;

interface DiffViewProps {
  readonly diff: Diff;
  /** Said where there is no difference. */
  readonly nothing: string;
  /** The connection whose dry run this is, to ask for what lies beyond the lines listed. */
  readonly connectionId?: number;
}

/** What would be told to whom: one line per channel in words, the numbers by room type, then every change with before and after. */
export function DiffView({ diff, nothing, connectionId }: DiffViewProps) {
  const [shown, setShown] = useState<'short' | 'all' | 'short-again'>('short');
  if (diff.lines.length === 0) return <p className={classes['dim']}>{nothing}</p>;
  const whole = diffGroups(diff.lines, Infinity);
  const drawn = diffGroups(diff.lines).slice(0, FIRST);
  const isShort =
    diff.more > 0 ||
    drawn.length < whole.length ||
    drawn.some(({ nights }, at) => nights !== whole[at]?.nights);
  return (
    <div className={classes['diff']}>
      {diff.summary.map((line) => (
        <p key={line} className={classes['diffSummary']}>
          {line}
        </p>
      ))}
      {diff.unread.map((unread) => (
        <p key={unread.connectionId} className={classes['problem']}>
          {unread.words}
        </p>
      ))}
      {whole.length > AT_A_GLANCE || isShort ? <TotalsTable totals={diff.totals} /> : null}
      {shown === 'all' ? (
        <DiffLines diff={diff} connectionId={connectionId} onShort={() => setShown('short-again')} />
      ) : (
        <>
          <DiffTable groups={drawn} label="Every change" />
          {isShort ? (
            <div>
              <ActButton
                size="xs"
                variant="default"
                autoFocus={shown === 'short-again'}
                onClick={() => setShown('all')}
              >
                Show all {count(diff.lines.length + diff.more, 'line')}
              </ActButton>
            </div>
          ) : null}
        </>
      )}
    </div>
  );
}

/** True while something must not go, or nobody has said yes to what asks. */
export const isHeld = (guards: readonly Guard[], knowing: ReadonlySet<string>): boolean =>
  guards.some((guard) => guard.weight === 'ask' && !knowing.has(guard.id));

interface GuardsProps {
  readonly guards: readonly Guard[];
  readonly knowing: ReadonlySet<string>;
  readonly onKnow: (knowing: ReadonlySet<string>) => void;
}

/** What to think of before it goes: some of it never goes, some goes when a person says so. */
export function Guards({ guards, knowing, onKnow }: GuardsProps) {
  if (guards.length === 0) return null;
  const toggle = (id: string): void => {
    const next = new Set(knowing);
    if (!next.delete(id)) next.add(id);
    onKnow(next);
  };
  const stops = guards.filter((guard) => guard.weight === 'stop');
  const asks = guards.filter((guard) => guard.weight === 'ask');
  return (
    <div className={classes['guards']}>
      {stops.map((guard) => (
        <p key={guard.id} className={classes['stop']}>
          <span aria-hidden="true">⊘</span> Does not go: {guard.words}
        </p>
      ))}
      {asks.map((guard) => (
        <Checkbox
          key={guard.id}
          label={guard.words}
          description="Tick it if this is meant."
          checked={knowing.has(guard.id)}
          onChange={() => toggle(guard.id)}
        />
      ))}
    </div>
  );
}
