import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the program's own files lie, bundled or not. */
export interface ProgramFiles {
  readonly version: string;
  readonly migrations: string;
  /** The built window. */
  readonly window: string;
}

function rootFrom(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'drizzle', 'meta', '_journal.json'))) return folder;
    if (folder === dirname(folder)) throw new Error('The program is incomplete: its migrations are missing.');
  }
}

/**
 * Finds the program's files by walking up from this module: `out/main` in a build, `src/host` in a checkout and inside
 * the packed archive all lie below the folder that holds `drizzle`.
 */
export function programFiles(start = import.meta.dirname): ProgramFiles {
  const root = rootFrom(start);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { version, migrations: join(root, 'drizzle'), window: join(root, 'out', 'renderer') };
}
