/** How a clerk works. Shares are of 1, of the steps where it can happen. */
export interface ClerkManner {
  /** For one step, least and most. */
  readonly paceMs: readonly [least: number, most: number];
  /** Steps that are skipped, with some reason. */
  readonly skips: number;
  /** Filled forms that are left without saving, though the step is ticked. */
  readonly forgetsToSave: number;
  /** Numbers mistyped while setting. */
  readonly typos: number;
  /** Numbers misread. A misread number is never by chance the one that was asked for. */
  readonly misreads: number;
  /** Neighbours in the alphabetical list that are taken for the room. */
  readonly wrongRooms: number;
  /** Numbers typed into the price row. */
  readonly wrongRows: number;
  /** Walks away after setting the numbers, without a word: the rest is never done. */
  readonly leavesAfterSet: number;
  /** True: compares the form's count of nights with what was asked, and so finds out about its end date. */
  readonly comparesNightCount: boolean;
}

const DILIGENT: ClerkManner = {
  paceMs: [4_000, 15_000],
  ...{ skips: 0, forgetsToSave: 0, typos: 0, misreads: 0, wrongRooms: 0, wrongRows: 0, leavesAfterSet: 0 },
  comparesNightCount: true,
};

/**
 * The clerks that a simulation meets: whatever they do, looking again finds it. Those who misread, or mistake rooms and rows,
 * are made to measure: what they saw is not there, and only a later sweep by somebody else finds that.
 */
export const CLERK_MANNERS = {
  diligent: DILIGENT,
  slow: { ...DILIGENT, paceMs: [60_000, 600_000] },
  forgetful: { ...DILIGENT, skips: 0.2, forgetsToSave: 0.2, comparesNightCount: false },
  'wrong-numbers': { ...DILIGENT, typos: 0.3, comparesNightCount: false },
  'half-done': { ...DILIGENT, leavesAfterSet: 0.5 },
} as const satisfies Readonly<Record<string, ClerkManner>>;
export type ClerkKind = keyof typeof CLERK_MANNERS;
