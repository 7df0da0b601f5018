import { PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { againProblem } from './again-problem.ts';
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
  const [again, setAgain] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const isNew = name === 'host.seal';
  const problem = isNew ? againProblem(passphrase, again, isTried) : null;
  const isFilled = passphrase !== '' && (!isNew || again !== '');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (!isFilled || command.isRunning || (isNew && passphrase !== again)) return;
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
    if (!done) return;
    setPassphrase('');
    setAgain('');
    setTried(false);
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
      {isNew ? (
        <PasswordInput
          w={300}
          label="The same once more"
          autoComplete="off"
          value={again}
          error={problem}
          onChange={(event) => {
            setAgain(event.currentTarget.value);
            setTried(false);
          }}
        />
      ) : null}
      <ActButton type="submit" disabled={!isFilled || command.isRunning}>
        {act}
      </ActButton>
    </form>
  );
}
