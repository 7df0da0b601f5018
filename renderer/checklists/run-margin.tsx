import { IconCheck, IconHandStop, IconPlayerSkipForward } from '@tabler/icons-react';
import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { RunStepView } from '../../src/contract/checklists.ts';
import { coreNow } from '../core/now.ts';
import { dueWords, elapsed } from './checklist-words.ts';
import classes from './run.module.css';
import type { RunDesk } from './use-run.ts';

const STATES: Readonly<
  Record<RunStepView['state'], readonly [words: string, Icon: typeof IconCheck | null]>
> = {
  open: ['', null],
  done: ['done', IconCheck],
  skipped: ['left out', IconPlayerSkipForward],
  stopped: ['stopped here', IconHandStop],
};

/** All steps with their ticks; below them why this list is there, how long it has taken, and when it is due. */
export function RunMargin({ desk }: { readonly desk: RunDesk }) {
  const { run, step } = desk;
  const isStill = run.endedAt !== null || run.state === 'blocked';
  const current = useRef<HTMLLIElement>(null);
  const at = run.endedAt === null ? step?.key : undefined;
  useEffect(() => {
    // in braces: newer browsers answer a promise, which is no way to clean up
    void current.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <aside className={classes['margin']} aria-label="Steps">
      {/* where its steps can not be pressed, it is scrolled by keys itself */}
      <ol className={classes['steps']} aria-label="Steps" tabIndex={isStill ? 0 : undefined}>
        {run.run.map((one, index) => {
          const [words, Icon] = STATES[one.state];
          const isHere = one.key === at;
          return (
            <li key={one.key} ref={isHere ? current : undefined}>
              <button
                type="button"
                className={classes['stepButton']}
                data-state={one.state}
                aria-current={isHere ? 'step' : undefined}
                disabled={isStill}
                onClick={() => desk.show(one.key)}
              >
                <span className={classes['stepSign']}>{Icon ? <Icon size={16} /> : index + 1}</span>
                <span>
                  {one.title}
                  {one.room === '' ? null : <span className={classes['stepRoom']}>{one.room}</span>}
                  {words === '' ? null : <VisuallyHidden>, {words}</VisuallyHidden>}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <div className={classes['why']}>
        {run.causes.length === 0 ? null : <p>Because {run.causes.join(', ')}.</p>}
        <p>{run.words}.</p>
        {run.endedAt === null ? <Pace desk={desk} /> : null}
        <p className={classes['faint']}>{run.template}</p>
      </div>
    </aside>
  );
}

/** "2 min 10 s so far, due in 3 min." */
function Pace({ desk: { run } }: { readonly desk: RunDesk }) {
  const [now, setNow] = useState(coreNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(coreNow()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const due = dueWords(run, now);
  return (
    <p>
      {run.begunAt === null ? '' : `${elapsed(now - run.begunAt)} so far, `}
      <b className={classes['pace']} data-tone={due.tone}>
        {due.words}
      </b>
      .
    </p>
  );
}
