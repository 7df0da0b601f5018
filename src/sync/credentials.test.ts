import { expect, it } from 'vitest';
import { createMemorySecrets } from '../host/secrets/memory.ts';
import { keepCredential, readCredential, readWebhookSecret, webhookSecretOf } from './credentials.ts';

const UUID = '7c9a2f0e-1111-4222-8333-944455556666';

it('keeps the credentials of both environments under names that never meet', async () => {
  const secrets = createMemorySecrets();
  const real = await keepCredential(secrets, 'production', UUID, { refreshToken: 'real' });
  const practice = await keepCredential(secrets, 'sandbox', UUID, { refreshToken: 'practice' });
  expect(real).not.toBe(practice);
  expect(await readCredential(secrets, real, 'production')).toEqual({ refreshToken: 'real' });
  await expect(readCredential(secrets, real, 'sandbox')).rejects.toThrow(/another environment/);
  await expect(readCredential(secrets, practice, 'production')).rejects.toThrow(/another environment/);
});

it('answers nothing where nothing is kept, and refuses what is not readable', async () => {
  const secrets = createMemorySecrets();
  expect(await readCredential(secrets, `connection:sandbox:${UUID}`, 'sandbox')).toBeUndefined();
  for (const text of ['{', '[]', '"x"', '{"a":1}', 'null']) {
    await secrets.set(`connection:sandbox:${UUID}`, text);
    await expect(readCredential(secrets, `connection:sandbox:${UUID}`, 'sandbox')).rejects.toThrow(/Sign in/);
  }
});

it('chooses the secret of deliveries once, for each environment its own', async () => {
  const secrets = createMemorySecrets();
  let made = 0;
  const make = () => `secret-${(made += 1)}`;
  expect(await readWebhookSecret(secrets, 'sandbox', 1)).toBeUndefined();
  expect(await webhookSecretOf(secrets, 'sandbox', 1, make)).toBe('secret-1');
  expect(await webhookSecretOf(secrets, 'sandbox', 1, make)).toBe('secret-1');
  expect(await webhookSecretOf(secrets, 'production', 1, make)).toBe('secret-2');
  expect(await readWebhookSecret(secrets, 'sandbox', 1)).toBe('secret-1');
});
