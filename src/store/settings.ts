import type { ReadHandle, WriteHandle } from './database.ts';

/** A choice of the hotel that has no table of its own; undefined where nobody has chosen. */
export const readSetting = (read: ReadHandle, key: string): string | undefined =>
  read.prepare('SELECT value FROM setting WHERE key = ?').pluck<string>(key)[0];

export const keepSetting = (tx: WriteHandle, key: string, value: string): void => {
  tx.run(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    value,
  );
};
