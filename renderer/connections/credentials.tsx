import { Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ConnectionView } from '../../src/contract/connections.ts';
import type { Failure } from '../../src/domain/failure.ts';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Card } from '../ui/card.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import { FailureWords } from '../ui/failure-words.tsx';
import { SignInFields } from './connect-fields.tsx';
import { ENVIRONMENT_WORDS } from './connection-words.ts';
import classes from './connections.module.css';
import { emptySignIn, isComplete, type SignIn, testInput } from './sign-in.ts';
import { Practice } from './connect-sign-in.tsx';

function ageSentence({ days, state }: ConnectionView['rotation']): string {
  const age = days === 0 ? 'Changed today.' : days === 1 ? 'Changed yesterday.' : `Changed ${days} days ago.`;
  if (state === 'due') return `${age} They are due: change them today.`;
  if (state === 'soon') return `${age} Due after 90 days; a good moment is now.`;
  return age;
}

/** The sign-in: where it goes, how old it is, and its change, tested before the switch. */
export function Credentials({ connection }: { readonly connection: ConnectionView }) {
  const [isOpen, setOpen] = useState(false);
  const confirm = useCommand('connections.confirmRotation');
  const { rotation } = connection;
  const keep = (which: 'new' | 'old'): void => void confirm.run({ id: connection.id, keep: which });
  return (
    <Card title="Sign-in" aside={ENVIRONMENT_WORDS[connection.environment]}>
      <p className={classes['dim']}>
        Goes to {connection.host} and nowhere else. {ageSentence(rotation)}
      </p>
      {connection.hasOldCredential ? (
        <div className={classes['shout']} data-tone="warn" style={{ marginTop: 12 }}>
          <b>The new sign-in is in use. The old one is still kept.</b>
          <p>When the new one has worked for a while, keep it and the old one is forgotten.</p>
          <div className={classes['acts']}>
            <ActButton disabled={confirm.isRunning} onClick={() => keep('new')}>
              Keep the new one
            </ActButton>
            <ActButton variant="default" disabled={confirm.isRunning} onClick={() => keep('old')}>
              Go back to the old one
            </ActButton>
          </div>
        </div>
      ) : null}
      <div className={classes['acts']} style={{ marginTop: 10 }}>
        <ActButton
          variant={connection.state === 'needs-sign-in' ? 'filled' : 'default'}
          onClick={() => setOpen(true)}
        >
          {connection.state === 'needs-sign-in' ? 'Sign in again…' : 'Change the sign-in…'}
        </ActButton>
      </div>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={`New sign-in for ${connection.name}`}
        size={720}
      >
        <RotateForm connection={connection} onDone={() => setOpen(false)} />
      </Modal>
    </Card>
  );
}

interface RotateFormProps {
  readonly connection: ConnectionView;
  readonly onDone: () => void;
}

function RotateForm({ connection, onDone }: RotateFormProps) {
  const providers = useQuery('connections.providers', {}).value?.providers ?? [];
  const provider = providers.find((one) => one.id === connection.provider);
  const test = useCommand('connections.test');
  const rotate = useCommand('connections.rotate');
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const [sign, setSign] = useState<SignIn | null>(null);
  if (!provider) return null;
  const shown: SignIn = sign ?? {
    ...emptySignIn(provider),
    environment: connection.environment,
    baseUrl: connection.baseUrl,
  };
  const submit = async (what: SignIn): Promise<void> => {
    setSign(what);
    setRefusal(null);
    const onFailure = (failure: Failure): boolean => {
      setRefusal(failure);
      return true;
    };
    const tested = await test.run(testInput(provider, what), { isQuiet: true, onFailure });
    if (!tested) return;
    if (await rotate.run({ id: connection.id, testId: tested.testId }, { onFailure })) onDone();
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isComplete(provider, shown)) void submit(shown);
  };
  return (
    <form className={classes['form']} onSubmit={onSubmit}>
      {refusal ? (
        <div className={classes['refusal']} role="alert">
          <b>Not accepted. The old sign-in stays in use.</b>
          <FailureWords failure={refusal} />
        </div>
      ) : null}
      {connection.environment === 'sandbox' ? (
        <Practice
          provider={provider}
          onUse={(what) => void submit({ ...what, environment: connection.environment })}
        />
      ) : null}
      <SignInFields provider={provider} sign={shown} onChange={setSign} isFixed />
      <p className={classes['small']}>
        It is tested first. Only then is it used; the old one is kept until you say that the new one works.
      </p>
      <DialogActs>
        <ActButton
          type="submit"
          keys="Enter"
          loading={test.isRunning || rotate.isRunning}
          disabled={!isComplete(provider, shown)}
        >
          Test it and switch
        </ActButton>
      </DialogActs>
    </form>
  );
}
