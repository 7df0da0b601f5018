/** The words that templates are made of: kinds of task, when a step comes and how often, and what texts may name. */

export const TASK_KINDS = ['close', 'open', 'change', 'verify', 'sweep', 'conflict'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** In this order: getting there, entering, comparing, looking as a guest, leaving. */
export const STEP_PHASES = ['begin', 'edit', 'compare', 'guest', 'end'] as const;
export type StepPhase = (typeof STEP_PHASES)[number];

/**
 * How often a step comes: once a visit; for each edit; for each room of the extranet that the edit's room type is sold as;
 * for each contract type of it; for each run of nights with one target, which is what is dragged over or typed at once.
 */
export const STEP_LEVELS = ['visit', 'edit', 'room', 'contract-type', 'span'] as const;
export type StepLevel = (typeof STEP_LEVELS)[number];

/** What texts may name, and from which level on it is known. */
export const PLACEHOLDERS = {
  propertyName: 'visit',
  propertyId: 'visit',
  /** Each night by its date, and the day that stays as it is: "10, 11 and 12 Jul; 13 Jul stays open". */
  nights: 'visit',
  nightCount: 'visit',
  firstNight: 'visit',
  lastNight: 'visit',
  /** The day that a guest of these nights leaves; its night is not meant. */
  checkoutDay: 'visit',
  /** The night before the first: where the extranet's calendar is to begin. */
  dayBefore: 'visit',
  programmes: 'visit',
  roomName: 'edit',
  roomId: 'edit',
  ratePlans: 'edit',
  contractType: 'contract-type',
  target: 'span',
  /** What a bulk form wants as its end: the last night, or the day after it where the form leaves its end out. */
  endDate: 'span',
} as const satisfies Readonly<Record<string, StepLevel>>;
export type Placeholder = keyof typeof PLACEHOLDERS;

export const SHOW_KEYS = [
  'propertyName',
  'propertyId',
  'roomName',
  'roomId',
  'ratePlans',
  'contractType',
  'nights',
  'firstNight',
  'lastNight',
  'endDate',
  'nightCount',
  'checkoutDay',
  'target',
] as const satisfies readonly Placeholder[];
export type ShowKey = (typeof SHOW_KEYS)[number];

export const SHOW_LABELS: Readonly<Record<ShowKey, string>> = {
  propertyName: 'Property',
  propertyId: 'Property number',
  roomName: 'Room there',
  roomId: 'Room number there',
  ratePlans: 'Rate plans',
  contractType: 'Contract type',
  nights: 'Nights',
  firstNight: 'First night',
  lastNight: 'Last night',
  endDate: 'End date in the form',
  nightCount: 'How many nights',
  checkoutDay: 'Stays as it is',
  target: 'Rooms left for sale',
};

/** When a step is left out: it comes only where this holds of the profile, the visit, the edit or the run of nights. */
export const STEP_CONDITIONS = [
  'hourly-stays',
  'contract-types',
  'guaranteed-allotment',
  'programmes',
  'ical-import',
  'auto-replenish-unknown',
  'several-rooms',
  'closes',
  'opens',
  'last-unit',
  'target-zero',
  'target-left',
] as const;
export type StepCondition = (typeof STEP_CONDITIONS)[number];

/** Asked with the numbers of the nights. */
export const ALSO = ['night-before-unchanged', 'checkout-day-unchanged'] as const;

/** The names in curly brackets of a text, known or not. */
export const placeholdersIn = (text: string): string[] =>
  [...text.matchAll(/\{([^{}]*)\}/gu)].map(([, name = '']) => name);
