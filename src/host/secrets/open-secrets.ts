import { randomUUID } from 'node:crypto';
import type { Secrets } from '../../app/ports.ts';
import type { Clock } from '../../domain/clock.ts';
import { Refusal } from '../../domain/failure.ts';
import type { SecretStore } from '../../domain/secret-store.ts';
import { createClock } from '../clock.ts';
import { folderIdOf } from './folder-id.ts';
import { createKeychainSecrets, loadKeychain, probeKeychain, type Keychain } from './keychain.ts';
import { createMemorySecrets } from './memory.ts';
import { hasSealedFile, openSealedFile, sealedFilePath } from './sealed-file.ts';
import { createSwitchableSecrets, lockedSecrets, type Position } from './switchable.ts';

export interface SecretsOptions {
  /** Exists already. */
  readonly dataFolder: string;
  /** Practice secrets have names of their own everywhere. */
  readonly isSandbox?: boolean;
  /** Of the sealed file; `BELLHOP_PASSPHRASE` where left out. */
  readonly passphrase?: string | undefined;
  /** Names the folder in the keychain; kept in the folder itself where left out. */
  readonly folderId?: string;
  readonly clock?: Clock;
  readonly loadKeychain?: () => Promise<Keychain>;
  /** How long the keychain gets to answer at the start. */
  readonly keychainWaitMs?: number;
  /** For tests: a cheaper passphrase. */
  readonly scryptCost?: number;
}

export interface OpenedSecrets extends Secrets {
  /** For staff, as of the start; null where there is nothing to say. */
  readonly note: string | null;
}

/** A keychain that is open answers in milliseconds; one that waits for its password must not hold up the start. */
const KEYCHAIN_WAIT_MS = 5_000;

const PASTE_AGAIN =
  'Feed addresses are kept in memory only: when Bellhop is started again, they must be pasted again. ' +
  'To keep them, set a passphrase in Settings; they are then sealed in a file in the data folder.';
const NOTES = {
  missing: `This computer has no keychain that Bellhop can use. ${PASTE_AGAIN}`,
  silent:
    'The keychain of this computer did not answer; it may be waiting for its password. Unlock it and start Bellhop again. ' +
    `Until then: ${PASTE_AGAIN}`,
  locked:
    'The feed addresses are sealed. Enter the passphrase to unlock them. Until then the calendar can be used, but no feed ' +
    'is read.',
};

/** The sealed file, open; or locked, with the reason, where it cannot be opened. The hotel's calendar works without it. */
async function openSealed(options: SecretsOptions, path: string, passphrase: string): Promise<Position> {
  const sealedFor = options.isSandbox ? 'sandbox' : 'own';
  const cost = options.scryptCost === undefined ? {} : { scryptCost: options.scryptCost };
  try {
    const store = await openSealedFile({ path, sealedFor, passphrase, ...cost });
    return { store, isLocked: false, note: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const isWrong = error.failure.code === 'passphrase-wrong';
    const note = isWrong
      ? `The passphrase given at the start is not the right one. ${NOTES.locked}`
      : error.message;
    return { store: lockedSecrets(note), isLocked: true, note };
  }
}

async function tryKeychain(options: SecretsOptions, clock: Clock): Promise<Position> {
  const isSandbox = options.isSandbox ?? false;
  const inMemory = (note: string): Position => ({ store: createMemorySecrets(), isLocked: false, note });
  let keychain: Keychain;
  try {
    keychain = await (options.loadKeychain ?? loadKeychain)();
  } catch {
    // no binary for this machine: the same as no keychain
    return inMemory(NOTES.missing);
  }
  const waitMs = options.keychainWaitMs ?? KEYCHAIN_WAIT_MS;
  const verdict = await probeKeychain(keychain, { clock, isSandbox, token: randomUUID(), waitMs });
  if (verdict !== 'works') return inMemory(NOTES[verdict]);
  const folderId = options.folderId ?? folderIdOf(options.dataFolder);
  const store = createKeychainSecrets({ keychain, clock, isSandbox, folderId });
  return { store, isLocked: false, note: null };
}

/**
 * Opens the best store there is: the sealed file where there is a passphrase for it; a locked one where a sealed file
 * stands without; the keychain where it answers a real probe; else memory, which says so. Never a file in the clear.
 * Does not refuse: what is wrong stands in the note, and whoever asks a locked store for a secret is told.
 */
export async function openSecrets(options: SecretsOptions): Promise<OpenedSecrets> {
  const clock = options.clock ?? createClock();
  const sealedFor = options.isSandbox ? 'sandbox' : 'own';
  const path = sealedFilePath(options.dataFolder, sealedFor);
  const passphrase = options.passphrase ?? process.env['BELLHOP_PASSPHRASE'] ?? '';

  let position: Position;
  if (passphrase !== '') position = await openSealed(options, path, passphrase);
  else if (await hasSealedFile(path)) {
    position = { store: lockedSecrets(NOTES.locked), isLocked: true, note: NOTES.locked };
  } else position = await tryKeychain(options, clock);

  const openFile = (phrase: string, begin?: ReadonlyMap<string, string>): Promise<SecretStore> =>
    openSealedFile({
      path,
      sealedFor,
      passphrase: phrase,
      ...(begin && { begin }),
      ...(options.scryptCost !== undefined && { scryptCost: options.scryptCost }),
    });
  return { ...createSwitchableSecrets(position, openFile), note: position.note };
}
