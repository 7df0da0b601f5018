import { scryptSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { pinHasher } from './pin-hasher.ts';

it('knows the right PIN, and no other', async () => {
  const hash = await pinHasher.hash('482913');
  expect(await pinHasher.verify('482913', hash)).toBe(true);
  for (const wrong of ['482914', '4829130', '']) expect(await pinHasher.verify(wrong, hash)).toBe(false);
});

it('salts: one PIN never looks alike twice, and is not in the text', async () => {
  const [one, other] = await Promise.all([pinHasher.hash('482913'), pinHasher.hash('482913')]);
  expect(one).not.toBe(other);
  expect(await pinHasher.verify('482913', other)).toBe(true);
  expect(one).not.toContain('482913');
});

it('says how it was made, and is made as slow as it says', async () => {
  const text = await pinHasher.hash('7093');
  const [kind, cost, blocks, parallel, salt = '', hash = ''] = text.split('$');
  expect([kind, cost, blocks, parallel]).toEqual(['scrypt', '15', '8', '1']);
  const saltBytes = Buffer.from(salt, 'base64url');
  expect(saltBytes.length).toBe(16);
  const again = scryptSync('7093', saltBytes, 32, { N: 32_768, r: 8, p: 1, maxmem: 80_000_000 });
  expect(again.toString('base64url')).toBe(hash);
});

it('takes what was made dearer, and nothing that was made cheaper', async () => {
  const salt = Buffer.alloc(16, 7);
  const made = (cost: number): string => {
    const hash = scryptSync('7093', salt, 32, { N: 2 ** cost, r: 8, p: 1, maxmem: 300_000_000 });
    return `scrypt$${cost}$8$1$${salt.toString('base64url')}$${hash.toString('base64url')}`;
  };
  expect(await pinHasher.verify('7093', made(16))).toBe(true);
  expect(await pinHasher.verify('7093', made(10))).toBe(false);
});

let kept: Promise<string> | undefined;
/** Made once: it is slow on purpose. */
const keptHash = (): Promise<string> => (kept ??= pinHasher.hash('7093'));

it.each([
  ['nothing', () => ''],
  ['another kind', (text: string) => text.replace('scrypt', 'bcrypt')],
  ['a hash that was cut', (text: string) => text.slice(0, -8)],
  ['a hash that was changed', (text: string) => text.slice(0, -6) + 'AAAAAA'],
  ['more memory than there is', (text: string) => text.replace('$15$', '$31$')],
  ['no blocks', (text: string) => text.replace('$8$', '$0$')],
  ['no parameters', (text: string) => text.replace('$15$8$1', '')],
])('answers no to %s', async (_, damage) => {
  const text = await keptHash();
  expect(await pinHasher.verify('7093', damage(text))).toBe(false);
});
