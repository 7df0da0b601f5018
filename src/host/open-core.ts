import { rmSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Core } from '../app/core.ts';
import { createCore } from '../app/create-core.ts';
import type { HostAbilities, Ports } from '../app/ports.ts';
import type { HostInfo } from '../contract/host.ts';
import { LOCK_FILE, lockFolder } from '../store/folder-lock.ts';
import { chance } from './chance.ts';
import { createClock } from './clock.ts';
import { makeDataFolder } from './data-folder.ts';
import { pictureFiles } from './evidence-files.ts';
import { createLogFile } from './log-file.ts';
import { pinHasher } from './pin-hasher.ts';
import { programFiles } from './program.ts';
import { withLent } from './secrets/lent.ts';
import { openSecrets } from './secrets/open-secrets.ts';

export interface OpenOptions {
  readonly way: HostInfo['way'];
  readonly hotel: HostInfo['hotel'];
  /** The data folder of the own hotel; the demo hotel lives in `demo` inside it. */
  readonly data: string;
  readonly abilities?: HostAbilities;
  /** Feeds may be read from this computer: only for the sandbox, tests and an explicit wish of the command line. */
  readonly allowsLoopback?: boolean;
  readonly feedOrigin?: () => string | null;
}

/** One open hotel. Stopping it closes the database, then the lock. */
export interface OpenHotel {
  readonly core: Core;
  readonly hotel: HostInfo['hotel'];
  readonly folder: string;
  stop(): Promise<void>;
}

/**
 * `BELLHOP_DEMO_NOW` (an instant) begins the demo at another time than now, so that pictures and tests of it show the
 * same day whenever they are taken. The own hotel knows no such wish.
 */
function demoClock(): Ports['clock'] {
  const clock = createClock();
  const begin = Date.parse(process.env['BELLHOP_DEMO_NOW'] ?? '');
  if (Number.isNaN(begin)) return clock;
  const shift = begin - clock.now();
  return { ...clock, now: () => clock.now() + shift };
}

/** What the demo and the own hotel have in common: everything but secrets and sandbox. */
function commonPorts(options: OpenOptions, folder: string): Omit<Ports, 'secrets'> {
  const clock = options.hotel === 'demo' ? demoClock() : createClock();
  const program = programFiles();
  return {
    way: options.way,
    hotel: options.hotel,
    version: program.version,
    dataFolder: folder,
    migrationsFolder: program.migrations,
    clock,
    chance,
    log: createLogFile(join(folder, 'log', 'bellhop.log'), clock.now),
    abilities: options.abilities ?? {},
    allowsLoopback: options.allowsLoopback ?? false,
    feedOrigin: options.feedOrigin ?? (() => null),
    pictures: pictureFiles(folder),
    pinHasher,
  };
}

/** The demo begins anew at every start: its stays lie around today, and its channels live in memory. */
function emptyFolder(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(LOCK_FILE)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

async function openOwn(options: OpenOptions, folder: string): Promise<Omit<OpenHotel, 'hotel' | 'folder'>> {
  const opened = await openSecrets({ dataFolder: folder });
  const secrets = options.way === 'command-line' ? withLent(opened) : opened;
  const core = await createCore({ ...commonPorts(options, folder), secrets });
  return { core, stop: () => core.stop() };
}

async function openDemoHotel(
  options: OpenOptions,
  folder: string,
): Promise<Omit<OpenHotel, 'hotel' | 'folder'>> {
  emptyFolder(folder);
  const { openDemo } = await import('./demo.ts');
  return openDemo({ ...commonPorts(options, folder), allowsLoopback: true }, createCore);
}

/**
 * Opens a hotel for any of the three ways in: makes its folder, keeps it for this process, assembles the ports and
 * creates the core. Does not start reading feeds. Throws a `Refusal` in words where that cannot be, having let go of
 * the folder.
 */
export async function openHotel(options: OpenOptions): Promise<OpenHotel> {
  makeDataFolder(options.data);
  const folder = options.hotel === 'own' ? options.data : makeDataFolder(join(options.data, 'demo'));
  const lock = lockFolder(folder);
  try {
    const opened = await (options.hotel === 'own' ? openOwn : openDemoHotel)(options, folder);
    return {
      core: opened.core,
      hotel: options.hotel,
      folder,
      async stop() {
        try {
          await opened.stop();
        } finally {
          lock.release();
        }
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
