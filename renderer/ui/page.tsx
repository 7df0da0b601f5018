import { type ReactNode, useEffect, useRef } from 'react';
import classes from './page.module.css';

interface PageProps {
  readonly title: string;
  /** The screen's own controls, after the title. */
  readonly lead?: ReactNode;
  /** At the right end of the header. */
  readonly actions?: ReactNode;
  /** `fill`: the screen lays itself out to all four edges (the calendar). */
  readonly layout?: 'scroll' | 'fill';
  readonly children: ReactNode;
}

let isFirst = true;

/** A screen's header and body. Arriving on it puts the focus on its title, so that keys and readers start there. */
export function Page({ title, lead, actions, layout = 'scroll', children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // a screen that fills the window looks after the focus itself
    if (!isFirst && layout === 'scroll') heading.current?.focus({ preventScroll: true });
    isFirst = false;
    document.title = `${title} · Bellhop`;
  }, [title, layout]);
  return (
    <>
      <section className={classes['header']} aria-label={`${title}: controls`}>
        <h1 ref={heading} tabIndex={-1} className={classes['title']}>
          {title}
        </h1>
        {lead}
        <div className={classes['actions']}>{actions}</div>
      </section>
      <main className={classes['main']} data-layout={layout} id="main">
        {layout === 'fill' ? children : <div className={classes['inner']}>{children}</div>}
      </main>
    </>
  );
}
