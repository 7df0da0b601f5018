/** Where reading stops. Far above what any room's calendar needs, low enough that a hostile one costs seconds. */

export const MAX_BODY_BYTES = 5 * 1024 * 1024;
export const MAX_EVENTS = 20_000;
/** Length of one unfolded line in characters; the rest is cut off. */
export const MAX_LINE_LENGTH = 256 * 1024;
/** Problems listed one by one; more are counted in a last entry. */
export const MAX_PROBLEMS = 500;

/** Repeating events are expanded from this many days before the day of reading … */
export const REPEAT_DAYS_BACK = 7;
/** … to this many after it. */
export const REPEAT_DAYS_AHEAD = 800;
export const MAX_OCCURRENCES = 1000;
/** Days looked at for all the repeating events of one feed together. */
export const MAX_REPEAT_STEPS = 500_000;
/** The same for the rules by which its zones change their clocks. */
export const MAX_ZONE_STEPS = 500_000;

/** Longest text kept of a summary, and longest UID used as it stands. */
export const MAX_SUMMARY_LENGTH = 300;
export const MAX_UID_LENGTH = 255;
