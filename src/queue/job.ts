import { Refusal } from '../domain/failure.ts';

/**
 * The words of the queue. A *job* is a wish to bring something about. A *claim* takes it for one worker until its *lease*
 * ends, under a *fence* number that only this claim has. An *ending* says how the attempt went.
 */
export const PRIORITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];
export const rankOf = (priority: Priority): number => PRIORITIES.indexOf(priority);
export const priorityOf = (rank: number): Priority => PRIORITIES[rank] ?? 'low';

export const JOB_STATES = ['waiting', 'running', 'parked', 'dead', 'done', 'cancelled', 'settled'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Which things a job is about: row ids, references. Never a price, a count of rooms or a guest. */
export type Subject = Readonly<Record<string, string | number>>;

export interface NewJob {
  readonly kind: string;
  readonly queue: string;
  /** Same kind and key in one queue: one waiting job. Null: always another job. */
  readonly key: string | null;
  readonly subject: Subject;
  readonly priority: Priority;
  /** Epoch milliseconds; now, where it is left out. */
  readonly dueAt?: number;
}

export interface Added {
  readonly id: number;
  /** False where a waiting job took the wish in. */
  readonly isNew: boolean;
}

/** What a claim's holder shows when it ends the attempt. */
export interface Ticket {
  readonly id: number;
  readonly fence: number;
}

export interface Claim extends Ticket {
  readonly kind: string;
  readonly queue: string;
  readonly key: string | null;
  readonly subject: Subject;
  readonly priority: Priority;
  /** This one counted: 1 at the first. */
  readonly attempts: number;
  readonly leaseEndsAt: number;
  /** True where an earlier holder never said how it ended: the effect may have happened. */
  readonly isTakenOver: boolean;
}

/** Why an attempt failed: a code for programs, words for staff. */
export interface JobFailure {
  readonly code: string;
  readonly words: string;
}

/** How an attempt went. All but `done` and `released` name a failure that people can read. */
export type Ending =
  | { readonly type: 'done'; readonly result?: string }
  | { readonly type: 'retry-at'; readonly at: number; readonly failure: JobFailure }
  /** The provider named the time: the attempt is not counted. */
  | { readonly type: 'wait-until'; readonly at: number; readonly failure: JobFailure }
  | { readonly type: 'park'; readonly fact: string; readonly failure: JobFailure }
  | { readonly type: 'dead'; readonly failure: JobFailure }
  /** Given back undone, due at once, the attempt not counted. */
  | { readonly type: 'released' };

const SUBJECT_PARTS = 12;
const SUBJECT_TEXT = 200;

function isIdentity(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return typeof value === 'string' && value.length <= SUBJECT_TEXT;
}

/** The subject as it is kept; refuses what does not look like identities, so that no value to send slips in. */
export function writeSubject(subject: Subject): string {
  const parts = Object.entries(subject);
  if (parts.length > SUBJECT_PARTS || parts.some(([, value]) => !isIdentity(value)))
    throw new Refusal(
      'invalid-input',
      'A job may only name what it is about, in a few whole numbers or texts.',
      {
        parts: parts.map(([name]) => name).slice(0, SUBJECT_PARTS + 1),
      },
    );
  return JSON.stringify(subject);
}

export const readSubject = (text: string): Subject => JSON.parse(text) as Subject;

/** For a holder whose claim has gone to another: whatever it was about to write is not written. */
export function staleClaim(ticket: Ticket): Refusal {
  return new Refusal('changed-meanwhile', 'This work was taken over by another run; its outcome counts.', {
    jobId: ticket.id,
    fence: ticket.fence,
  });
}
