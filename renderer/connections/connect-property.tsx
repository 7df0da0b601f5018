import { Radio, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ConnectionTest } from '../../src/contract/connections.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import classes from './connections.module.css';

interface PropertyStepProps {
  readonly test: ConnectionTest;
  readonly providerName: string;
  readonly onBack: () => void;
  readonly onAdded: (id: number) => void;
}

/** Which property of the account this hotel is, and what staff call the connection. */
export function PropertyStep({ test, providerName, onBack, onAdded }: PropertyStepProps) {
  const hotel = useHotel();
  const add = useCommand('connections.add');
  const [externalPropertyId, setProperty] = useState(
    test.properties.find(({ connectedId }) => connectedId === null)?.externalId ?? '',
  );
  const [name, setName] = useState(providerName);
  const chosen = test.properties.find((one) => one.externalId === externalPropertyId);
  const isOtherMoney = chosen !== undefined && chosen.currency !== '' && chosen.currency !== hotel.currency;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const done = await add.run({ testId: test.testId, externalPropertyId, name: name.trim() });
    if (done) onAdded(done.id);
  };
  if (test.properties.length === 0)
    return (
      <div className={classes['form']}>
        <p>
          The sign-in works, but no property is visible with it. Make a new code and choose there which
          properties it may see.
        </p>
        <DialogActs>
          <ActButton onClick={onBack}>Back</ActButton>
        </DialogActs>
      </div>
    );
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      <p role="status">
        <b>The sign-in works.</b> {hotel.name} is which property there?
      </p>
      <Radio.Group aria-label="Property" value={externalPropertyId} onChange={setProperty}>
        <div className={classes['choices']}>
          {test.properties.map(({ externalId, name: title, currency, zone, connectedId, connectedWords }) => (
            <Radio
              key={externalId}
              value={externalId}
              label={title}
              disabled={connectedId !== null}
              description={
                connectedWords ||
                [currency, zone, `number ${externalId}`].filter((part) => part !== '').join(' · ')
              }
            />
          ))}
        </div>
      </Radio.Group>
      {isOtherMoney ? (
        <p className={classes['warning']}>
          Prices there are in {chosen.currency}, here in {hotel.currency}. Bookings come in, but no price is
          told until both agree.
        </p>
      ) : null}
      {test.missing.length === 0 ? null : (
        <div className={classes['refusal']}>
          <b>This sign-in may not do everything</b>
          <ul>
            {test.missing.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p className={classes['small']}>You can go on, or go back and make a code that may.</p>
        </div>
      )}
      <TextInput
        label="What you call it"
        value={name}
        maxLength={80}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <p className={classes['small']}>
        Bellhop begins to read it. Nothing is told to it until you say so on its page.
      </p>
      <DialogActs>
        <ActButton variant="default" onClick={onBack}>
          Back
        </ActButton>
        <ActButton
          type="submit"
          keys="Enter"
          autoFocus
          loading={add.isRunning}
          disabled={name.trim() === '' || externalPropertyId === ''}
        >
          Connect, then link the rooms
        </ActButton>
      </DialogActs>
    </form>
  );
}
