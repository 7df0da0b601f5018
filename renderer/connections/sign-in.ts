import type { ProviderView } from '../../src/contract/connections.ts';
import type { Environment } from '../../src/domain/connection.ts';

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

/** Where the provider itself says where its API is; null where the person must. */
export const knownAddress = (provider: ProviderView, sign: SignIn): string | null =>
  provider.environments.find((one) => one.environment === sign.environment)?.baseUrl ?? null;

/** What is wrong with one field as it is typed; null where nothing is. */
export function fieldProblem(field: ProviderView['fields'][number], value: string): string | null {
  if (value === '' || field.pattern === '') return null;
  return new RegExp(`^(?:${field.pattern})$`).test(value)
    ? null
    : `This does not look like ${field.label.toLowerCase()}.`;
}

/** True where everything needed is there and looks right. */
export function isComplete(provider: ProviderView, sign: SignIn): boolean {
  const hasAddress = knownAddress(provider, sign) !== null || sign.baseUrl.trim() !== '';
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

/** What is sent to be tested: nothing empty, nothing with blanks around it. */
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
