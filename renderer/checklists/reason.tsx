import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { ActButton } from '../ui/act-button.tsx';
import classes from './run.module.css';

interface ReasonProps {
  readonly label: string;
  readonly hint: string;
  readonly act: string;
  readonly onGive: (words: string) => void;
  readonly onLeave?: () => void;
}

/** Words that have to be given before something is done: Enter gives them, Esc goes back. */
export function Reason({ label, hint, act, onGive, onLeave }: ReasonProps) {
  const [words, setWords] = useState('');
  const isReady = words.trim() !== '';
  const give = (): void => {
    if (isReady) onGive(words.trim());
  };
  return (
    <form
      className={classes['reason']}
      onSubmit={(event) => {
        event.preventDefault();
        give();
      }}
    >
      <Textarea
        label={label}
        description={hint}
        size="md"
        rows={2}
        maxLength={300}
        autoFocus
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onLeave?.();
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          give();
        }}
      />
      <div className={classes['acts']}>
        <ActButton type="submit" size="lg" keys="Enter" disabled={!isReady}>
          {act}
        </ActButton>
        {onLeave ? (
          <ActButton size="lg" variant="default" keys="Esc" onClick={onLeave}>
            Back to the step
          </ActButton>
        ) : null}
      </div>
    </form>
  );
}
