import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type FailureCode, Refusal } from '../domain/failure.ts';

const WORDS: readonly (readonly [RegExp, FailureCode, string])[] = [
  [
    /^SQLITE_(BUSY|LOCKED)/,
    'database-busy',
    'Another program is holding the hotel’s data. Close it and try again. Nothing was changed.',
  ],
  [
    /^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/,
    'database-read-only',
    'Bellhop may not write to its data folder. Ask who looks after this computer to allow it. Nothing was changed.',
  ],
  [
    /^SQLITE_(FULL|TOOBIG)|^ENOSPC/,
    'database-full',
    'The disk of this computer is full. Free some space; what you just did was not saved.',
  ],
  [/^SQLITE_(CORRUPT|NOTADB|FORMAT)/, 'database-corrupt', 'The hotel’s data file is damaged.'],
  [
    /^SQLITE_IOERR/,
    'database-read-only',
    'The disk did not answer as it should. What you just did was not saved. Check the disk before going on.',
  ],
];

/** The newest backup that lies beside a database, if any. */
export function newestBackup(file: string): string | undefined {
  const folder = join(dirname(file), 'backups');
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => name.endsWith('.db'))
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}

/** The driver throws a plain TypeError for a folder that is not there. */
function codeOf(error: unknown): string {
  if (error instanceof TypeError && error.message.includes('directory does not exist'))
    return 'SQLITE_CANTOPEN';
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** An error of SQLite or the file system as a refusal in words; anything else as it came. */
export function refusalOf(error: unknown, file: string): unknown {
  const failure = error instanceof Refusal ? error.failure : undefined;
  if (failure && failure.code !== 'database-corrupt') return error;
  const code = failure ? 'SQLITE_CORRUPT' : codeOf(error);
  const match = WORDS.find(([pattern]) => pattern.test(code));
  if (!match) return error;
  const [, meaning, words] = match;
  if (meaning !== 'database-corrupt') return new Refusal(meaning, words, { cause: code });
  const backup = newestBackup(file);
  return new Refusal(
    meaning,
    backup
      ? `${words} It was left as it is. Your newest backup is ${backup}: copy it over the damaged file to go back to it.`
      : `${words} It was left as it is, and there is no backup beside it.`,
    { cause: code, backup },
  );
}
