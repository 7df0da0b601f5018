import { IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ConflictView } from '../../src/contract/conflicts.ts';
import { go } from '../core/route.ts';
import { useHotel } from '../core/use-hotel.ts';
import { moment } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import classes from './conflicts.module.css';

interface SettledProps {
  readonly conflict: Pick<ConflictView, 'state' | 'closedAt' | 'acceptedReason'>;
  readonly next: number | null;
  /** Just now, by this person: the focus goes to what is offered next. */
  readonly isFresh: boolean;
}

function words({ state, acceptedReason }: SettledProps['conflict']): string {
  if (state === 'accepted')
    return acceptedReason === ''
      ? 'It was accepted as it is.'
      : `It was accepted as it is: ${acceptedReason}`;
  return 'The nights no longer clash. If they do again, the conflict opens again.';
}

/** In the place of the ways out once there is nothing left to decide. */
export function Settled({ conflict, next, isFresh }: SettledProps) {
  const { zone } = useHotel();
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isFresh) box.current?.querySelector('button')?.focus();
  }, [isFresh]);
  return (
    <section ref={box} className={classes['settled']} aria-live="polite">
      <h3>
        <IconCircleCheck size={20} aria-hidden="true" /> Settled
        {conflict.closedAt === null ? '' : ` ${moment(conflict.closedAt, zone)}`}
      </h3>
      <p>{words(conflict)}</p>
      <div className={classes['settledActs']}>
        {next === null ? null : (
          <ActButton keys="]" onClick={() => go('conflicts', next)}>
            Next conflict
          </ActButton>
        )}
        <ActButton variant="default" keys="Esc" onClick={() => go('conflicts')}>
          Back to the inbox
        </ActButton>
        <ActButton variant="default" onClick={() => go('calendar')}>
          Calendar
        </ActButton>
      </div>
    </section>
  );
}
