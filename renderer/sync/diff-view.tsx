import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Diff } from '../../src/contract/diff.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { type DiffGroup, diffGroups } from './diff-groups.ts';
import classes from './sync.module.css';

type Line = Diff['lines'][number];
type Guard = Diff['guards'][number];

const ARROWS: Readonly<Record<Line['direction'], string>> = { closes: '▼', opens: '▲', other: '→' };
const DIRECTION_WORDS: Readonly<Record<Line['direction'], string>> = {
  closes: 'closes',
  opens: 'opens',
  other: 'changes',
};

/** As many rows as are drawn before somebody asks for all. */
const FIRST = 60;

interface DiffViewProps {
  readonly diff: Diff;
  /** Said where there is no difference. */
  readonly nothing: string;
}

/** What would be told to whom: one line per channel in words, then every change with before and after. */
export function DiffView({ diff, nothing }: DiffViewProps) {
  const [showsAll, setShowsAll] = useState(false);
  if (diff.lines.length === 0) return <p className={classes['dim']}>{nothing}</p>;
  const whole = diffGroups(diff.lines, Infinity);
  const drawn = showsAll ? whole : diffGroups(diff.lines).slice(0, FIRST);
  const isShort = drawn.length < whole.length || drawn.some(({ nights }, at) => nights !== whole[at]?.nights);
  return (
    <div className={classes['diff']}>
      {diff.summary.map((line) => (
        <p key={line} className={classes['diffSummary']}>
          {line}
        </p>
      ))}
      <div className={classes['diffScroll']} role="region" aria-label="Every change" tabIndex={0}>
        <table className={classes['diffTable']}>
          <thead>
            <tr>
              <th>Channel</th>
              <th>Nights</th>
              <th>What</th>
              <th>Shows</th>
              <th>Will show</th>
            </tr>
          </thead>
          <tbody>
            {drawn.map((group) => (
              <GroupRows key={group.key} group={group} />
            ))}
          </tbody>
        </table>
      </div>
      {isShort ? (
        <ActButton size="xs" variant="default" onClick={() => setShowsAll(true)}>
          Show all nights
        </ActButton>
      ) : diff.more > 0 ? (
        <p className={classes['small']}>and {count(diff.more, 'more line', 'more lines')}</p>
      ) : null}
    </div>
  );
}

function GroupRows({ group }: { readonly group: DiffGroup }) {
  const rows = group.changes.length;
  return group.changes.map((change, index) => (
    <tr key={change.field} data-direction={group.direction} data-first={index === 0 || undefined}>
      {index > 0 ? null : (
        <>
          <td rowSpan={rows}>
            <ChannelMark channel={group.channel} isNamed />
          </td>
          <td rowSpan={rows}>
            <span className={classes['arrow']} role="img" aria-label={DIRECTION_WORDS[group.direction]}>
              {ARROWS[group.direction]}
            </span>{' '}
            {group.nights}
            <div className={classes['small']}>
              {group.roomTypeName}
              {group.ratePlanName === null ? '' : `, ${group.ratePlanName}`}
            </div>
          </td>
        </>
      )}
      <td className={classes['field']}>{change.field}</td>
      <td className={classes['before']}>{change.before}</td>
      <td className={classes['after']}>{change.after}</td>
    </tr>
  ));
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
