import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { PinHasher } from '../domain/person-pin.ts';

/** What one guess costs: 2^cost × blocks × 128 bytes of memory, here 32 MiB. */
interface Cost {
  readonly cost: number;
  readonly blocks: number;
  readonly parallel: number;
}
const COST: Cost = { cost: 15, blocks: 8, parallel: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** What a damaged or planted text may ask of this machine. */
const MOST_MEMORY = 256 * 1024 * 1024;

const memoryOf = ({ cost, blocks }: Cost): number => 128 * 2 ** cost * blocks;

function derive(pin: string, salt: Buffer, bytes: number, cost: Cost): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const options = {
    ...{ N: 2 ** cost.cost, r: cost.blocks, p: cost.parallel },
    // twice: it needs a little more than the blocks themselves
    maxmem: memoryOf(cost) * 2,
  };
  scrypt(pin, salt, bytes, options, (error, derived) => (error ? reject(error) : resolve(derived)));
  return promise;
}

/** `scrypt$15$8$1$salt$hash`: with its own parameters, so that they can be raised later. */
const TEXT = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d)\$([\w-]{22,86})\$([\w-]{43,86})$/;

interface Parts {
  readonly cost: Cost;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

function partsOf(text: string): Parts | undefined {
  const [, cost, blocks, parallel, salt = '', hash = ''] = TEXT.exec(text) ?? [];
  const asked: Cost = { cost: Number(cost), blocks: Number(blocks), parallel: Number(parallel) };
  const isSensible =
    asked.cost >= COST.cost && asked.blocks >= 1 && asked.parallel >= 1 && memoryOf(asked) <= MOST_MEMORY;
  if (!isSensible) return undefined;
  return { cost: asked, salt: Buffer.from(salt, 'base64url'), hash: Buffer.from(hash, 'base64url') };
}

/** PINs by scrypt, which takes memory for every guess. It runs beside the program, so nothing waits for it. */
export const pinHasher: PinHasher = {
  async hash(pin) {
    const salt = randomBytes(SALT_BYTES);
    const hash = await derive(pin, salt, HASH_BYTES, COST);
    const { cost, blocks, parallel } = COST;
    return ['scrypt', cost, blocks, parallel, salt.toString('base64url'), hash.toString('base64url')].join(
      '$',
    );
  },

  async verify(pin, text) {
    const parts = partsOf(text);
    if (!parts) return false;
    const { cost, salt, hash } = parts;
    return timingSafeEqual(await derive(pin, salt, hash.length, cost), hash);
  },
};
