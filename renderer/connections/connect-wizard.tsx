import { Modal } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ConnectionTest, ProviderView } from '../../src/contract/connections.ts';
import type { Failure } from '../../src/domain/failure.ts';
import { useKeys } from '../core/keys.ts';
import { go } from '../core/route.ts';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { Answered } from '../ui/answers.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { KeyCap } from '../ui/key-cap.tsx';

import { PropertyStep } from './connect-property.tsx';
import { SignInStep } from './connect-sign-in.tsx';
import classes from './connections.module.css';
import { emptySignIn, type SignIn, testInput } from './sign-in.ts';
import { Testing } from './testing.tsx';

interface ConnectWizardProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const STEPS = ['Channel', 'Sign-in', 'Property and name', 'Rooms'] as const;

/** Channel, sign-in (tested before anything is kept), property and name; then its page, where the rooms are linked. */
export function ConnectWizard({ isOpen, onClose }: ConnectWizardProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Connect a channel" size={720}>
      <Steps onClose={onClose} />
    </Modal>
  );
}

function Progress({ at }: { readonly at: number }) {
  return (
    <ol className={classes['steps']} aria-label="Steps">
      {STEPS.map((step, index) => (
        <li key={step} data-done={index < at || undefined} aria-current={index === at ? 'step' : undefined}>
          {index < at ? '✓' : `${index + 1}`} {step}
        </li>
      ))}
    </ol>
  );
}

function Steps({ onClose }: { readonly onClose: () => void }) {
  const providers = useQuery('connections.providers', {});
  const isDemo = useQuery('host.info', {}).value?.hotel === 'demo';
  const [provider, setProvider] = useState<ProviderView | null>(null);
  const [sign, setSign] = useState<SignIn | null>(null);
  const [tested, setTested] = useState<ConnectionTest | null>(null);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const command = useCommand('connections.test');
  const attempt = useRef(0);
  const choose = (chosen: ProviderView): void => {
    setProvider(chosen);
    setSign(emptySignIn(chosen, isDemo));
    setRefusal(null);
  };
  const test = async (chosen: ProviderView, what: SignIn): Promise<void> => {
    const mine = ++attempt.current;
    setSign(what);
    setRefusal(null);
    const answer = await command.run(testInput(chosen, what), {
      isQuiet: true,
      onFailure: (failure) => {
        if (mine === attempt.current) setRefusal(failure);
        return true;
      },
    });
    if (answer && mine === attempt.current) setTested(answer);
  };
  if (tested && provider)
    return (
      <>
        <Progress at={2} />
        <PropertyStep
          test={tested}
          providerName={provider.name}
          onBack={() => setTested(null)}
          onAdded={(id) => {
            onClose();
            go('connections', id);
          }}
        />
      </>
    );
  if (command.isRunning && sign)
    return (
      <>
        <Progress at={1} />
        <Testing onGiveUp={() => (attempt.current += 1)} onClose={onClose} />
      </>
    );
  if (provider && sign)
    return (
      <>
        <Progress at={1} />
        <SignInStep
          provider={provider}
          sign={sign}
          refusal={refusal}
          onChange={setSign}
          onBack={() => setProvider(null)}
          onTest={(what) => void test(provider, what)}
        />
      </>
    );
  return (
    <>
      <Progress at={0} />
      <Answered of={providers} lines={3}>
        {(value) => <ProviderStep providers={value.providers} onChoose={choose} />}
      </Answered>
    </>
  );
}

interface ProviderStepProps {
  readonly providers: readonly ProviderView[];
  readonly onChoose: (provider: ProviderView) => void;
}

function ProviderStep({ providers, onChoose }: ProviderStepProps) {
  const part = useRef<HTMLDivElement>(null);
  useKeys(
    'Connect a channel',
    providers.slice(0, 9).map((provider, index) => ({
      keys: String(index + 1),
      says: provider.name,
      run: () => onChoose(provider),
    })),
    part,
  );
  return (
    <div ref={part} className={classes['choices']}>
      {providers.map((provider, index) => (
        <button
          key={provider.id}
          type="button"
          className={classes['choice']}
          autoFocus={index === 0}
          aria-keyshortcuts={index < 9 ? String(index + 1) : undefined}
          onClick={() => onChoose(provider)}
        >
          <ChannelMark channel={provider.channel} size="large" />
          <span>
            <b>{provider.name}</b>
            <small>Bookings come in by themselves; closed nights and prices go out by themselves.</small>
          </span>
          {index < 9 ? <KeyCap keys={String(index + 1)} /> : null}
        </button>
      ))}
      <p className={classes['small']}>
        Your channel is not here? Its calendar address works too: “Add a calendar” on this screen.
      </p>
    </div>
  );
}
