import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import { ActButton } from '../ui/act-button.tsx';
import classes from './connections.module.css';

interface TestingProps {
  /** The answer is no longer waited for; nothing was kept anyway. */
  readonly onGiveUp: () => void;
  readonly onClose: () => void;
}

/** While the sign-in is tried: what is done, for how long, and the way out. */
export function Testing({ onGiveUp, onClose }: TestingProps) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((old) => old + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className={classes['testing']}>
      <Loader size="md" aria-hidden="true" />
      <div role="status">
        <b>Trying the sign-in</b>
        <ol>
          <li>reaching the channel and signing in</li>
          <li>reading which properties are there</li>
          <li>looking what this sign-in may do</li>
        </ol>
      </div>
      <p className={classes['small']}>
        {seconds < 8 ? 'This takes a few seconds.' : `${seconds} s so far. It gives up by itself after 30 s.`}{' '}
        Nothing is kept yet.
      </p>
      <ActButton
        variant="default"
        keys="Esc"
        onClick={() => {
          onGiveUp();
          onClose();
        }}
      >
        Give up
      </ActButton>
    </div>
  );
}
