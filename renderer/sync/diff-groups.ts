import type { Diff } from '../../src/contract/diff.ts';
import { sayList } from '../../src/domain/say-nights.ts';

type Line = Diff['lines'][number];

export interface DiffChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** One row for a person: these nights of this room type, and all that changes in each of them. */
export interface DiffGroup {
  readonly key: string;
  readonly channel: Line['channel'];
  readonly roomTypeName: string;
  readonly ratePlanName: string | null;
  readonly direction: Line['direction'];
  readonly nights: string;
  readonly changes: readonly DiffChange[];
}

const LISTED = 4;

function nightsOf(stretches: readonly string[], listed: number): string {
  if (stretches.length <= listed) return sayList(stretches);
  return `${stretches.slice(0, listed).join(', ')} and ${stretches.length - listed} more`;
}

const placeOf = (line: Line): string =>
  [line.connectionId, line.roomTypeName, line.ratePlanName ?? ''].join('\u001f');

/** The changes of each stretch of nights together, in the order of sending. */
function stretchesOf(lines: readonly Line[]): Line[][] {
  const stretches = new Map<string, Line[]>();
  for (const line of lines) {
    const key = [placeOf(line), line.nights, line.firstNight, line.direction].join('\u001f');
    const known = stretches.get(key);
    if (known) known.push(line);
    else stretches.set(key, [line]);
  }
  return [...stretches.values()];
}

function groupOf(key: string, same: readonly (readonly Line[])[], listed: number): DiffGroup {
  const [stretch = []] = same;
  const { channel, roomTypeName, ratePlanName, direction } = stretch[0] as Line;
  return {
    ...{ key, channel, roomTypeName, ratePlanName, direction },
    nights: nightsOf(
      same.map((one) => one[0]?.nights ?? ''),
      listed,
    ),
    changes: stretch.map(({ field, before, after }) => ({ field, before, after })),
  };
}

/** One row for each stretch of nights, as it is told: nothing is put together. */
export const diffStretches = (lines: readonly Line[]): DiffGroup[] =>
  stretchesOf(lines).map((stretch, at) => groupOf(String(at), [stretch], 1));

/** Puts the changes of one stretch of nights together, and the stretches in which the same changes. The order is kept. */
export function diffGroups(lines: readonly Line[], listed = LISTED): DiffGroup[] {
  const groups = new Map<string, Line[][]>();
  for (const stretch of stretchesOf(lines)) {
    const first = stretch[0] as Line;
    const said = stretch.map(({ field, before, after }) => `${field}\u001e${before}\u001e${after}`);
    const key = [placeOf(first), first.direction, ...said].join('\u001f');
    groups.set(key, [...(groups.get(key) ?? []), stretch]);
  }
  return [...groups].map(([key, same]) => groupOf(key, same, listed));
}
