import type { ReactNode } from 'react';
import classes from './ui.module.css';

interface RowProps {
  readonly mark: ReactNode;
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly aside?: ReactNode;
  readonly onOpen?: (() => void) | undefined;
}

/** A line of a card: mark, title with a sentence below, and what to do at the right. */
export function Row({ mark, title, text, aside, onOpen }: RowProps) {
  return (
    <li className={classes['row']}>
      <span className={classes['rowMark']}>{mark}</span>
      <div className={classes['rowWords']}>
        <div className={classes['rowTitle']}>
          {onOpen ? (
            <button type="button" className={classes['link']} onClick={onOpen}>
              {title}
            </button>
          ) : (
            title
          )}
        </div>
        {text ? <div className={classes['rowText']}>{text}</div> : null}
      </div>
      {aside === undefined ? null : <div className={classes['rowAside']}>{aside}</div>}
    </li>
  );
}

export function Rows({ children }: { readonly children: ReactNode }) {
  return <ul className={classes['rows']}>{children}</ul>;
}
