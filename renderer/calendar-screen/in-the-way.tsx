import { TextInput } from '@mantine/core';
import classes from './calendar-screen.module.css';

interface InTheWayProps {
  readonly problems: readonly string[];
  readonly reason: string;
  readonly onReason: (reason: string) => void;
}

/** What is in the way, and why it shall be done all the same. */
export function InTheWay({ problems, reason, onReason }: InTheWayProps) {
  if (problems.length === 0) return null;
  return (
    <div className={classes['way']} role="alert">
      <ul>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
      <TextInput
        label="Why all the same?"
        description="Needed to go on. A conflict opens and waits to be settled."
        value={reason}
        maxLength={300}
        onChange={(event) => onReason(event.currentTarget.value)}
      />
    </div>
  );
}
