import { expect, it } from 'vitest';
import { createMemorySecrets } from './memory.ts';
import { withLent } from './lent.ts';

it('puts what is lent before what is kept, and keeps it nowhere', async () => {
  const store = createMemorySecrets();
  await store.set('kept', 'old');
  const secrets = withLent({
    store,
    state: () => ({ kind: 'memory', isLocked: false, note: null }),
    unlock: () => Promise.resolve(),
    seal: () => Promise.resolve(),
  });
  secrets.lend?.('kept', 'lent');
  secrets.lend?.('other', 'lent too');
  expect([await secrets.store.get('kept'), await secrets.store.get('other')]).toEqual(['lent', 'lent too']);
  expect([await store.get('kept'), await store.get('other')]).toEqual(['old', undefined]);
  expect(await secrets.store.keys()).toEqual(['kept', 'other']);
  await secrets.store.set('kept', 'new');
  expect(await secrets.store.get('kept')).toBe('new');
  await secrets.store.delete('other');
  expect(await secrets.store.get('other')).toBeUndefined();
});
