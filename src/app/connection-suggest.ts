/** A room of a channel, or a room type of ours, by what people would tell them apart. */
export interface Suggestable {
  readonly name: string;
  readonly quantity: number;
}

/** Words that most rooms carry: they tell nothing apart. */
const COMMON = new Set(['room', 'rooms', 'the', 'with', 'and', 'of', 'de', 'la']);

const wordsOf = (name: string): Set<string> =>
  new Set(
    name
      .normalize('NFKD')
      .replace(/\p{Mark}/gu, '')
      .toLowerCase()
      .split(/[^\p{Letter}\p{Number}]+/u)
      .filter((word) => word !== '' && !COMMON.has(word)),
  );

/** 0 for nothing in common, 1 for the same words; the number of units breaks ties only. */
function likeness(there: Suggestable, here: Suggestable): number {
  const [a, b] = [wordsOf(there.name), wordsOf(here.name)];
  const shared = [...a].filter((word) => b.has(word)).length;
  const total = a.size + b.size;
  const words = total === 0 ? 0 : (2 * shared) / total;
  return words + (words > 0 && there.quantity === here.quantity ? 0.05 : 0);
}

const NEAR_ENOUGH = 0.5;

/**
 * Our best guess which room type each room of a channel is, nearest pair first, each room type once. A room without one is
 * left out: no guess is better than a far one, since a wrong link sells the wrong room.
 */
export function suggestLinks<There extends Suggestable, Here extends Suggestable>(
  there: readonly There[],
  here: readonly Here[],
): Map<There, Here> {
  const pairs = there
    .flatMap((room) => here.map((type) => ({ room, type, near: likeness(room, type) })))
    .filter(({ near }) => near >= NEAR_ENOUGH)
    .sort((a, b) => b.near - a.near);
  const found = new Map<There, Here>();
  const used = new Set<Here>();
  for (const { room, type } of pairs) {
    if (found.has(room) || used.has(type)) continue;
    found.set(room, type);
    used.add(type);
  }
  return found;
}
