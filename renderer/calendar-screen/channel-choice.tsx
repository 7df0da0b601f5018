import { Checkbox } from '@mantine/core';
import { useQuery } from '../core/use-query.ts';
import classes from './calendar-screen.module.css';

interface ChannelChoiceProps {
  /** Those left out; none means every channel, also those to come. */
  readonly leftOut: ReadonlySet<number>;
  readonly onChange: (leftOut: ReadonlySet<number>) => void;
}

/** The ids to name in a change: none at all where it is for every channel. */
export function useChosenChannels(leftOut: ReadonlySet<number>): readonly number[] {
  const rows = useQuery('connections.list', {}).value?.rows ?? [];
  return leftOut.size === 0 ? [] : rows.map((row) => row.id).filter((id) => !leftOut.has(id));
}

/** On which channels a change holds; asked only where there is more than one. */
export function ChannelChoice({ leftOut, onChange }: ChannelChoiceProps) {
  const rows = (useQuery('connections.list', {}).value?.rows ?? []).filter(
    (row) => row.state !== 'disconnected',
  );
  if (rows.length < 2) return null;
  const toggle = (id: number): void => {
    const next = new Set(leftOut);
    if (!next.delete(id)) next.add(id);
    if (next.size < rows.length) onChange(next);
  };
  return (
    <fieldset className={classes['units']}>
      <legend>On these channels</legend>
      {rows.map((row) => (
        <Checkbox
          key={row.id}
          label={row.isTold ? row.name : `${row.name} (not told)`}
          checked={!leftOut.has(row.id)}
          onChange={() => toggle(row.id)}
        />
      ))}
    </fieldset>
  );
}
