import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file name of plain letters: a door, a channel and a number, nobody's name. */
export function exportFileName(place: string, channel: string, id: number): string {
  const plain = place
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
  return `${plain || 'unit'}-for-${channel}-${id}.ics`;
}

/** Writes a whole file or none: a reader never finds half a calendar. Answers why it could not, in words. */
export async function writeExportFile(folder: string, name: string, text: string): Promise<string | null> {
  const file = join(folder, name);
  const draft = `${file}.part`;
  try {
    await writeFile(draft, text, { mode: 0o644 });
    await rename(draft, file);
    return null;
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return `The calendar could not be written to the chosen folder (${code}). Its reader keeps seeing the older one. Check that the folder is there and may be written to.`;
  }
}

/** Takes a file away that is no longer written; that it is gone already is fine. */
export const removeExportFile = (folder: string, name: string): Promise<void> =>
  rm(join(folder, name), { force: true }).catch(() => undefined);
