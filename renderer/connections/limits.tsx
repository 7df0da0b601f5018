import { NumberInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ConnectionView } from '../../src/contract/connections.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Card } from '../ui/card.tsx';
import classes from './connections.module.css';

/** Explained below, so that the two fields stand in line however long that is. */
const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** Name, when it closes, how far ahead it is told. */
export function Limits({ connection }: { readonly connection: ConnectionView }) {
  const change = useCommand('connections.change');
  const [name, setName] = useState(connection.name);
  const [closeAtLeft, setClose] = useState(connection.closeAtLeft);
  const [horizonDays, setHorizon] = useState(connection.horizonDays);
  const isSame =
    name.trim() === connection.name &&
    closeAtLeft === connection.closeAtLeft &&
    horizonDays === connection.horizonDays;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void change.run({ id: connection.id, name: name.trim(), closeAtLeft, horizonDays });
  };
  return (
    <Card title="Name and limits">
      <form className={classes['form']} onSubmit={submit}>
        <TextInput
          label="Name"
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={classes['pair']}>
          <NumberInput
            label="Closes at … left"
            inputWrapperOrder={ORDER}
            description="0 sells to the last unit. 1 keeps the last one back, for a channel that is slow."
            min={0}
            max={50}
            allowDecimal={false}
            value={closeAtLeft}
            onChange={(value) => setClose(Number(value) || 0)}
          />
          <NumberInput
            label="Told so many nights ahead"
            inputWrapperOrder={ORDER}
            description="Nights beyond are left as they are there."
            min={1}
            max={730}
            allowDecimal={false}
            value={horizonDays}
            onChange={(value) => setHorizon(Number(value) || connection.horizonDays)}
          />
        </div>
        {isSame ? null : (
          <div className={classes['acts']}>
            <ActButton type="submit" disabled={name.trim() === '' || change.isRunning}>
              Save
            </ActButton>
          </div>
        )}
      </form>
    </Card>
  );
}
