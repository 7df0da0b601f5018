import { PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import type { ProviderView } from '../../src/contract/connections.ts';
import type { Environment } from '../../src/domain/connection.ts';
import classes from './connections.module.css';

/** What is typed to sign in, before it is tested. */
export interface SignIn {
  readonly environment: Environment;
  readonly baseUrl: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The demo hotel begins with the sandbox: nobody should connect real guests to it by a slip. */
export const emptySignIn = (provider: ProviderView, isDemo = false): SignIn => ({
  environment:
    (isDemo && provider.environments.some(({ environment }) => environment === 'sandbox')
      ? 'sandbox'
      : provider.environments[0]?.environment) ?? 'production',
  baseUrl: '',
  fields: {},
});

const known = (provider: ProviderView, sign: SignIn): string | null =>
  provider.environments.find((one) => one.environment === sign.environment)?.baseUrl ?? null;

/** What is wrong with one field as it is typed; null where nothing is. */
function fieldProblem(field: ProviderView['fields'][number], value: string): string | null {
  if (value === '' || field.pattern === '') return null;
  return new RegExp(field.pattern).test(value)
    ? null
    : `This does not look like ${field.label.toLowerCase()}.`;
}

/** True where everything needed is there and looks right. */
export function isComplete(provider: ProviderView, sign: SignIn): boolean {
  const hasAddress = known(provider, sign) !== null || sign.baseUrl.trim() !== '';
  const isAnyGiven = provider.fields.some((field) => (sign.fields[field.name] ?? '').trim() !== '');
  return (
    hasAddress &&
    isAnyGiven &&
    provider.fields.every((field) => {
      const value = (sign.fields[field.name] ?? '').trim();
      return value === '' ? field.isOptional : fieldProblem(field, value) === null;
    })
  );
}

export const testInput = (provider: ProviderView, sign: SignIn) => ({
  provider: provider.id,
  environment: sign.environment,
  fields: Object.fromEntries(
    Object.entries(sign.fields)
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(([, value]) => value !== ''),
  ),
  ...(sign.baseUrl.trim() === '' ? {} : { baseUrl: sign.baseUrl.trim() }),
});

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
      {!isFixed && known(provider, sign) === null ? (
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
