import { Modal, NumberInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { PropertyView } from '../../src/contract/property.ts';
import { unitNames } from '../core/unit-names.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import classes from './settings.module.css';

type RoomType = PropertyView['roomTypes'][number];

interface RoomTypeDialogProps {
  readonly type: RoomType | null;
  readonly onClose: () => void;
}

/** Changes a room type and adds units to it. */
export function RoomTypeDialog({ type, onClose }: RoomTypeDialogProps) {
  return (
    <Modal opened={type !== null} onClose={onClose} title={type?.name ?? ''}>
      {type ? <RoomTypeForm key={type.id} type={type} onClose={onClose} /> : null}
    </Modal>
  );
}

function RoomTypeForm({ type, onClose }: { readonly type: RoomType; readonly onClose: () => void }) {
  const save = useCommand('roomTypes.save');
  const [name, setName] = useState(type.name);
  const [sleeps, setSleeps] = useState(type.sleeps);
  const [units, setUnits] = useState('');
  const addUnits = unitNames(units);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (addUnits && (await save.run({ id: type.id, name: name.trim(), sleeps, addUnits }))) onClose();
  };
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      <TextInput
        data-autofocus
        label="Name"
        value={name}
        maxLength={80}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NumberInput
        label="Sleeps"
        min={1}
        max={30}
        allowDecimal={false}
        value={sleeps}
        onChange={(value) => setSleeps(Number(value) || 1)}
      />
      <TextInput
        label="Add units"
        placeholder="207-210"
        value={units}
        error={addUnits ? null : 'This range runs backwards or is too long.'}
        onChange={(event) => setUnits(event.currentTarget.value)}
      />
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={onClose}>
          Leave it
        </ActButton>
        <ActButton type="submit" keys="Enter" disabled={name.trim() === '' || !addUnits || save.isRunning}>
          Save
        </ActButton>
      </DialogActs>
    </form>
  );
}
