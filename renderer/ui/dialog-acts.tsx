import type { ReactNode } from 'react';
import classes from './ui.module.css';

/** The buttons at the foot of a dialog or form. */
export function DialogActs({ children }: { readonly children: ReactNode }) {
  return <div className={classes['dialogActs']}>{children}</div>;
}
