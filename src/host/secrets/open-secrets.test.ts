import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock, settle } from '../../testing/manual-clock.ts';
import { folderIdOf } from './folder-id.ts';
import { createKeychainSecrets, probeKeychain, type Keychain } from './keychain.ts';
import { openSecrets, type OpenedSecrets, type SecretsOptions } from './open-secrets.ts';
import { LEAST_SCRYPT_COST } from './seal.ts';

const PASSPHRASE = 'a quiet front desk';
const ADDRESS = 'https://www.airbnb.com/calendar/ical/7.ics?s=0123456789abcdef0123456789ab1f3c';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Behaves as a keychain that answers; `entries` is what a person would see in it. */
function openKeychain() {
  const entries = new Map<string, string>();
  const name = (service: string, account: string): string => `${service}\n${account}`;
  const keychain: Keychain = {
    getPassword: (service, account) => Promise.resolve(entries.get(name(service, account)) ?? null),
    setPassword(service, account, password) {
      entries.set(name(service, account), password);
      return Promise.resolve();
    },
    deletePassword: (service, account) => Promise.resolve(entries.delete(name(service, account))),
    findCredentials: (service) =>
      Promise.resolve(
        [...entries]
          .filter(([key]) => key.startsWith(`${service}\n`))
          .map(([key, password]) => ({ account: key.slice(service.length + 1), password })),
      ),
  };
  return { keychain, entries };
}
const broken = (): Keychain => {
  const fail = (): Promise<never> =>
    Promise.reject(new Error(`cannot reach /run/user/1000/bus for ${ADDRESS}`));
  return { getPassword: fail, setPassword: fail, deletePassword: fail, findCredentials: fail };
};
const silent = (): Keychain => {
  const wait = (): Promise<never> => new Promise(() => undefined);
  return { getPassword: wait, setPassword: wait, deletePassword: wait, findCredentials: wait };
};
const open = (options: Partial<SecretsOptions> = {}): Promise<OpenedSecrets> =>
  openSecrets({
    dataFolder: folder,
    passphrase: '',
    scryptCost: LEAST_SCRYPT_COST,
    loadKeychain: () => Promise.resolve(broken()),
    ...options,
  });
const refusal = (code: string) => ({ failure: { code } });

