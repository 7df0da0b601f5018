import { Modal, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionView } from '../../src/contract/connections.ts';
import { go } from '../core/route.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Card } from '../ui/card.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import classes from './connections.module.css';

/** Pausing and disconnecting: both ask or say what the channel shows meanwhile. */
export function LettingGo({ connection }: { readonly connection: ConnectionView }) {
  const pause = useCommand('connections.pause');
  const [asks, setAsks] = useState<'pause' | 'disconnect' | null>(null);
  const isPaused = connection.state === 'paused';
  return (
    <Card title="Pause or let go">
      <p className={classes['dim']}>
        {isPaused
          ? 'Paused: it is neither read nor told. It goes on selling what it shows.'
          : 'While it is paused or disconnected, the channel goes on selling what it shows.'}
      </p>
      <div className={classes['acts']} style={{ marginTop: 10 }}>
        <ActButton
          variant={isPaused ? 'filled' : 'default'}
          disabled={pause.isRunning}
          onClick={() =>
            isPaused ? void pause.run({ id: connection.id, isPaused: false }) : setAsks('pause')
          }
        >
          {isPaused ? 'Let it go on' : 'Pause…'}
        </ActButton>
        <ActButton variant="default" onClick={() => setAsks('disconnect')}>
          Disconnect…
        </ActButton>
      </div>
      <Modal opened={asks === 'pause'} onClose={() => setAsks(null)} title={`Pause ${connection.name}?`}>
        <PauseForm connection={connection} onDone={() => setAsks(null)} />
      </Modal>
      <Modal
        opened={asks === 'disconnect'}
        onClose={() => setAsks(null)}
        title={`Disconnect ${connection.name}?`}
      >
        <DisconnectForm connection={connection} onGiveUp={() => setAsks(null)} />
      </Modal>
    </Card>
  );
}

interface FormProps {
  readonly connection: ConnectionView;
}

function PauseForm({ connection, onDone }: FormProps & { readonly onDone: () => void }) {
  const pause = useCommand('connections.pause');
  const [reason, setReason] = useState('');
  const submit = async (): Promise<void> => {
    if (await pause.run({ id: connection.id, isPaused: true, reason })) onDone();
  };
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p>
        Its bookings do not come in and nothing is told to it. Nights that close here stay open there: guests
        can book rooms that are gone. What is to be told waits and goes out when it goes on.
      </p>
      <TextInput
        data-autofocus
        label="Why?"
        placeholder="For whoever reads this later"
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={onDone}>
          Leave it
        </ActButton>
        <ActButton type="submit" keys="Enter" disabled={pause.isRunning}>
          Pause
        </ActButton>
      </DialogActs>
    </form>
  );
}

/** Why every night can not be closed there first; null where it can. */
function whyNotClosed({ name, state }: ConnectionView): string | null {
  if (state === 'active') return null;
  return state === 'paused'
    ? `Not possible while it is paused: ${name} can not be told anything. Let it go on first, or close it by hand in its own control panel.`
    : `Not possible now: without a sign-in ${name} can not be told anything. Sign in again first, or close it by hand in its own control panel.`;
}

function DisconnectForm({ connection, onGiveUp }: FormProps & { readonly onGiveUp: () => void }) {
  const disconnect = useCommand('connections.disconnect');
  const [meanwhile, setMeanwhile] = useState<'close' | 'leave'>(
    connection.state === 'active' ? 'close' : 'leave',
  );
  const whyNot = whyNotClosed(connection);
  const [reason, setReason] = useState('');
  const submit = async (): Promise<void> => {
    if (await disconnect.run({ id: connection.id, meanwhile, reason })) go('channels');
  };
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Radio.Group
        label="What shall it show meanwhile?"
        value={meanwhile}
        onChange={(value) => setMeanwhile(value === 'leave' ? 'leave' : 'close')}
      >
        <div className={classes['choices']} style={{ marginTop: 10 }}>
          <Radio
            value="close"
            disabled={whyNot !== null}
            label="Close it first (safest)"
            description={
              whyNot ??
              'Every night is closed there, and it is let go once the channel has confirmed. Nobody can book there any more.'
            }
          />
          <Radio
            value="leave"
            label="Leave it as it is"
            description="It goes on selling the numbers it shows now. Use this only if somebody else looks after it from now on."
          />
        </div>
      </Radio.Group>
      <p className={classes['small']}>
        The bookings it brought stay. The sign-in is forgotten; connecting again needs a new code.
      </p>
      <TextInput
        label="Why?"
        placeholder="For whoever reads this later"
        value={reason}
        maxLength={300}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={onGiveUp}>
          Leave it
        </ActButton>
        <ActButton type="submit" color="danger" disabled={disconnect.isRunning}>
          {meanwhile === 'close' ? 'Close it, then disconnect' : 'Disconnect'}
        </ActButton>
      </DialogActs>
    </form>
  );
}
