import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { expect, it } from 'vitest';

/** Who may import whom. A folder may always import itself; tests may import anything. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  'src/domain': [],
  'src/contract': ['src/domain'],
  'src/store': ['src/domain'],
  'src/queue': ['src/store/database.ts', 'src/domain'],
  'src/providers/kit': ['src/domain'],
  'src/providers/ical': ['src/domain', 'src/providers/kit'],
  'src/providers/beds24': ['src/domain', 'src/providers/kit'],
  'src/providers/agoda': ['src/domain', 'src/providers/kit'],
  'src/providers/gommt': ['src/domain', 'src/providers/kit'],
  'src/providers/booking-extranet': ['src/domain', 'src/providers/kit'],
  'src/providers/registry.ts': ['src/providers'],
  'src/sync': ['src/domain', 'src/store', 'src/queue', 'src/providers/registry.ts', 'src/providers/kit'],
  'src/app': [
    'src/contract',
    'src/domain',
    'src/store',
    'src/queue',
    'src/sync',
    'src/providers/registry.ts',
    'src/providers/kit',
  ],
  'src/host': ['src/app', 'src/contract', 'src/domain', 'src/store/folder-lock.ts'],
  'src/sandbox': ['src/domain/stay-date.ts'],
  'src/testing': ['src'],
  electron: ['src/app', 'src/contract', 'src/domain', 'src/host'],
  renderer: ['src/contract', 'src/domain'],
};
/** The few doors that lead across: each is opened by a dynamic import or named here with its reason. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  // `--demo` and the practice hotel start the sandbox beside the core
  'src/host/demo.ts': ['src/sandbox', 'src/testing'],
  'src/host/demo-channels.ts': ['src/sandbox'],
  'src/host/demo-both-sides.ts': ['src/sandbox'],
  // a data folder is taken before anything in it is opened
  'src/host/open-core.ts': ['src/store/folder-lock.ts'],
  // the log is the last place where a secret could leak
  'src/host/log-file.ts': ['src/providers/kit/redact.ts'],
};
/** Packages that only one folder may use. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  electron: ['electron'],
  // a simulation breaks its statements on purpose
  'better-sqlite3': ['src/store', 'src/queue', 'src/testing'],
  'drizzle-orm': ['src/store', 'src/queue'],
  undici: ['src/providers/kit', 'src/host'],
  'ical.js': ['src/providers/ical'],
  react: ['renderer'],
};

const root = resolve(import.meta.dirname, '..');
const posix = (path: string): string => path.split(sep).join('/');
const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|prove)\.tsx?$/.test(entry.name),
    )
    .map((entry) => posix(relative(root, join(entry.parentPath, entry.name))));
}

const layerOf = (file: string): string | undefined =>
  Object.keys(MAY)
    .filter((layer) => within(file, layer))
    .sort((a, b) => b.length - a.length)[0];

function wrongImports(file: string): string[] {
  const layer = layerOf(file);
  if (!layer) return [`${file}: belongs to no layer`];
  const text = readFileSync(join(root, file), 'utf8');
  const wrong: string[] = [];
  for (const [, specifier = ''] of text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)) {
    if (specifier.startsWith('.')) {
      const target = posix(relative(root, resolve(root, dirname(file), specifier.replace(/\?.*$/, ''))));
      const allowed = [layer, ...(MAY[layer] ?? []), ...(DOORS[file] ?? [])];
      if (!allowed.some((folder) => within(target, folder))) wrong.push(`${file} → ${target}`);
    } else {
      const owners = Object.entries(PACKAGES).find(([name]) => within(specifier, name))?.[1];
      if (owners && !owners.some((folder) => within(file, folder))) wrong.push(`${file} → ${specifier}`);
    }
  }
  return wrong;
}

it('imports only what its layer may', () => {
  const files = ['src', 'electron', 'renderer'].flatMap(sources);
  expect(files.length).toBeGreaterThan(5);
  expect(files.flatMap(wrongImports)).toEqual([]);
});
