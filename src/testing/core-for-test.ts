import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Core } from '../app/core.ts';
import { createCore } from '../app/create-core.ts';
import type { Ports } from '../app/ports.ts';
import { type Client, createClient } from '../contract/client.ts';
import { pictureFiles } from '../host/evidence-files.ts';
import { pinHasher } from '../host/pin-hasher.ts';
import { createMemorySecrets } from '../host/secrets/memory.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

export const MIGRATIONS = resolve(import.meta.dirname, '../../drizzle');

/** A core on a real database file in a folder of its own, with a manual clock and chance from a seed. */
export interface CoreForTest {
  readonly core: Core;
  readonly client: Client;
  readonly clock: ManualClock;
  readonly folder: string;
  readonly ports: Ports;
  /** Stops the core and opens the same folder again, as after a restart. */
  reopen(): Promise<CoreForTest>;
  close(): Promise<void>;
}

/** Chance that repeats itself: a small linear congruential generator. */
export function seededChance(seed: number): Ports['chance'] {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join('');
  return {
    next,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    token: (bytes) => hex(bytes * 2),
  };
}

export async function coreForTest(
  changes: Partial<Ports> & { readonly start?: string } = {},
): Promise<CoreForTest> {
  const { start = '2026-11-20T12:00:00Z', ...given } = changes;
  const folder = given.dataFolder ?? mkdtempSync(join(tmpdir(), 'bellhop-test-'));
  const clock = createManualClock(start);
  const store = createMemorySecrets();
  const secrets: Ports['secrets'] = {
    store,
    state: () => ({ kind: 'memory', isLocked: false, note: null }),
    unlock: () => Promise.resolve(),
    seal: () => Promise.resolve(),
  };
  const ports: Ports = {
    way: 'test',
    hotel: 'own',
    version: '0.0.0',
    dataFolder: folder,
    migrationsFolder: MIGRATIONS,
    clock,
    chance: seededChance(1),
    log: { info: () => undefined, warn: (words, facts) => console.warn(words, facts) },
    secrets,
    abilities: {},
    allowsLoopback: true,
    feedOrigin: () => null,
    pictures: pictureFiles(folder),
    pinHasher,
    ...given,
  };
  return openOn(ports, clock, folder);
}

async function openOn(ports: Ports, clock: ManualClock, folder: string): Promise<CoreForTest> {
  const core = await createCore(ports);
  const client = createClient({
    send: (request) => core.dispatch(request, { actor: 'Test clerk', origin: 'test' }),
    subscribe: (listen) => core.subscribe(listen),
  });
  return {
    core,
    client,
    clock,
    folder,
    ports,
    async reopen() {
      await core.stop();
      return openOn(ports, clock, folder);
    },
    async close() {
      await core.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
