import { Modal, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Failure } from '../../src/domain/failure.ts';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import { FailureWords } from '../ui/failure-words.tsx';
import { type CancelledAsk, closeExtranetDialog } from './dialogs.ts';
import classes from './extranet.module.css';

/** A booking was found cancelled in its extranet. */
export function CancelledDialog({ ask }: { readonly ask: CancelledAsk }) {
  return (
    <Modal opened onClose={closeExtranetDialog} title="Cancelled in the extranet">
      <CancelledForm ask={ask} />
    </Modal>
  );
}

function CancelledForm({ ask }: { readonly ask: CancelledAsk }) {
  const channels = useQuery('checklists.list', {}).value?.channels ?? [];
  const cancel = useCommand('extranet.cancel');
  const [chosen, setChosen] = useState(ask.connectionId?.toString() ?? '');
  const [reference, setReference] = useState(ask.reference);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [only] = channels;
  const connection = chosen === '' && channels.length === 1 ? String(only?.connectionId ?? '') : chosen;
  const name =
    channels.find(({ connectionId }) => String(connectionId) === connection)?.name ?? 'the channel';
  const isReady = connection !== '' && reference.trim() !== '' && !cancel.isRunning;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isReady) return;
    const done = await cancel.run(
      { connectionId: Number(connection), reference: reference.trim() },
      {
        onFailure: (refused) => {
          setFailure(refused);
          return true;
        },
      },
    );
    if (done) closeExtranetDialog();
  };
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      {ask.words === '' ? (
        <>
          {channels.length > 1 ? (
            <NativeSelect
              data-autofocus={connection === '' || undefined}
              label="Channel"
              value={connection}
              data={[
                { value: '', label: 'Choose …' },
                ...channels.map((one) => ({ value: String(one.connectionId), label: one.name })),
              ]}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
          ) : null}
          <TextInput
            data-autofocus={connection !== '' || undefined}
            label="Booking number there"
            maxLength={60}
            value={reference}
            onChange={(event) => {
              setReference(event.currentTarget.value);
              setFailure(null);
            }}
          />
        </>
      ) : (
        <p className={classes['who']}>{ask.words}</p>
      )}
      <p>
        Say this once you have seen it cancelled at {name}. Its nights are free here at once and are sold
        again elsewhere; what {name} shows on them comes on its list to be looked at.
      </p>
      {failure ? (
        <div role="alert" className={classes['refused']}>
          <FailureWords failure={failure} />
        </div>
      ) : null}
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={closeExtranetDialog}>
          Leave it
        </ActButton>
        <ActButton
          type="submit"
          color="danger"
          keys="Enter"
          disabled={!isReady}
          {...(ask.words === '' ? {} : { 'data-autofocus': true })}
        >
          It is cancelled there
        </ActButton>
      </DialogActs>
    </form>
  );
}
