import { Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { GuestRow, GuestView } from '../../src/contract/guests.ts';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import { guestWords, mergedWords } from './guest-words.ts';
import classes from './reservations.module.css';

interface SamePersonProps {
  readonly guest: GuestView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Finds another entry, shows both side by side, and makes one guest of them. */
export function SamePerson({ guest, isOpen, onClose }: SamePersonProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={`${guest.name || 'This guest'} is the same person as…`}>
      <Steps guest={guest} onClose={onClose} />
    </Modal>
  );
}

function Steps({ guest, onClose }: Omit<SamePersonProps, 'isOpen'>) {
  const [other, setOther] = useState<GuestRow | null>(null);
  return other === null ? (
    <Find guest={guest} onChoose={setOther} />
  ) : (
    <Confirm guest={guest} other={other} onBack={() => setOther(null)} onClose={onClose} />
  );
}

interface FindProps {
  readonly guest: GuestView;
  readonly onChoose: (other: GuestRow) => void;
}

function Find({ guest, onChoose }: FindProps) {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 120);
  const list = useRef<HTMLDivElement>(null);
  const found = useQuery('guests.find', { text: asked }, { isOff: asked.length < 2 });
  const isAsking = asked.length >= 2;
  const rows = isAsking ? (found.value?.rows ?? []).filter(({ id }) => id !== guest.id) : guest.alike;
  const step = (event: KeyboardEvent, by: 1 | -1): void => {
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + by]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') step(event, 1);
    if (event.key === 'ArrowUp') step(event, -1);
  };
  return (
    <div className={classes['form']} onKeyDown={onKeyDown}>
      <TextInput
        data-autofocus
        label="Name, e-mail or phone"
        description="Arrow down to the guest, then Enter."
        value={text}
        maxLength={100}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = rows[0];
          if (event.key === 'Enter' && rows.length === 1 && first) onChoose(first);
        }}
      />
      <div ref={list} className={classes['found']} role="group" aria-label="Guests">
        {rows.map((row) => (
          <button key={row.id} type="button" onClick={() => onChoose(row)}>
            <b>{row.name || 'No name'}</b>
            <span>{guestWords(row)}</span>
          </button>
        ))}
      </div>
      <p className={classes['dim']} role="status">
        {isAsking && found.value && rows.length === 0 ? 'Nobody else by that name, e-mail or number.' : ''}
        {!isAsking && rows.length > 0 ? 'These look alike.' : ''}
      </p>
    </div>
  );
}

interface ConfirmProps {
  readonly guest: GuestView;
  readonly other: GuestRow;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

function Confirm({ guest, other, onBack, onClose }: ConfirmProps) {
  const merge = useCommand('guests.merge');
  const submit = async (): Promise<void> => {
    if (await merge.run({ keepId: guest.id, goneId: other.id })) onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className={classes['both']}>
        {[guest, other].map((one) => (
          <div key={one.id}>
            <b>{one.name || 'No name'}</b>
            <p>{guestWords(one)}</p>
          </div>
        ))}
      </div>
      <p style={{ marginTop: 12 }}>
        {mergedWords(guest, other)} Later bookings of either go to this guest too. You can take it back.
      </p>
      <DialogActs>
        <ActButton variant="default" onClick={onBack}>
          Back
        </ActButton>
        <ActButton type="submit" keys="Enter" autoFocus disabled={merge.isRunning}>
          They are one person
        </ActButton>
      </DialogActs>
    </form>
  );
}
