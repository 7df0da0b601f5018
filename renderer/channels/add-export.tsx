import { Modal, NativeSelect } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Channel, CHANNELS, channelName } from '../../src/domain/channel.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import { type PlaceChoice, PlaceSelect } from '../ui/place-select.tsx';
import classes from './channels.module.css';

interface AddExportDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const TARGETS = CHANNELS.filter((channel) => channel !== 'direct');

/** One private calendar of a unit or room type for one channel. */
export function AddExportDialog({ isOpen, onClose }: AddExportDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Add a calendar out">
      <AddExportForm onClose={onClose} />
    </Modal>
  );
}

function AddExportForm({ onClose }: { readonly onClose: () => void }) {
  const add = useCommand('exports.add');
  const [channel, setChannel] = useState<Channel>('airbnb');
  const [place, setPlace] = useState<PlaceChoice | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (place && (await add.run({ channel, ...place }))) onClose();
  };
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      <PlaceSelect label="Calendar of" value={place} onChange={setPlace} />
      <NativeSelect
        label="For which channel"
        description="What came from this channel is left out, so that it never reads its own bookings back."
        value={channel}
        onChange={(event) => setChannel(TARGETS.find((one) => one === event.currentTarget.value) ?? 'other')}
        data={TARGETS.map((one) => ({ value: one, label: channelName(one) }))}
      />
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={onClose}>
          Leave it
        </ActButton>
        <ActButton type="submit" keys="Enter" disabled={place === null || add.isRunning}>
          Add it
        </ActButton>
      </DialogActs>
    </form>
  );
}
