import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** What browsers ask for by themselves. */
const ALIASES = new Map([['/favicon.ico', '/icon.svg']]);

export interface WindowFile {
  readonly type: string;
  readonly body: Buffer;
  /** Its name changes with its content, so it may be kept for ever. */
  readonly isLasting: boolean;
}

export interface WindowFiles {
  readonly isBuilt: boolean;
  /** The file at a path of an address; undefined for any other. A path without an ending is a screen: the page. */
  read(path: string): Promise<WindowFile | undefined>;
}

/**
 * The built window's files, listed once. What is not on the list does not exist, so no path can climb out of the folder.
 */
export function createWindowFiles(folder: string): WindowFiles {
  const files = new Map<string, string>();
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name);
      if (entry.isFile()) files.set(`/${relative(folder, file).split(sep).join('/')}`, file);
    }
  } catch {
    // not built: the host says so
  }
  return {
    isBuilt: files.has('/index.html'),
    async read(path) {
      const isScreen = extname(path) === '';
      const file = files.get(ALIASES.get(path) ?? path) ?? (isScreen ? files.get('/index.html') : undefined);
      if (!file) return undefined;
      return {
        type: TYPES[extname(file)] ?? 'application/octet-stream',
        body: await readFile(file),
        isLasting: path.startsWith('/assets/'),
      };
    },
  };
}
