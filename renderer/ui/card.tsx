import { type ReactNode, useId } from 'react';
import classes from './ui.module.css';

interface CardProps {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Rows reach to both edges (tables). */
  readonly isFlush?: boolean;
}

/** A titled panel. */
export function Card({ title, aside, children, isFlush = false }: CardProps) {
  const id = useId();
  return (
    <section className={classes['card']} aria-labelledby={id} data-flush={isFlush || undefined}>
      <div className={classes['cardHead']}>
        <h2 id={id}>{title}</h2>
        {aside === undefined ? null : <div className={classes['cardAside']}>{aside}</div>}
      </div>
      {children}
    </section>
  );
}
