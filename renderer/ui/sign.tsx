import type { ReactNode } from 'react';
import classes from './ui.module.css';

export type Tone = 'danger' | 'warn' | 'ok' | 'info' | 'plain';

/** A small square with a sign; its tone repeats what the words beside it say. */
export function Sign({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={classes['sign']} data-tone={tone} aria-hidden="true">
      {children}
    </span>
  );
}

/** A word or two on a tinted ground. */
export function Tag({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={classes['tag']} data-tone={tone}>
      {children}
    </span>
  );
}
