import { notifications } from '@mantine/notifications';
import type { Failure } from '../../src/domain/failure.ts';
import { FailureWords } from '../ui/failure-words.tsx';
import { ActButton } from '../ui/act-button.tsx';
import classes from './notices.module.css';

/** How long a notice offers to take its act back; Ctrl+Z works after. */
const UNDO_MS = 10_000;

const CLOSE = { 'aria-label': 'Close this notice' } as const;

/** The notice that offers to take something back: one at a time, so that no button offers what is past. */
let offered: string | undefined;

function withdrawOffer(): void {
  if (offered !== undefined) notifications.hide(offered);
  offered = undefined;
}

/** Says what was done, with a button that takes it back. */
export function showDone(message: string, undo: () => void, label = 'Undo', keys = 'Ctrl+Z'): void {
  withdrawOffer();
  const id = crypto.randomUUID();
  offered = id;
  const act = (): void => {
    withdrawOffer();
    undo();
  };
  notifications.show({
    id,
    autoClose: UNDO_MS,
    closeButtonProps: CLOSE,
    role: 'status',
    message: (
      <div className={classes['row']}>
        <span className={classes['words']}>{message}</span>
        <ActButton size="xs" variant="default" keys={keys} onClick={act}>
          {label}
        </ActButton>
      </div>
    ),
  });
}

export function showWords(message: string): void {
  notifications.show({ message, autoClose: 6000, closeButtonProps: CLOSE, role: 'status' });
}

/** Says calmly why something was not done; the code stands behind "Details". */
export function showFailure(failure: Failure, again?: () => void): void {
  const id = crypto.randomUUID();
  notifications.show({
    id,
    autoClose: again ? false : 15_000,
    closeButtonProps: CLOSE,
    role: 'alert',
    'data-kind': 'failure',
    message: (
      <div className={classes['row']}>
        <FailureWords failure={failure} />
        {again ? (
          <ActButton
            size="xs"
            variant="default"
            onClick={() => {
              notifications.hide(id);
              again();
            }}
          >
            Try again
          </ActButton>
        ) : null}
      </div>
    ),
  });
}
