import type { Diff } from '../../src/contract/diff.ts';

type Totals = Diff['totals'][number];

/** What can become of a night, in the order in which it matters to a guest. */
const KINDS = [
  ['closed', 'Close'],
  ['less', 'Fewer left'],
  ['opened', 'Open'],
  ['more', 'More left'],
  ['prices', 'Prices'],
  ['rules', 'Rules'],
  ['again', 'Told again'],
] as const satisfies readonly (readonly [keyof Totals, string])[];

export type TotalKind = (typeof KINDS)[number][0];

/** The columns that have something to say; a column of nothing but zeros is left out. */
export const totalKinds = (totals: readonly Totals[]): readonly (readonly [TotalKind, string])[] =>
  KINDS.filter(([kind]) => totals.some((row) => row[kind] > 0));
