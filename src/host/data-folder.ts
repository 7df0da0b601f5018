import { chmodSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix, resolve, win32 } from 'node:path';
import { Refusal } from '../domain/failure.ts';

interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

const thisMachine = (): Machine => ({ platform: process.platform, env: process.env, home: homedir() });

/**
 * Where Bellhop keeps a hotel when nobody says otherwise: `BELLHOP_DATA`, else the place where programs keep their data
 * on this operating system.
 */
export function usualDataFolder(machine: Machine = thisMachine()): string {
  const { platform, env, home } = machine;
  if (env['BELLHOP_DATA']) return resolve(env['BELLHOP_DATA']);
  if (platform === 'win32') {
    return win32.join(env['APPDATA'] || win32.join(home, 'AppData', 'Roaming'), 'Bellhop');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Bellhop');
  const share = env['XDG_DATA_HOME'];
  // a relative XDG path is to be ignored
  return posix.join(share?.startsWith('/') ? share : posix.join(home, '.local', 'share'), 'bellhop');
}

/** Makes the folder where it is missing, for this user alone. Refuses where that cannot be done. */
export function makeDataFolder(folder: string): string {
  try {
    const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
    // a folder that stood there before may be shared on purpose; the one we made must not be
    if (made !== undefined && process.platform !== 'win32') chmodSync(folder, 0o700);
    return folder;
  } catch (error) {
    throw new Refusal(
      'database-read-only',
      'Bellhop cannot make its data folder. Check that this user may write there, or start Bellhop with another folder.',
      { folder, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' },
    );
  }
}
