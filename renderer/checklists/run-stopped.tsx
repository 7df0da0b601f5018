import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useKeys } from '../core/keys.ts';
import { go } from '../core/route.ts';
import { useHotel } from '../core/use-hotel.ts';
import { moment } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Reason } from './reason.tsx';
import classes from './run.module.css';
import type { RunDesk } from './use-run.ts';

/** A list that was stopped: what was found there, what to do first, and how it goes on. */
export function RunStopped({ desk }: { readonly desk: RunDesk }) {
  const { stopped, channelName } = desk.run;
  const { zone } = useHotel();
  const [isGoingOn, setGoingOn] = useState(false);
  useKeys('Stopped', [
    ...(isGoingOn
      ? []
      : [
          { keys: 'G', says: 'Go on, with the reason', run: () => setGoingOn(true) },
          { keys: 'F', says: 'Conflicts', run: () => go('conflicts') },
        ]),
    { keys: 'Esc', says: 'Back to the lists', run: desk.pause },
  ]);
  return (
    <section className={classes['step']} aria-labelledby="run-step">
      <p className={classes['where']}>
        Stopped{stopped ? ` by ${stopped.by}, ${moment(stopped.at, zone)}` : ''}
      </p>
      <h2 id="run-step" tabIndex={-1} className={classes['title']} data-tone="danger">
        <IconHandStop size={28} aria-hidden="true" /> Nothing more is entered at {channelName} until this is
        clear
      </h2>
      <p className={classes['text']}>{stopped?.words}</p>
      <ol className={classes['procedure']}>
        {stopped?.procedure.map(({ title, text, screen }) => (
          <li key={title}>
            <b>{title}</b>
            <p>{text}</p>
            <p className={classes['faint']}>{screen}</p>
          </li>
        ))}
      </ol>
      {isGoingOn ? (
        <Reason
          label="Why is it safe to go on?"
          hint="Such as: the booking is in Bellhop now. It stands in the history of this list."
          act="Go on where it stopped"
          onGive={desk.goOn}
          onLeave={() => setGoingOn(false)}
        />
      ) : (
        <div className={classes['acts']}>
          <ActButton size="lg" keys="G" onClick={() => setGoingOn(true)}>
            It is cleared up, go on
          </ActButton>
          <ActButton size="lg" variant="default" keys="F" onClick={() => go('conflicts')}>
            Conflicts
          </ActButton>
          <ActButton size="lg" variant="default" keys="Esc" onClick={desk.pause}>
            Back to the lists
          </ActButton>
        </div>
      )}
    </section>
  );
}
