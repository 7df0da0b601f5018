import { expect, test } from 'vitest';
import type { ProviderView } from '../../src/contract/connections.ts';
import { emptySignIn, fieldProblem, isComplete, testInput } from './sign-in.ts';

const field = (name: string, isOptional: boolean) => ({
  name,
  label: 'Invite code',
  help: '',
  isSecret: true,
  pattern: '[a-z0-9]{6,20}',
  isOptional,
});
const provider: ProviderView = {
  id: 'beds24',
  name: 'Beds24',
  channel: 'beds24',
  environments: [
    { environment: 'production', baseUrl: 'https://api.example/v2' },
    { environment: 'sandbox', baseUrl: null },
  ],
  fields: [field('code', true), field('token', true)],
  whereToFind: [],
  documents: [],
};
const live = { environment: 'production', baseUrl: '', fields: {} } as const;

test('begins with the live account, and in the demo hotel with the sandbox', () => {
  expect(emptySignIn(provider).environment).toBe('production');
  expect(emptySignIn(provider, true).environment).toBe('sandbox');
});

test('is complete with one of several fields, in its whole form', () => {
  expect(isComplete(provider, live)).toBe(false);
  expect(isComplete(provider, { ...live, fields: { code: 'abc123' } })).toBe(true);
  expect(isComplete(provider, { ...live, fields: { code: 'abc123 with more' } })).toBe(false);
  expect(isComplete({ ...provider, fields: [field('code', false)] }, { ...live, fields: { code: '' } })).toBe(
    false,
  );
});

test('needs an address where the provider has none', () => {
  const sandbox = { ...live, environment: 'sandbox', fields: { code: 'abc123' } } as const;
  expect(isComplete(provider, sandbox)).toBe(false);
  expect(isComplete(provider, { ...sandbox, baseUrl: 'http://127.0.0.1:4024/v2' })).toBe(true);
});

test('says nothing of an empty field, and plainly what is wrong with another', () => {
  const [code] = provider.fields;
  expect(code && fieldProblem(code, '')).toBeNull();
  expect(code && fieldProblem(code, 'NO')).toBe('This does not look like invite code.');
});

test('sends what was typed without blanks, and nothing empty', () => {
  expect(testInput(provider, { ...live, fields: { code: ' abc123 ', token: ' ' } })).toEqual({
    provider: 'beds24',
    environment: 'production',
    fields: { code: 'abc123' },
  });
});
