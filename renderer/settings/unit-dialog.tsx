import { Modal, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { PropertyView } from '../../src/contract/property.ts';
import { useCommand } from '../core/use-command.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import classes from './settings.module.css';

type RoomTypes = PropertyView['roomTypes'];
type Unit = RoomTypes[number]['units'][number];

interface UnitDialogProps {
  readonly unit: Unit | null;
  readonly roomTypeId: number;
  readonly roomTypes: readonly RoomTypes[number][];
  readonly onClose: () => void;
}

/** Changes a unit: the number on the door, a note, or which room type it is sold as. */
export function UnitDialog({ unit, ...rest }: UnitDialogProps) {
  return (
    <Modal opened={unit !== null} onClose={rest.onClose} title={unit ? `Unit ${unit.name}` : ''}>
      {unit ? <UnitForm key={unit.id} unit={unit} {...rest} /> : null}
    </Modal>
  );
}

function UnitForm({ unit, roomTypeId, roomTypes, onClose }: UnitDialogProps & { readonly unit: Unit }) {
  const save = useCommand('units.save');
  const remove = useCommand('units.remove');
  const [name, setName] = useState(unit.name);
  const [note, setNote] = useState(unit.note);
  const [typeId, setTypeId] = useState(roomTypeId);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const moved = typeId === roomTypeId ? {} : { roomTypeId: typeId };
    if (await save.run({ id: unit.id, name: name.trim(), note: note.trim(), ...moved })) onClose();
  };
  const takeAway = async (): Promise<void> => {
    if (await remove.run({ id: unit.id })) onClose();
  };
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      <TextInput
        data-autofocus
        label="Number or name on the door"
        value={name}
        maxLength={20}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label="Note"
        description="Stands beside the number on the calendar: sea view, ground floor …"
        value={note}
        maxLength={60}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <NativeSelect
        label="Room type"
        value={String(typeId)}
        onChange={(event) => setTypeId(Number(event.currentTarget.value))}
        data={roomTypes.map((type) => ({ value: String(type.id), label: type.name }))}
      />
      {unit.stays > 0 ? (
        <p className={classes['small']}>It holds {count(unit.stays, 'stay')}, so it can not be removed.</p>
      ) : null}
      <DialogActs>
        <ActButton
          variant="default"
          disabled={unit.stays > 0 || remove.isRunning}
          onClick={() => void takeAway()}
        >
          Remove
        </ActButton>
        <ActButton variant="default" keys="Esc" onClick={onClose}>
          Leave it
        </ActButton>
        <ActButton type="submit" keys="Enter" disabled={name.trim() === '' || save.isRunning}>
          Save
        </ActButton>
      </DialogActs>
    </form>
  );
}
