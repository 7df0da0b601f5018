import type { ReactNode } from 'react';
import classes from './ui.module.css';

export interface StoryEntry {
  readonly key: string | number;
  readonly when: string;
  readonly title: string;
  readonly text?: ReactNode;
  /** The entry that made the trouble. */
  readonly isTurningPoint?: boolean;
}

/** What happened, one after the other. */
export function Story({ entries }: { readonly entries: readonly StoryEntry[] }) {
  return (
    <ol className={classes['story']}>
      {entries.map((entry) => (
        <li key={entry.key} data-turn={entry.isTurningPoint || undefined}>
          <div className={classes['storyTitle']}>
            <b>{entry.when}</b> {entry.title}
          </div>
          {entry.text ? <div className={classes['storyText']}>{entry.text}</div> : null}
        </li>
      ))}
    </ol>
  );
}
