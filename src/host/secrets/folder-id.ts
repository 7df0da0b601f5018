import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const FILE = 'folder-id.json';
const schema = z.object({ id: z.uuid(), folder: z.string() });
type FolderId = z.infer<typeof schema>;

function read(folder: string): FolderId | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(join(folder, FILE), 'utf8')));
  } catch {
    // missing or unreadable: a new name costs no more than pasting the addresses again
    return undefined;
  }
}

/**
 * The name under which this data folder keeps its secrets in the keychain; made at first use. A folder that was moved
 * keeps its name. A copy gets one of its own, so that removing a feed there takes nothing from the original.
 */
export function folderIdOf(folder: string): string {
  const here = realpathSync(folder);
  const known = read(here);
  if (known?.folder === here) return known.id;
  const isCopy = known !== undefined && existsSync(known.folder) && read(known.folder)?.id === known.id;
  const id = known === undefined || isCopy ? randomUUID() : known.id;
  try {
    writeFileSync(join(here, FILE), JSON.stringify({ id, folder: here }) + '\n', { mode: 0o600 });
  } catch {
    // a folder that cannot be written is the database's to complain about; the name then lasts for this run
  }
  return id;
}
