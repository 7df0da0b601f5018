import { PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import type { ProviderView } from '../../src/contract/connections.ts';
import classes from './connections.module.css';
import { fieldProblem, knownAddress, type SignIn } from './sign-in.ts';

interface SignInFieldsProps {
  readonly provider: ProviderView;
  readonly sign: SignIn;
  readonly onChange: (sign: SignIn) => void;
  /** The connection's own, where its credentials are changed: it can not move elsewhere. */
  readonly isFixed?: boolean;
  /** Something above the fields takes the focus. */
  readonly isSecond?: boolean;
}

/** Environment, where the code is found, and the fields of one provider. */
export function SignInFields({
  provider,
  sign,
  onChange,
  isFixed = false,
  isSecond = false,
}: SignInFieldsProps) {
  // where none is needed by itself, one of them is enough
  const isEither = provider.fields.length > 1 && provider.fields.every((field) => field.isOptional);
  const setField = (name: string, value: string): void =>
    onChange({ ...sign, fields: { ...sign.fields, [name]: value } });
  return (
    <>
      {isFixed ? null : <EnvironmentChoice provider={provider} sign={sign} onChange={onChange} />}
      <WhereToFind provider={provider} />
      {!isFixed && knownAddress(provider, sign) === null ? (
        <TextInput
          label="Address of the API"
          placeholder="https://…"
          description="Whoever runs this practice system tells you."
          value={sign.baseUrl}
          maxLength={300}
          onChange={(event) => onChange({ ...sign, baseUrl: event.currentTarget.value })}
        />
      ) : null}
      {isEither ? <p className={classes['small']}>One of these is enough.</p> : null}
      {provider.fields.map((field, index) => {
        const value = sign.fields[field.name] ?? '';
        const shared = {
          label: field.isOptional && !isEither ? `${field.label} (if there is one)` : field.label,
          description: field.help === '' ? undefined : field.help,
          value,
          maxLength: 4000,
          autoComplete: 'off',
          error: fieldProblem(field, value.trim()),
          autoFocus: index === 0 && !isSecond,
          onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
            setField(field.name, event.currentTarget.value),
        };
        return field.isSecret ? (
          <PasswordInput key={field.name} {...shared} />
        ) : (
          <TextInput key={field.name} {...shared} />
        );
      })}
    </>
  );
}

function EnvironmentChoice({ provider, sign, onChange }: SignInFieldsProps) {
  if (provider.environments.length < 2) return null;
  return (
    <div>
      <SegmentedControl
        fullWidth
        aria-label="Which account"
        value={sign.environment}
        onChange={(value) =>
          onChange({ ...sign, baseUrl: '', environment: value === 'sandbox' ? 'sandbox' : 'production' })
        }
        data={provider.environments.map(({ environment }) => ({
          value: environment,
          label: environment === 'sandbox' ? 'Sandbox: to practise' : 'Live: real guests',
        }))}
      />
      <p className={classes['small']}>
        The two never meet: their sign-ins are kept apart, and each is sent to its own host only.
      </p>
    </div>
  );
}

function WhereToFind({ provider }: { readonly provider: ProviderView }) {
  if (provider.whereToFind.length === 0) return null;
  return (
    <section className={classes['where']} aria-label="Where to find it">
      <h3>Where to find it</h3>
      <ol>
        {provider.whereToFind.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {provider.documents.map(({ title, href }) => (
        <p key={href}>
          {title}:{' '}
          <a href={href} target="_blank" rel="noreferrer">
            {new URL(href).host}
          </a>
        </p>
      ))}
    </section>
  );
}
