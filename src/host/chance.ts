import { randomBytes, randomUUID } from 'node:crypto';
import type { Chance } from '../domain/chance.ts';

/** Chance that nobody can foresee. */
export const chance: Chance = {
  next: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
  uuid: () => randomUUID(),
  token: (bytes) => randomBytes(bytes).toString('base64url'),
};
