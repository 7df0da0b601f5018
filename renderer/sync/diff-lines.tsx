import { useState } from 'react';
import type { Diff } from '../../src/contract/diff.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { diffStretches } from './diff-groups.ts';
import { DiffTable } from './diff-table.tsx';
import classes from './sync.module.css';

/** As many lines as stand on one page: a list of thousands is turned through, not scrolled through. */
const PAGE = 100;

interface DiffLinesProps {
  readonly diff: Diff;
  /** The connection whose dry run this is: lines beyond those listed are asked for. Undefined: there is nobody to ask. */
  readonly connectionId: number | undefined;
  readonly onShort: () => void;
}

/** Every line of a difference in the order of sending, page by page to its end. */
export function DiffLines({ diff, connectionId, onShort }: DiffLinesProps) {
  const [first, setFirst] = useState(0);
  const [hasTurned, setTurned] = useState(false);
  const turnTo = (line: number): void => {
    setFirst(line);
    setTurned(true);
  };
  const listed = diff.lines.length;
  const total = connectionId === undefined ? listed : listed + diff.more;
  const end = Math.min(first + PAGE, total);
  // what the core lists at once is asked for once, and stays known while its pages are turned
  const chunk = listed === 0 ? 0 : Math.floor(first / listed) * listed;
  const further = useQuery(
    'sync.dryRun',
    { connectionId: connectionId ?? null, skip: chunk },
    { isOff: chunk === 0 },
  );
  const answer = chunk === 0 ? { value: diff, failure: undefined, refetch: () => undefined } : further;
  return (
    <>
      <Answered of={answer} lines={6}>
        {({ lines }) => (
          <DiffTable
            key={first}
            groups={diffStretches(lines.slice(first - chunk, end - chunk))}
            label="Every change"
            takesFocus={!hasTurned}
          />
        )}
      </Answered>
      <div className={classes['pager']}>
        <span role="status">
          Lines {first + 1} to {end} of {total}
        </span>
        <ActButton size="xs" variant="default" disabled={first === 0} onClick={() => turnTo(first - PAGE)}>
          Earlier lines
        </ActButton>
        <ActButton size="xs" variant="default" disabled={end >= total} onClick={() => turnTo(end)}>
          Later lines
        </ActButton>
        <ActButton size="xs" variant="default" onClick={onShort}>
          In short
        </ActButton>
      </div>
      {total < listed + diff.more ? (
        <p className={classes['small']}>The numbers by room type count {diff.more} more lines.</p>
      ) : null}
    </>
  );
}
