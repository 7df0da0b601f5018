import { PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import classes from './channels.module.css';

/** Where the feed addresses are kept, when that is not simply the computer's keychain. */
export function SecretsNote() {
  const info = useQuery('host.info', {}).value;
  if (!info) return null;
  const { secrets } = info;
  if (secrets.isLocked)
    return (
      <section className={classes['note']} data-tone="warn" aria-label="Sealed addresses">
        <h2>The calendar addresses are sealed</h2>
        <p>
          {secrets.note ??
            'Until they are opened with the passphrase, no calendar can be read. Nothing is lost.'}
        </p>
        <PassphraseForm name="host.unlock" act="Open them" />
      </section>
    );
  // the demo's addresses mean nothing tomorrow
  if (secrets.kind !== 'memory' || info.hotel === 'demo') return null;
  return (
    <section className={classes['note']} data-tone="warn" aria-label="Addresses kept for this run only">
      <h2>Calendar addresses are kept for this run only</h2>
      <p>
        {secrets.note ??
          'The addresses of your calendars are kept in memory only: after the next start you would have to paste them again.'}
      </p>
      <PassphraseForm name="host.seal" act="Keep them sealed with a passphrase" />
    </section>
  );
}

interface PassphraseFormProps {
  readonly name: 'host.unlock' | 'host.seal';
  readonly act: string;
}

function PassphraseForm({ name, act }: PassphraseFormProps) {
  const command = useCommand(name);
  const [passphrase, setPassphrase] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setRefusal(null);
    const done = await command.run(
      { passphrase },
      {
        onFailure: (failure) => {
          setRefusal(failure.message);
          return true;
        },
      },
    );
    if (done) setPassphrase('');
  };
  return (
    <form className={classes['noteActs']} onSubmit={(event) => void submit(event)}>
      <PasswordInput
        w={300}
        label="Passphrase"
        autoComplete="off"
        value={passphrase}
        error={refusal}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <ActButton type="submit" disabled={passphrase === '' || command.isRunning}>
        {act}
      </ActButton>
    </form>
  );
}
