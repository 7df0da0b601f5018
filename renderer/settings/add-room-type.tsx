import { NumberInput, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { unitNames } from '../core/unit-names.ts';
import { useCommand } from '../core/use-command.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import classes from './settings.module.css';

/** A room type with all its units in one line: "Standard double", 2, "201-206". */
export function AddRoomType({ isFirst = false }: { readonly isFirst?: boolean }) {
  const save = useCommand('roomTypes.save');
  const first = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [sleeps, setSleeps] = useState(2);
  const [units, setUnits] = useState('');
  const addUnits = unitNames(units);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!addUnits || name.trim() === '') return;
    if (!(await save.run({ name: name.trim(), sleeps, addUnits }, { isQuiet: isFirst }))) return;
    setName('');
    setUnits('');
    first.current?.focus();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div className={classes['adder']}>
        <TextInput
          ref={first}
          autoFocus={isFirst}
          label="Room type"
          placeholder="Standard double"
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
          label="Units"
          placeholder="201-206, 208"
          value={units}
          onChange={(event) => setUnits(event.currentTarget.value)}
        />
        <ActButton type="submit" disabled={name.trim() === '' || !addUnits || save.isRunning}>
          Add
        </ActButton>
      </div>
      <p className={classes['small']} aria-live="polite">
        {addUnits === undefined
          ? 'This range runs backwards or is too long.'
          : addUnits.length === 0
            ? 'Units are the numbers on the doors. 201-206 makes six of them.'
            : `${count(addUnits.length, 'unit')}: ${addUnits.slice(0, 12).join(', ')}${addUnits.length > 12 ? ' …' : ''}`}
      </p>
    </form>
  );
}