describe('where secrets are kept', () => {
  it('in the keychain, where it answers', async () => {
    const { keychain, entries } = openKeychain();
    const secrets = await open({ loadKeychain: () => Promise.resolve(keychain), folderId: 'f1' });
    expect(secrets.state()).toEqual({ kind: 'keychain', isLocked: false, note: null });
    await secrets.store.set('feed/1', ADDRESS);
    expect([...entries]).toEqual([['Bellhop\nf1/feed/1', ADDRESS]]);
    const again = await open({ loadKeychain: () => Promise.resolve(keychain), folderId: 'f1' });
    expect(await again.store.get('feed/1')).toBe(ADDRESS);
    expect(await again.store.keys()).toEqual(['feed/1']);
    await again.store.delete('feed/1');
    await again.store.delete('feed/1');
    expect(await again.store.get('feed/1')).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
    await expect(secrets.seal(PASSPHRASE)).rejects.toMatchObject(refusal('not-possible'));
    await expect(secrets.unlock(PASSPHRASE)).rejects.toMatchObject(refusal('not-possible'));
  });

  it('apart from another data folder and from practice', async () => {
    const { keychain, entries } = openKeychain();
    const loadKeychain = () => Promise.resolve(keychain);
    const mine = await open({ loadKeychain, folderId: 'f1' });
    const other = await open({ loadKeychain, folderId: 'f2' });
    const practice = await open({ loadKeychain, folderId: 'f1', isSandbox: true });
    for (const [secrets, value] of [
      [mine, 'm'],
      [other, 'o'],
      [practice, 'p'],
    ] as const) {
      await secrets.store.set('feed/1', value);
    }
    expect([
      await mine.store.get('feed/1'),
      await other.store.get('feed/1'),
      await practice.store.get('feed/1'),
    ]).toEqual(['m', 'o', 'p']);
    expect([...entries.keys()]).toEqual([
      'Bellhop\nf1/feed/1',
      'Bellhop\nf2/feed/1',
      'Bellhop sandbox\nf1/feed/1',
    ]);
    expect(await practice.store.keys()).toEqual(['feed/1']);
  });

  it('with what signs in to a practice account apart, in a real hotel too', async () => {
    const { keychain, entries } = openKeychain();
    const secrets = await open({ loadKeychain: () => Promise.resolve(keychain), folderId: 'f1' });
    await secrets.store.set('connection:production:1', 'real');
    await secrets.store.set('connection:sandbox:1', 'practice');
    expect([...entries.keys()]).toEqual([
      'Bellhop\nf1/connection:production:1',
      'Bellhop sandbox\nf1/connection:sandbox:1',
    ]);
    expect(await secrets.store.get('connection:sandbox:1')).toBe('practice');
    expect(await secrets.store.keys()).toEqual(['connection:production:1', 'connection:sandbox:1']);
    await secrets.store.delete('connection:sandbox:1');
    expect([...entries.keys()]).toEqual(['Bellhop\nf1/connection:production:1']);
  });

  it.each([
    ['none can be loaded', () => Promise.reject(new Error('no binary'))],
    ['it throws', () => Promise.resolve(broken())],
    [
      'it forgets',
      () => Promise.resolve({ ...openKeychain().keychain, getPassword: () => Promise.resolve(null) }),
    ],
  ])('in memory, where there is no keychain: %s', async (_name, loadKeychain) => {
    const secrets = await open({ loadKeychain });
    expect(secrets.state()).toMatchObject({ kind: 'memory', isLocked: false });
    expect(secrets.note).toContain('must be pasted again');
    expect(secrets.note).toContain('passphrase');
    await secrets.store.set('feed/1', ADDRESS);
    expect(await secrets.store.get('feed/1')).toBe(ADDRESS);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('in memory, where the keychain does not answer in time', async () => {
    const clock = createManualClock('2027-03-01T08:00:00Z');
    const opening = open({ clock, loadKeychain: () => Promise.resolve(silent()) });
    // it looks for a sealed file on the disk first
    while (clock.pending() === 0) await settle();
    await clock.advance(5_000);
    const secrets = await opening;
    expect(secrets.state().kind).toBe('memory');
    expect(secrets.note).toContain('did not answer');
    expect(clock.pending()).toBe(0);
  });
});

describe('a keychain that worked and stopped', () => {
  const setUp = (keychain: Keychain) => {
    const clock = createManualClock('2027-03-01T08:00:00Z');
    return { clock, store: createKeychainSecrets({ keychain, clock, isSandbox: false, folderId: 'f1' }) };
  };

  it('is refused for, in words that name no secret', async () => {
    const { store } = setUp(broken());
    for (const asked of [store.get('a'), store.set('a', 'b'), store.delete('a'), store.keys()]) {
      const error: unknown = await asked.catch((thrown: unknown) => thrown);
      expect(error).toMatchObject(refusal('secret-store-missing'));
      expect(JSON.stringify(error)).not.toContain('airbnb');
    }
  });

  it('is not waited for without end', async () => {
    const { clock, store } = setUp(silent());
    const asked = store.get('a').catch((error: unknown) => error);
    await clock.advance(60_000);
    expect(await asked).toMatchObject(refusal('secret-store-locked'));
  });

  it('leaves no trace of the probe', async () => {
    const { keychain, entries } = openKeychain();
    const clock = createManualClock('2027-03-01T08:00:00Z');
    const options = { clock, isSandbox: false, token: 't', waitMs: 100 };
    expect(await probeKeychain(keychain, options)).toBe('works');
    expect(entries.size).toBe(0);
    expect(clock.pending()).toBe(0);
  });
});

describe('the sealed file', () => {
  it('is used where a passphrase is given, before the keychain', async () => {
    const { keychain, entries } = openKeychain();
    const options = { passphrase: PASSPHRASE, loadKeychain: () => Promise.resolve(keychain) };
    const secrets = await open(options);
    expect(secrets.state()).toEqual({ kind: 'sealed-file', isLocked: false, note: null });
    await secrets.store.set('feed/1', ADDRESS);
    expect(entries.size).toBe(0);
    expect(await (await open(options)).store.get('feed/1')).toBe(ADDRESS);
    expect(await (await open({ ...options, isSandbox: true })).store.keys()).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['secrets-sandbox.sealed', 'secrets.sealed']);
  });

  it('takes the passphrase from the environment', async () => {
    process.env['BELLHOP_PASSPHRASE'] = PASSPHRASE;
    try {
      const { passphrase: _, ...rest } = {
        passphrase: '',
        dataFolder: folder,
        scryptCost: LEAST_SCRYPT_COST,
      };
      expect((await openSecrets(rest)).state()).toMatchObject({ kind: 'sealed-file', isLocked: false });
    } finally {
      delete process.env['BELLHOP_PASSPHRASE'];
    }
  });

  it('stays locked without its passphrase, and is unlocked later', async () => {
    await (await open({ passphrase: PASSPHRASE })).store.set('feed/1', ADDRESS);
    const secrets = await open();
    const { store } = secrets;
    expect(secrets.state()).toMatchObject({ kind: 'sealed-file', isLocked: true });
    expect(secrets.note).toContain('Enter the passphrase');
    for (const asked of [store.get('feed/1'), store.set('a', 'b'), store.delete('a'), store.keys()]) {
      await expect(asked).rejects.toMatchObject(refusal('secret-store-locked'));
    }
    await expect(secrets.unlock('wrong')).rejects.toMatchObject(refusal('passphrase-wrong'));
    expect(secrets.state().isLocked).toBe(true);
    const unlocking = secrets.unlock(PASSPHRASE);
    // what is asked meanwhile waits for the end of it
    expect(await store.get('feed/1')).toBe(ADDRESS);
    await unlocking;
    expect(secrets.state()).toEqual({ kind: 'sealed-file', isLocked: false, note: null });
    await expect(secrets.unlock(PASSPHRASE)).rejects.toMatchObject(refusal('not-possible'));
  });

  it('stays locked, and says why, when the start was given a wrong passphrase or a damaged file', async () => {
    await (await open({ passphrase: PASSPHRASE })).store.set('feed/1', ADDRESS);
    const wrong = await open({ passphrase: 'not it at all' });
    expect(wrong.state().isLocked).toBe(true);
    expect(wrong.note).toContain('not the right one');
    await wrong.unlock(PASSPHRASE);
    expect(await wrong.store.get('feed/1')).toBe(ADDRESS);

    writeFileSync(join(folder, 'secrets.sealed'), 'damaged');
    const damaged = await open({ passphrase: PASSPHRASE });
    expect(damaged.note).toContain('damaged');
    await expect(damaged.store.set('a', 'b')).rejects.toMatchObject(refusal('secret-store-locked'));
    await expect(damaged.unlock(PASSPHRASE)).rejects.toMatchObject(refusal('file-unreadable'));
    expect(readFileSync(join(folder, 'secrets.sealed'), 'utf8')).toBe('damaged');
  });

  it('takes over what was in memory', async () => {
    const secrets = await open();
    const { store } = secrets;
    await store.set('feed/1', ADDRESS);
    await store.set('feed/2', 'second');
    await expect(secrets.seal('short')).rejects.toMatchObject(refusal('invalid-input'));
    expect(secrets.state().kind).toBe('memory');
    const sealing = secrets.seal(PASSPHRASE);
    const meanwhile = store.set('feed/3', 'third');
    await Promise.all([sealing, meanwhile]);
    expect(secrets.state()).toEqual({ kind: 'sealed-file', isLocked: false, note: null });
    expect(store.kind).toBe('sealed-file');
    expect(readFileSync(join(folder, 'secrets.sealed'), 'utf8')).not.toContain('airbnb');
    const again = await open({ passphrase: PASSPHRASE });
    expect(await again.store.keys()).toEqual(['feed/1', 'feed/2', 'feed/3']);
    await expect(secrets.seal(PASSPHRASE)).rejects.toMatchObject(refusal('not-possible'));
  });

  it('leaves secrets in memory where it cannot be made', async () => {
    const secrets = await open();
    await secrets.store.set('feed/1', ADDRESS);
    rmSync(folder, { recursive: true });
    await expect(secrets.seal(PASSPHRASE)).rejects.toMatchObject(refusal('file-unwritable'));
    expect(secrets.state()).toMatchObject({ kind: 'memory', isLocked: false });
    expect(await secrets.store.get('feed/1')).toBe(ADDRESS);
    expect(existsSync(folder)).toBe(false);
  });
});

describe('the name of a data folder', () => {
  it('stays when the folder is moved, and is another for a copy', () => {
    const id = folderIdOf(folder);
    expect(folderIdOf(folder)).toBe(id);
    const copy = `${folder}-copy`;
    const moved = `${folder}-moved`;
    try {
      cpSync(folder, copy, { recursive: true });
      expect(folderIdOf(copy)).not.toBe(id);
      expect(folderIdOf(copy)).toBe(folderIdOf(copy));
      renameSync(folder, moved);
      expect(folderIdOf(moved)).toBe(id);
      writeFileSync(join(moved, 'folder-id.json'), 'damaged');
      expect(folderIdOf(moved)).not.toBe(id);
    } finally {
      rmSync(copy, { recursive: true, force: true });
      rmSync(moved, { recursive: true, force: true });
    }
  });
});
