import type { FormEvent } from 'react';
import type { ProviderView } from '../../src/contract/connections.ts';
import type { Failure } from '../../src/domain/failure.ts';
import { client } from '../core/transport.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import { FailureWords } from '../ui/failure-words.tsx';
import { SignInFields } from './connect-fields.tsx';
import classes from './connections.module.css';
import { isComplete, type SignIn } from './sign-in.ts';

interface SignInStepProps {
  readonly provider: ProviderView;
  readonly sign: SignIn;
  readonly refusal: Failure | null;
  readonly onChange: (sign: SignIn) => void;
  readonly onTest: (sign: SignIn) => void;
  readonly onBack: () => void;
}

/** The form of one provider. In the demo hotel, the practice code is one click away. */
export function SignInStep({ provider, sign, refusal, onChange, onTest, onBack }: SignInStepProps) {
  const isDemo = usePractice(provider) !== null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isComplete(provider, sign)) onTest(sign);
  };
  return (
    <form className={classes['form']} onSubmit={submit}>
      {refusal ? (
        <div className={classes['refusal']} role="alert">
          <b>The sign-in was not accepted. Nothing was kept.</b>
          <FailureWords failure={refusal} />
        </div>
      ) : null}
      <Practice provider={provider} onUse={onTest} />
      <SignInFields
        provider={provider}
        sign={sign}
        onChange={onChange}
        isSecond={isDemo && refusal === null}
      />
      <DialogActs>
        <ActButton variant="default" onClick={onBack}>
          Back
        </ActButton>
        <ActButton type="submit" keys="Enter" disabled={!isComplete(provider, sign)}>
          Test the sign-in
        </ActButton>
      </DialogActs>
    </form>
  );
}

/** Where the simulated channel manager answers, and its code; null for other channels and in a hotel of one's own. */
function usePractice(provider: ProviderView) {
  const sandbox = useQuery('sandbox.read', {}).value;
  return provider.id === 'beds24' ? (sandbox?.beds24 ?? null) : null;
}

interface PracticeProps {
  readonly provider: ProviderView;
  readonly onUse: (sign: SignIn) => void;
}

/** The simulated channel manager of the demo hotel: its address and code, filled in and tested at once. */
export function Practice({ provider, onUse }: PracticeProps) {
  const practice = usePractice(provider);
  const first = provider.fields.find((field) => !field.isOptional) ?? provider.fields[0];
  if (!practice || !first) return null;
  // a code is good once, and each reading brings a new one: what stands in the cache may be used up
  const use = async (): Promise<void> => {
    const fresh = await client.call('sandbox.read', {}).catch(() => undefined);
    const { baseUrl, inviteCode } = fresh?.beds24 ?? practice;
    onUse({ environment: 'sandbox', baseUrl, fields: { [first.name]: inviteCode } });
  };
  return (
    <div className={classes['practice']}>
      <span>
        <b>This is the demo hotel.</b> A simulated Beds24 with a few bookings waits here to practise on.
      </span>
      <ActButton autoFocus flex="none" onClick={() => void use()}>
        Use the practice code
      </ActButton>
    </div>
  );
}
