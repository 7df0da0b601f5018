import { Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Insisting, useInsisting } from '../core/insist.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';

/** Says what is in the way before it is done all the same, and asks why. */
export function InsistDialog() {
  const pending = useInsisting((state) => state.pending);
  return (
    <Modal
      opened={pending !== null}
      onClose={() => pending?.giveUp()}
      title="Something is in the way"
      zIndex={400}
    >
      {pending ? <InsistForm pending={pending} /> : null}
    </Modal>
  );
}

function InsistForm({ pending }: { readonly pending: Insisting }) {
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '') pending.goOn(reason.trim());
  };
  return (
    <form onSubmit={submit}>
      <ul>
        {pending.problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
      <p>If you go on, a conflict opens and waits to be settled.</p>
      <TextInput
        data-autofocus
        mt="md"
        label="Why all the same?"
        description="It stands in the history beside your act."
        value={reason}
        maxLength={300}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={pending.giveUp}>
          Leave it
        </ActButton>
        <ActButton type="submit" color="danger" keys="Enter" disabled={reason.trim() === ''}>
          {pending.act}
        </ActButton>
      </DialogActs>
    </form>
  );
}
