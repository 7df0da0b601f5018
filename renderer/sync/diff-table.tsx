import type { Diff } from '../../src/contract/diff.ts';
import { ChannelMark } from '../ui/channel-mark.tsx';
import type { DiffGroup } from './diff-groups.ts';
import { totalKinds } from './diff-totals.ts';
import classes from './sync.module.css';

type Line = Diff['lines'][number];

const ARROWS: Readonly<Record<Line['direction'], string>> = { closes: '▼', opens: '▲', other: '→' };
const DIRECTION_WORDS: Readonly<Record<Line['direction'], string>> = {
  closes: 'closes',
  opens: 'opens',
  other: 'changes',
};

interface DiffTableProps {
  readonly groups: readonly DiffGroup[];
  readonly label: string;
  /** The keys go on from here: the button that asked for it is gone. */
  readonly takesFocus?: boolean;
}

const focusOn = (box: HTMLElement | null): void => box?.focus({ preventScroll: true });

/** Changes with before and after, row by row, in a box of its own that scrolls. */
export function DiffTable({ groups, label, takesFocus = false }: DiffTableProps) {
  return (
    <div
      className={classes['diffScroll']}
      role="region"
      aria-label={label}
      tabIndex={0}
      ref={takesFocus ? focusOn : null}
    >
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
          {groups.map((group) => (
            <GroupRows key={group.key} group={group} />
          ))}
        </tbody>
      </table>
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

/** How many nights of each room type close, open and cost something else: the whole difference at a glance. */
export function TotalsTable({ totals }: { readonly totals: Diff['totals'] }) {
  const kinds = totalKinds(totals);
  if (kinds.length === 0) return null;
  const hasMany = new Set(totals.map(({ connectionId }) => connectionId)).size > 1;
  return (
    <table className={classes['totals']}>
      <caption>In nights, by room type</caption>
      <thead>
        <tr>
          <th scope="col">Room type</th>
          {kinds.map(([kind, name]) => (
            <th key={kind} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {totals.map((row) => (
          <tr key={`${row.connectionId} ${row.roomTypeName} ${row.ratePlanName ?? ''}`}>
            <th scope="row">
              {hasMany ? <ChannelMark channel={row.channel} isNamed /> : null} {row.roomTypeName}
              {row.ratePlanName === null ? '' : `, ${row.ratePlanName}`}
            </th>
            {kinds.map(([kind]) => (
              <td key={kind} data-none={row[kind] === 0 || undefined}>
                {row[kind]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
