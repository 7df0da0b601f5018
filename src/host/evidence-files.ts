import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PictureFiles } from '../app/ports.ts';
import { Refusal } from '../domain/failure.ts';

/** What a host may be asked to read: digests are the only names that there are. */
const DIGEST = /^[0-9a-f]{64}$/u;

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/**
 * Pictures in the folder `evidence` beside the database, readable by this account alone. A file is written under another
 * name, put on disk and then named, so that none is ever there half.
 */
export function pictureFiles(dataFolder: string): PictureFiles {
  const folder = join(dataFolder, 'evidence');
  const fileOf = (digest: string): string => {
    if (!DIGEST.test(digest)) throw new Error('This is no digest');
    return join(folder, digest);
  };
  return {
    async put(digest, bytes) {
      const file = fileOf(digest);
      if (await exists(file)) return;
      const part = `${file}.${randomUUID()}`;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const handle = await open(part, 'wx', 0o600);
        try {
          await handle.writeFile(bytes);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(part, file);
      } catch (error) {
        await rm(part, { force: true });
        throw new Refusal(
          'file-unwritable',
          'The picture could not be written to this computer’s disk. See whether it is full. The step itself is not touched.',
          { reason: (error as NodeJS.ErrnoException).code ?? 'unknown' },
        );
      }
    },
    async read(digest) {
      const bytes = await readFile(fileOf(digest)).catch(() => undefined);
      if (!bytes) return undefined;
      return createHash('sha256').update(bytes).digest('hex') === digest ? bytes : undefined;
    },
  };
}
