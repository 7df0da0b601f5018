import { Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { currencies, zones } from '../core/places.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import classes from './settings.module.css';

interface PropertyFormProps {
  readonly name: string;
  readonly zone: string;
  readonly currency: string;
  readonly act: string;
  readonly onSaved?: () => void;
  /** No notice where the next step says enough. */
  readonly isQuiet?: boolean;
}

const ZONES = zones();
const CURRENCIES = currencies();

/** The hotel's name, time zone and currency. */
export function PropertyForm({ act, onSaved, isQuiet = false, ...saved }: PropertyFormProps) {
  const save = useCommand('property.save');
  const [name, setName] = useState(saved.name);
  const [zone, setZone] = useState(saved.zone);
  const [currency, setCurrency] = useState(saved.currency);
  const isSame = name === saved.name && zone === saved.zone && currency === saved.currency;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await save.run({ name: name.trim(), zone, currency }, { isQuiet })) onSaved?.();
  };
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      <TextInput
        autoFocus={onSaved !== undefined}
        label="Name of the hotel"
        value={name}
        maxLength={80}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={classes['pair']}>
        <Select
          searchable
          label="Time zone"
          description="Nights follow the hotel’s clock."
          value={zone}
          data={ZONES.includes(zone) ? [...ZONES] : [zone, ...ZONES]}
          limit={80}
          allowDeselect={false}
          onChange={(value) => setZone(value ?? zone)}
        />
        <Select
          searchable
          label="Currency"
          description="Prices are kept in it."
          value={currency}
          data={CURRENCIES}
          limit={80}
          allowDeselect={false}
          onChange={(value) => setCurrency(value ?? currency)}
        />
      </div>
      <div className={classes['acts']}>
        <ActButton
          type="submit"
          disabled={name.trim() === '' || (isSame && onSaved === undefined) || save.isRunning}
        >
          {act}
        </ActButton>
      </div>
    </form>
  );
}
