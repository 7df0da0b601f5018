/** What a person saw proves it for a while. After that nobody knows any more, where it matters. */
export const PROOF_MS = 12 * 60 * 60_000;

const FEW_UNITS = 1;
const NEAR_NIGHTS = 14;

/** True where a wrong number at a channel soon becomes a double booking: hardly anything is left, and not far off. */
export const isAtRisk = (left: number, nightsAhead: number): boolean =>
  left <= FEW_UNITS && nightsAhead >= 0 && nightsAhead < NEAR_NIGHTS;

/** True where it was seen too long ago, or in a future that a clock has taken back. */
export const isProofOld = (seenAt: number, now: number): boolean =>
  now - seenAt >= PROOF_MS || seenAt - now >= PROOF_MS;
