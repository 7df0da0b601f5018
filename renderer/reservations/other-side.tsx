import { Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ReservationView } from '../../src/contract/reservations.ts';
import { guestLabel } from '../../src/domain/guest-label.ts';
import { useKeys } from '../core/keys.ts';
import { go } from '../core/route.ts';
import { useCommand } from '../core/use-command.ts';
import { stayWords } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import classes from './reservations.module.css';
import { otherSideWords } from './other-side-words.ts';

interface OtherSideProps {
  readonly reservation: ReservationView;
}

/** A booking that is cancelled here and still alive at its channel: what that means, and how its nights can be sold all the same. */
export function OtherSide({ reservation }: OtherSideProps) {
  const said = otherSideWords(reservation);
  if (!said) return null;
  return (
    <section
      className={classes['otherSide']}
      data-tone={said.needsPerson ? 'danger' : undefined}
      aria-label="The other side"
    >
      <b>{said.title}</b>
      <p>{said.meaning}</p>
      <p>{said.todo}</p>
      {reservation.otherSide === 'waiting' ? <FreeNights reservation={reservation} /> : null}
    </section>
  );
}

function FreeNights({ reservation }: OtherSideProps) {
  const [isOpen, setOpen] = useState(false);
  const waiting = reservation.channelBookings.find((booking) => booking.isAlive);
  useKeys('The other side', [{ keys: 'F', says: 'Sell the nights all the same', run: () => setOpen(true) }]);
  return (
    <div className={classes['acts']}>
      <ActButton variant="default" keys="F" onClick={() => setOpen(true)}>
        Sell the nights all the same…
      </ActButton>
      {waiting ? (
        <ActButton variant="default" onClick={() => go('sync', waiting.connectionId)}>
          What waits
        </ActButton>
      ) : null}
      <Modal opened={isOpen} onClose={() => setOpen(false)} title="Sell the nights all the same?">
        <FreeForm reservation={reservation} onClose={() => setOpen(false)} />
      </Modal>
    </div>
  );
}

function FreeForm({ reservation, onClose }: OtherSideProps & { readonly onClose: () => void }) {
  const free = useCommand('reservations.freeNights');
  const [reason, setReason] = useState('');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (reason.trim() === '') return;
    if (await free.run({ id: reservation.id, reason: reason.trim() })) onClose();
  };
  const alive = reservation.channelBookings.filter((booking) => booking.isAlive).map(({ name }) => name);
  const where = alive.length === 0 ? 'the channel' : alive.join(' and ');
  return (
    <form onSubmit={(event) => void submit(event)}>
      {reservation.stays.map((stay) => (
        <p key={stay.id}>
          {stay.unitName ?? stay.roomTypeName}: {stayWords(stay)}
        </p>
      ))}
      <p style={{ marginTop: 8 }}>
        Every channel may sell these nights at once. If {where} still holds the booking and{' '}
        {guestLabel(reservation)} comes, two guests want one room: cancel it at {where} by hand as well.
      </p>
      <TextInput
        data-autofocus
        mt="md"
        label="Why all the same?"
        description="It stands in the history beside your act."
        placeholder="Spoke with the guest, cancelled there by hand …"
        value={reason}
        maxLength={300}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={onClose}>
          Keep them closed
        </ActButton>
        <ActButton
          type="submit"
          color="danger"
          keys="Enter"
          disabled={reason.trim() === '' || free.isRunning}
        >
          Sell the nights
        </ActButton>
      </DialogActs>
    </form>
  );
}
