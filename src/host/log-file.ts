import { appendFileSync, chmodSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../domain/log.ts';
import { redactText } from '../providers/kit/redact.ts';

/** Two files of this size are all that a log may ever take of the disk. */
const LARGEST_BYTES = 1024 * 1024;
const DEEPEST = 4;

/** Facts as a log may hold them: every text redacted, nothing deep, nothing endless. */
function redactFact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value).slice(0, 500);
  if (value instanceof Error) return redactText(`${value.name}: ${value.message}`).slice(0, 500);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (depth >= DEEPEST) return '…';
  if (Array.isArray(value)) return value.slice(0, 20).map((part) => redactFact(part, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 20)
      .map(([key, part]) => [key, redactFact(part, depth + 1)]),
  );
}

/**
 * A log of one JSON object a line, of bounded size: when the file is full it becomes `<file>.old` and a new one begins.
 * Addresses, tokens and names that look like secrets are taken out of every text. A log that cannot be written is
 * silent: it must never stop the desk.
 */
export function createLogFile(file: string, now: () => number, largest = LARGEST_BYTES): Log {
  let size: number | undefined;
  const open = (): number => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    try {
      return statSync(file).size;
    } catch {
      appendFileSync(file, '');
      if (process.platform !== 'win32') chmodSync(file, 0o600);
      return 0;
    }
  };
  const write = (
    level: 'info' | 'warn',
    words: string,
    facts: Readonly<Record<string, unknown>> = {},
  ): void => {
    try {
      size ??= open();
      const at = new Date(now()).toISOString();
      const line = `${JSON.stringify({ at, level, words: redactText(words), ...(redactFact(facts) as object) })}\n`;
      if (size > 0 && size + line.length > largest) {
        renameSync(file, `${file}.old`);
        size = open();
      }
      appendFileSync(file, line);
      size += Buffer.byteLength(line);
    } catch {
      size = undefined;
    }
  };
  return {
    info: (words, facts) => write('info', words, facts),
    warn: (words, facts) => write('warn', words, facts),
  };
}
