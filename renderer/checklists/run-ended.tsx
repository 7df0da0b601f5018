import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../core/keys.ts';
import { go } from '../core/route.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { count, moment } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Tag } from '../ui/sign.tsx';
import { byPressing, elapsed, STATE_WORDS } from './checklist-words.ts';
import classes from './run.module.css';
import { useEnter } from './use-enter.ts';
import type { RunDesk } from './use-run.ts';

const TITLES = {
  done: 'Done',
  'done-unverified': 'Entered, and not all of it was looked at',
  'done-with-deviation': 'Entered, and something there is not as it should be',
  gone: 'Nothing is left to do',
  open: '',
  blocked: '',
} as const;

/** A list that is over: what was done, who else has to look, and the next one. */
export function RunEnded({ desk: { run, ending } }: { readonly desk: RunDesk }) {
  const { zone } = useHotel();
  const heading = useRef<HTMLHeadingElement>(null);
  const due = [...(useQuery('checklists.list', {}).value?.due ?? [])].sort(byPressing);
  const next = due.find(({ id }) => id !== run.id);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  const openNext = (): void => (next ? go('lists', next.id) : go('lists'));
  useEnter(openNext);
  useKeys('This list is over', [
    { keys: 'Enter', says: next ? 'The next list' : 'Back to the lists' },
    { keys: 'Esc', says: 'Back to the lists', run: () => go('lists') },
  ]);
  const [words, tone] = STATE_WORDS[run.state];
  const took = run.begunAt === null || run.endedAt === null ? '' : elapsed(run.endedAt - run.begunAt);
  return (
    <section className={classes['step']} aria-labelledby="run-step">
      <p className={classes['where']}>
        <Tag tone={tone}>{words}</Tag>{' '}
        {[
          run.endedAt === null ? '' : `${run.endedBy ?? ''}, ${moment(run.endedAt, zone)}`,
          run.state === 'gone' ? '' : count(run.run.length, 'step'),
          took,
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
      <h2 id="run-step" ref={heading} tabIndex={-1} className={classes['title']}>
        {TITLES[run.state]}
      </h2>
      <p className={classes['text']}>{run.words}</p>
      {ending ? <p className={classes['text']}>{ending.message}</p> : null}
      {run.secondBecause !== null && run.state !== 'gone' ? (
        <Second taskId={run.id} because={run.secondBecause} />
      ) : null}
      <div className={classes['acts']}>
        <ActButton size="lg" keys="Enter" onClick={openNext}>
          {next ? `Next: ${next.channelName}` : 'Back to the lists'}
        </ActButton>
        {next ? (
          <ActButton size="lg" variant="default" keys="Esc" onClick={() => go('lists')}>
            Back to the lists
          </ActButton>
        ) : null}
      </div>
      {next ? <p className={classes['faint']}>{next.words}</p> : null}
    </section>
  );
}

/** Somebody else looks at the numbers and says so by name. */
function Second({ taskId, because }: { readonly taskId: number; readonly because: string }) {
  const second = useCommand('checklists.second');
  const [name, setName] = useState('');
  return (
    <form
      className={classes['second']}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') void second.run({ taskId, name: name.trim() });
      }}
    >
      <p>{because}</p>
      <div className={classes['secondLine']}>
        <TextInput
          size="md"
          label="Who has looked as well"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <ActButton
          type="submit"
          size="lg"
          variant="default"
          disabled={name.trim() === '' || second.isRunning}
        >
          I have looked: it is right
        </ActButton>
      </div>
    </form>
  );
}
