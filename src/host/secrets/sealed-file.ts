import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from '../../domain/failure.ts';
import type { SecretStore } from '../../domain/secret-store.ts';
import { createSealKey, seal, unseal, type SealedFor } from './seal.ts';

/** Far more than a hotel's addresses fill; what is larger is not ours. */
const LARGEST_FILE = 16 * 2 ** 20;

export const sealedFilePath = (folder: string, sealedFor: SealedFor): string =>
  join(folder, sealedFor === 'sandbox' ? 'secrets-sandbox.sealed' : 'secrets.sealed');

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

/** The file's text; undefined where there is none. */
async function readSealed(path: string): Promise<string | undefined> {
  try {
    if ((await stat(path)).size > LARGEST_FILE) throw new Error('Too large');
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new Refusal(
      'file-unreadable',
      'The sealed file with the feed addresses cannot be read. Check that this user may read the data folder of Bellhop.',
      { reason: codeOf(error) },
    );
  }
}

export const hasSealedFile = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT',
  );

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder, and keeps the order of a rename by itself
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Whole or not at all: after a crash either the old file or the new one stands there, never a part. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new Refusal(
      'file-unwritable',
      'The feed address could not be kept: the sealed file cannot be written. Check that the disk has room and that this ' +
        'user may write to the data folder of Bellhop, then try again.',
      { reason: codeOf(error) },
    );
  }
}

export interface SealedFileOptions {
  readonly path: string;
  readonly sealedFor: SealedFor;
  readonly passphrase: string;
  /** Entries a new file begins with. Refused with `not-possible` where a file stands already. */
  readonly begin?: ReadonlyMap<string, string>;
  /** For tests: a cheaper passphrase. */
  readonly scryptCost?: number;
}

/**
 * Opens the sealed file, or makes it. Refuses with `passphrase-wrong`, or with `file-unreadable` where the file is damaged.
 * One process at a time: the data folder is locked by whoever opens it. A change is on disk before it is acknowledged.
 */
export async function openSealedFile(options: SealedFileOptions): Promise<SecretStore> {
  const { path, sealedFor, passphrase, begin, scryptCost } = options;
  const text = await readSealed(path);
  if (text !== undefined && begin !== undefined) {
    throw new Refusal('not-possible', 'There is a sealed file already. Unlock it with its passphrase.');
  }
  const opened =
    text === undefined
      ? { entries: new Map(begin), key: await createSealKey(passphrase, sealedFor, scryptCost) }
      : await unseal(text, passphrase, sealedFor);
  if (text === undefined) await writeWhole(path, seal(opened.entries, opened.key));

  let entries = opened.entries;
  let lastWrite: Promise<void> = Promise.resolve();
  const change = (apply: (entries: Map<string, string>) => void): Promise<void> => {
    const write = lastWrite.then(async () => {
      const next = new Map(entries);
      apply(next);
      await writeWhole(path, seal(next, opened.key));
      entries = next;
    });
    // one that failed does not hold up the next
    lastWrite = write.catch(() => undefined);
    return write;
  };
  return {
    kind: 'sealed-file',
    get: (key) => Promise.resolve(entries.get(key)),
    set: (key, value) => change((next) => next.set(key, value)),
    delete: (key) => (entries.has(key) ? change((next) => next.delete(key)) : lastWrite),
    keys: () => Promise.resolve([...entries.keys()]),
  };
}
