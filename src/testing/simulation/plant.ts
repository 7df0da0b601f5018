import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

/** A mistake to plant: one piece of one file's text, replaced by another. */
export interface Mutation {
  readonly name: string;
  /** What is wrong then, in words. */
  readonly says: string;
  /** From the project's root. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** Why no story may show it, where that is so by design. */
  readonly unseen?: string;
}

const root = resolve(import.meta.dirname, '../../..');

/** Plants a mistake into whatever is loaded from now on. Refuses where its place is not there exactly once. */
export function plant({ name, file, find, replace }: Mutation): () => boolean {
  const url = pathToFileURL(resolve(root, file)).href;
  let isPlanted = false;
  registerHooks({
    load(address, context, next) {
      const loaded = next(address, context);
      if (address.split('?')[0] !== url) return loaded;
      const text =
        typeof loaded.source === 'string'
          ? loaded.source
          : Buffer.from(loaded.source as Uint8Array).toString();
      if (text.split(find).length !== 2)
        throw new Error(`The mistake "${name}" has no place in ${file} any more: say where it belongs now.`);
      isPlanted = true;
      return { ...loaded, source: text.replace(find, () => replace) };
    },
  });
  return () => isPlanted;
}
