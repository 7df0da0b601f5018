import { Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ReservationView } from '../../src/contract/reservations.ts';
import { channelName } from '../../src/domain/channel.ts';
import { guestLabel } from '../../src/domain/guest-label.ts';
import { useCommand } from '../core/use-command.ts';
import { stayWords } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';

interface CancelDialogProps {
  readonly reservation: ReservationView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Cancels here, after saying what must still be done where the guest booked. */
export function CancelDialog({ reservation, isOpen, onClose }: CancelDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={`Cancel the stay of ${guestLabel(reservation)}?`}>
      <CancelForm reservation={reservation} onClose={onClose} />
    </Modal>
  );
}

/** What a cancellation here means for the nights, by who brought the booking. */
function afterwards({ channel, channelBookings }: ReservationView): string {
  const alive = channelBookings.filter((booking) => booking.isAlive);
  const names = alive.map(({ name }) => name).join(' and ');
  const isTold = alive.length > 0 && alive.every((booking) => booking.isTold);
  if (channel === 'direct')
    return `The nights can be sold again at once.${isTold ? ` Bellhop cancels it at ${names} too.` : ''}`;
  if (alive.length > 0)
    return isTold
      ? `The nights stay taken until ${names} has let go. Bellhop tells it.`
      : `Cancel it at ${names} as well: the nights stay taken until it has let go of them.`;
  return `This frees the nights here. ${channelName(channel)} still has the booking: cancel it there as well, or the guest will come.`;
}

function CancelForm({ reservation, onClose }: Omit<CancelDialogProps, 'isOpen'>) {
  const cancel = useCommand('reservations.cancel');
  const [reason, setReason] = useState('');
  const { feed, stays } = reservation;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await cancel.run({ id: reservation.id, reason: reason.trim() })) onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      {stays.map((stay) => (
        <p key={stay.id}>
          {stay.unitName ?? stay.roomTypeName}: {stayWords(stay)}
        </p>
      ))}
      <p style={{ marginTop: 8 }}>
        {afterwards(reservation)}
        {feed ? ` If ${feed.label} goes on showing it, it comes back.` : ''}
      </p>
      <TextInput
        data-autofocus
        mt="md"
        label="Why?"
        placeholder="Guest called, double booking …"
        value={reason}
        maxLength={300}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={onClose}>
          Keep it
        </ActButton>
        <ActButton type="submit" color="danger" keys="Enter" disabled={cancel.isRunning}>
          Cancel the stay
        </ActButton>
      </DialogActs>
    </form>
  );
}
