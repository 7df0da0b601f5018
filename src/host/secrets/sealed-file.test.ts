import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SecretStore } from '../../domain/secret-store.ts';
import { createSealKey, LEAST_SCRYPT_COST, SCRYPT_COST, seal, unseal } from './seal.ts';
import { hasSealedFile, openSealedFile, sealedFilePath } from './sealed-file.ts';

const PASSPHRASE = 'a quiet front desk';
const ADDRESS = 'https://www.airbnb.com/calendar/ical/7.ics?s=0123456789abcdef0123456789ab1f3c';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-'));
  path = sealedFilePath(folder, 'own');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (passphrase = PASSPHRASE, sealedFor: 'own' | 'sandbox' = 'own'): Promise<SecretStore> =>
  openSealedFile({ path, sealedFor, passphrase, scryptCost: LEAST_SCRYPT_COST });
const refusal = (code: string) => ({ failure: { code } });

it('keeps secrets from one opening to the next, and only in cipher', async () => {
  expect(await hasSealedFile(path)).toBe(false);
  const store = await open();
  expect(await hasSealedFile(path)).toBe(true);
  await store.set('feed/1', ADDRESS);
  await store.set('feed/2', 'zwei ✓');
  await store.set('__proto__', 'an ordinary key');
  await store.delete('feed/2');
  await store.delete('feed/never');
  const again = await open();
  expect(again.kind).toBe('sealed-file');
  expect(await again.keys()).toEqual(['feed/1', '__proto__']);
  expect(await again.get('feed/1')).toBe(ADDRESS);
  expect(await again.get('feed/2')).toBeUndefined();
  const text = readFileSync(path, 'utf8');
  for (const trace of ['airbnb', 'feed/1', '1f3c', PASSPHRASE]) expect(text).not.toContain(trace);
});

it('is for its user alone, and leaves no draft behind', async () => {
  const store = await open();
  await Promise.all(['a', 'b', 'c'].map((key) => store.set(key, key)));
  expect(readdirSync(folder)).toEqual(['secrets.sealed']);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  expect((await (await open()).keys()).sort()).toEqual(['a', 'b', 'c']);
});

it('takes the passphrase whichever way its accents were typed', async () => {
  await (await open('Gäste über alles')).set('a', '1');
  expect(await (await open('Gäste über alles'.normalize('NFD'))).get('a')).toBe('1');
});

it('refuses a wrong passphrase and changes nothing', async () => {
  await (await open()).set('a', '1');
  const before = readFileSync(path, 'utf8');
  await expect(open('A quiet front desk')).rejects.toMatchObject(refusal('passphrase-wrong'));
  expect(readFileSync(path, 'utf8')).toBe(before);
});

it('does not open practice secrets as real ones, not even under a changed name', async () => {
  await (
    await openSealedFile({
      path,
      sealedFor: 'sandbox',
      passphrase: PASSPHRASE,
      scryptCost: LEAST_SCRYPT_COST,
    })
  ).set('a', '1');
  await expect(open()).rejects.toMatchObject(refusal('file-unreadable'));
  const text = readFileSync(path, 'utf8').replace('"sandbox"', '"own"');
  writeFileSync(path, text);
  await expect(open()).rejects.toMatchObject(refusal('file-unreadable'));
  expect(sealedFilePath(folder, 'sandbox')).not.toBe(path);
});

it.each(['', '{}', 'not json', '[]', '{"header":{},"nonce":"","sealed":""}'])(
  'refuses %j as damaged and leaves it there',
  async (text) => {
    writeFileSync(path, text);
    await expect(open()).rejects.toMatchObject(refusal('file-unreadable'));
    expect(readFileSync(path, 'utf8')).toBe(text);
  },
);

it('refuses a file whose passphrase was made cheap to guess, or too dear to try', async () => {
  await open();
  const text = readFileSync(path, 'utf8');
  for (const cost of [1_024, 2 ** 21, 2 ** 30]) {
    writeFileSync(path, text.replace(String(LEAST_SCRYPT_COST), String(cost)));
    await expect(open()).rejects.toMatchObject(refusal('file-unreadable'));
  }
  expect(SCRYPT_COST).toBeGreaterThanOrEqual(2 ** 15);
});

it('notices any change to the sealed part, and never uses a nonce twice', async () => {
  const key = await createSealKey(PASSPHRASE, 'own', LEAST_SCRYPT_COST);
  const text = seal(new Map([['feed/1', ADDRESS]]), key);
  expect(seal(new Map([['feed/1', ADDRESS]]), key)).not.toBe(text);
  const file = JSON.parse(text) as { header: object; nonce: string; sealed: string };
  const change = async (part: 'nonce' | 'sealed', at: number, bit: number) => {
    const bytes = Buffer.from(file[part], 'base64');
    const index = at % bytes.length;
    bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
    const changed = JSON.stringify({ ...file, [part]: bytes.toString('base64') });
    await expect(unseal(changed, PASSPHRASE, 'own')).rejects.toMatchObject(refusal('file-unreadable'));
  };
  const part = fc.constantFrom('nonce' as const, 'sealed' as const);
  await fc.assert(fc.asyncProperty(part, fc.nat(), fc.integer({ min: 0, max: 7 }), change), { numRuns: 6 });
  const cut = { ...file, sealed: file.sealed.slice(0, 8) };
  await expect(unseal(JSON.stringify(cut), PASSPHRASE, 'own')).rejects.toMatchObject(
    refusal('file-unreadable'),
  );
});

it('does not overwrite a file that stands there', async () => {
  await (await open()).set('a', '1');
  const begin = new Map([['b', '2']]);
  const options = { path, sealedFor: 'own' as const, passphrase: PASSPHRASE, scryptCost: LEAST_SCRYPT_COST };
  await expect(openSealedFile({ ...options, begin })).rejects.toMatchObject(refusal('not-possible'));
  expect(await (await open()).keys()).toEqual(['a']);
});

// root may write anywhere, so the wish to see a write fail is granted by a folder that is gone
it('says so when it cannot be written, keeps what it had, and goes on when it can', async () => {
  const store = await open();
  await store.set('a', '1');
  const away = `${folder}-away`;
  const text = readFileSync(path, 'utf8');
  rmSync(folder, { recursive: true });
  await expect(store.set('b', '2')).rejects.toMatchObject(refusal('file-unwritable'));
  expect(await store.get('b')).toBeUndefined();
  expect(await store.get('a')).toBe('1');
  const { mkdirSync } = await import('node:fs');
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(path, text);
  await store.set('c', '3');
  expect(await (await open()).keys()).toEqual(['a', 'c']);
  expect(await hasSealedFile(away)).toBe(false);
});

it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
  'says so when it cannot be read',
  async () => {
    await open();
    chmodSync(path, 0o000);
    await expect(open()).rejects.toMatchObject(refusal('file-unreadable'));
  },
);
