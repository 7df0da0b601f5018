import { createCipheriv, createDecipheriv, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from '../../domain/failure.ts';

/**
 * How a sealed file is made: scrypt turns the passphrase into two keys, one that encrypts (AES-256-GCM, a fresh nonce for
 * each writing, everything else in the file authenticated with it) and one whose only use is to tell a wrong passphrase
 * from a damaged file.
 */
const FORMAT = 'bellhop-secrets';
const VERSION = 1;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const SALT_BYTES = 16;
const TAG_BYTES = 16;

/** Memory and time that one guess costs: 128 MiB and about half a second. Files made with less than the least are refused. */
export const SCRYPT_COST = 2 ** 17;
export const LEAST_SCRYPT_COST = 2 ** 15;
const MOST_SCRYPT_COST = 2 ** 20;
const BLOCK_SIZE = 8;

export type SealedFor = 'own' | 'sandbox';

const headerSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  sealedFor: z.enum(['own', 'sandbox']),
  scryptCost: z.int().min(LEAST_SCRYPT_COST).max(MOST_SCRYPT_COST),
  salt: z.base64(),
  check: z.base64(),
});
const sealedSchema = z.strictObject({ header: headerSchema, nonce: z.base64(), sealed: z.base64() });
const entriesSchema = z.array(z.tuple([z.string(), z.string()]));

type Header = z.infer<typeof headerSchema>;

/** What an unlocked file is written with again. Never leaves the process. */
export interface SealKey {
  readonly header: Header;
  readonly encryption: Buffer;
}

const fromBase64 = (text: string): Buffer => Buffer.from(text, 'base64');

/** One passphrase, whichever way the keyboard composed its accents. */
function derive(passphrase: string, salt: Buffer, cost: number): Promise<Buffer> {
  const options = { N: cost, r: BLOCK_SIZE, p: 1, maxmem: 256 * cost * BLOCK_SIZE };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 2 * KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

const damaged = (): Refusal =>
  new Refusal(
    'file-unreadable',
    'The sealed file with the feed addresses is damaged or was changed by another program. Bellhop leaves it as it is. ' +
      'Put back a copy of it from a backup, or move it away and paste the feed addresses again.',
  );

/** Makes the key for a new file. */
export async function createSealKey(
  passphrase: string,
  sealedFor: SealedFor,
  cost = SCRYPT_COST,
): Promise<SealKey> {
  const salt = randomBytes(SALT_BYTES);
  const keys = await derive(passphrase, salt, cost);
  const header: Header = {
    format: FORMAT,
    version: VERSION,
    sealedFor,
    scryptCost: cost,
    salt: salt.toString('base64'),
    check: keys.subarray(KEY_BYTES).toString('base64'),
  };
  return { header, encryption: keys.subarray(0, KEY_BYTES) };
}

/** The text of a sealed file. Never the same twice. */
export function seal(entries: ReadonlyMap<string, string>, { header, encryption }: SealKey): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', encryption, nonce);
  cipher.setAAD(Buffer.from(JSON.stringify(header)));
  const plain = JSON.stringify([...entries]);
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return (
    JSON.stringify({ header, nonce: nonce.toString('base64'), sealed: sealed.toString('base64') }, null, 2) +
    '\n'
  );
}

function parse(text: string): z.infer<typeof sealedSchema> {
  try {
    return sealedSchema.parse(JSON.parse(text));
  } catch {
    throw damaged();
  }
}

function decrypt(file: z.infer<typeof sealedSchema>, encryption: Buffer): Map<string, string> {
  const sealed = fromBase64(file.sealed);
  try {
    const decipher = createDecipheriv('aes-256-gcm', encryption, fromBase64(file.nonce), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(JSON.stringify(file.header)));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
    return new Map(entriesSchema.parse(JSON.parse(plain.toString('utf8'))));
  } catch {
    throw damaged();
  }
}

/** Opens the text of a sealed file. Refuses with `passphrase-wrong` or, where the file is not whole, `file-unreadable`. */
export async function unseal(
  text: string,
  passphrase: string,
  sealedFor: SealedFor,
): Promise<{ readonly entries: Map<string, string>; readonly key: SealKey }> {
  const file = parse(text);
  if (file.header.sealedFor !== sealedFor) throw damaged();
  const keys = await derive(passphrase, fromBase64(file.header.salt), file.header.scryptCost);
  const check = fromBase64(file.header.check);
  if (check.length !== KEY_BYTES || !timingSafeEqual(check, keys.subarray(KEY_BYTES))) {
    throw new Refusal(
      'passphrase-wrong',
      'That is not the passphrase of this store. Nothing was changed. Try again; capital letters count.',
    );
  }
  const key = { header: file.header, encryption: keys.subarray(0, KEY_BYTES) };
  return { entries: decrypt(file, key.encryption), key };
}
