import { createHash } from 'node:crypto';

/** The first `length` hex digits that always belong to `text`: the hosts' tokens and UIDs come from here. */
export function hexOf(text: string, length = 32): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** A UUID of version 4's shape that always belongs to `text`. */
export function uuidOf(text: string): string {
  const hex = hexOf(text);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTWXYZ2345689';

/** `length` capitals and digits that always belong to `text`. */
export function codeOf(text: string, length: number): string {
  const bytes = createHash('sha256').update(text).digest();
  let code = '';
  for (let index = 0; index < length; index++)
    code += CODE_LETTERS[(bytes[index] as number) % CODE_LETTERS.length];
  return code;
}

/** Chance that runs the same way from the same seed. */
export interface Chance {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from `least` to `most`, both possible. */
  whole(least: number, most: number): number;
  /** True in `share` of the cases. */
  happens(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** The index of a weight, drawn in proportion to the weights. */
  weighted(weights: readonly number[]): number;
}

export function chanceFrom(seed: string): Chance {
  let state = parseInt(hexOf(seed, 8), 16) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    happens: (share) => next() < share,
    pick<T>(from: readonly T[]): T {
      return from[Math.floor(next() * from.length)] as T;
    },
    weighted(weights) {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
      const found = weights.findIndex((weight) => (left -= weight) < 0);
      return found === -1 ? weights.length - 1 : found;
    },
  };
}
