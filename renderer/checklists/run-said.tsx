import { useKeys } from '../core/keys.ts';
import { ActButton } from '../ui/act-button.tsx';
import classes from './run.module.css';
import type { RunDesk } from './use-run.ts';

/** What was said about the last tick: a question that Enter answers, or that the list has changed. */
export function RunSaid({ desk }: { readonly desk: RunDesk }) {
  const { said } = desk;
  const isHeld = typeof said?.holder === 'string';
  useKeys('Somebody else is at it', isHeld ? [{ keys: 'T', says: 'Take it over', run: desk.takeOver }] : []);
  if (!said) return null;
  const isAsking = said.type === 'asks';
  return (
    <div className={classes['said']} role="alert" data-tone={isAsking ? 'warn' : 'info'}>
      <p className={classes['saidTitle']}>
        {isAsking ? 'Is it surely so?' : isHeld ? 'Somebody else is at it' : 'This list has changed'}
      </p>
      {said.words.map((words) => (
        <p key={words}>{words}</p>
      ))}
      {isAsking ? <p>Enter says yes and goes on. Esc goes back to the step.</p> : null}
      {isHeld ? (
        <div className={classes['acts']}>
          <ActButton size="lg" keys="T" onClick={desk.takeOver}>
            Take it over
          </ActButton>
          <ActButton size="lg" variant="default" keys="Esc" onClick={desk.pause}>
            Back to the lists
          </ActButton>
        </div>
      ) : null}
    </div>
  );
}
