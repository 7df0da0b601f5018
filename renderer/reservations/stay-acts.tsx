import { useState } from 'react';
import type { ReservationView } from '../../src/contract/reservations.ts';
import { canMove, type ReservationStatus } from '../../src/domain/reservation.ts';
import { useKeys } from '../core/keys.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import classes from './reservations.module.css';

type Target = Exclude<ReservationStatus, 'cancelled'>;
interface StatusAct {
  readonly to: Target;
  readonly label: string;
  readonly keys: string;
}

const FROM: Readonly<Record<ReservationStatus, readonly StatusAct[]>> = {
  confirmed: [
    { to: 'in-house', label: 'Check in', keys: 'I' },
    { to: 'no-show', label: 'Did not come', keys: 'D' },
  ],
  'in-house': [
    { to: 'departed', label: 'Check out', keys: 'O' },
    { to: 'confirmed', label: 'Not here yet', keys: 'I' },
  ],
  departed: [{ to: 'in-house', label: 'Still here', keys: 'O' }],
  cancelled: [{ to: 'confirmed', label: 'Bring back', keys: 'I' }],
  'no-show': [{ to: 'confirmed', label: 'Came after all', keys: 'I' }],
};

/** What can be done with a stay now, each with its key. Used on its page and in the calendar's drawer. */
export function StayActs({ reservation }: { readonly reservation: ReservationView }) {
  const setStatus = useCommand('reservations.setStatus');
  const [isCancelling, setCancelling] = useState(false);
  const { id, status } = reservation;
  const canCancel = canMove(status, 'cancelled');
  const set = (to: Target): void => void setStatus.run({ id, status: to });
  useKeys('This stay', [
    ...FROM[status].map((act) => ({ keys: act.keys, says: act.label, run: () => set(act.to) })),
    ...(canCancel ? [{ keys: 'X', says: 'Cancel it', run: () => setCancelling(true) }] : []),
  ]);
  return (
    <div className={classes['acts']} style={{ marginTop: 16 }}>
      {FROM[status].map((act, index) => (
        <ActButton
          key={act.to}
          variant={index === 0 && (status === 'confirmed' || status === 'in-house') ? 'filled' : 'default'}
          keys={act.keys}
          disabled={setStatus.isRunning}
          onClick={() => set(act.to)}
        >
          {act.label}
        </ActButton>
      ))}
      {canCancel ? (
        <ActButton variant="default" keys="X" onClick={() => setCancelling(true)}>
          Cancel…
        </ActButton>
      ) : null}
      <CancelDialog reservation={reservation} isOpen={isCancelling} onClose={() => setCancelling(false)} />
    </div>
  );
}
