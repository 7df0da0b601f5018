import { Checkbox, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { GuestView } from '../../src/contract/guests.ts';
import { channelName } from '../../src/domain/channel.ts';
import { useCommand } from '../core/use-command.ts';
import { count, dayDate } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import classes from './reservations.module.css';

interface NotSamePersonProps {
  readonly guest: GuestView;
  readonly reservationId: number;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Gives some stays of a guest to a guest of their own. */
export function NotSamePerson({ isOpen, ...form }: NotSamePersonProps) {
  return (
    <Modal
      opened={isOpen}
      onClose={form.onClose}
      title={`Which stays are not ${form.guest.name || 'this guest'}’s?`}
    >
      <SplitForm {...form} />
    </Modal>
  );
}

type Stay = GuestView['reservations'][number];

const stayLabel = ({ arrival, channel, guestName }: Stay): string =>
  [arrival === null ? 'No nights' : dayDate(arrival), guestName, channelName(channel)]
    .filter((part) => part !== '')
    .join(' · ');

function SplitForm({ guest, reservationId, onClose }: Omit<NotSamePersonProps, 'isOpen'>) {
  const split = useCommand('guests.split');
  const [chosen, setChosen] = useState<readonly number[]>([reservationId]);
  const stays = guest.reservations;
  const isAll = chosen.length === stays.length;
  const toggle = (id: number, isOn: boolean): void =>
    setChosen((old) => (isOn ? [...old, id] : old.filter((one) => one !== id)));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (chosen.length === 0 || isAll) return;
    if (await split.run({ id: guest.id, reservationIds: [...chosen] })) onClose();
  };
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      <div className={classes['choices']} role="group" aria-label="Stays">
        {stays.map((stay) => (
          <Checkbox
            key={stay.id}
            data-autofocus={stay.id === reservationId || undefined}
            label={stay.id === reservationId ? `${stayLabel(stay)} (this stay)` : stayLabel(stay)}
            checked={chosen.includes(stay.id)}
            onChange={(event) => toggle(stay.id, event.currentTarget.checked)}
          />
        ))}
      </div>
      <p className={classes['dim']} role="status">
        {isAll
          ? 'Leave at least one stay with this guest.'
          : 'They get a guest of their own, from what the channel said. You can take it back.'}
      </p>
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={onClose}>
          Leave it
        </ActButton>
        <ActButton type="submit" keys="Enter" disabled={chosen.length === 0 || isAll || split.isRunning}>
          {chosen.length === 0
            ? 'Somebody else’s'
            : `${count(chosen.length, 'stay is', 'stays are')} somebody else’s`}
        </ActButton>
      </DialogActs>
    </form>
  );
}
