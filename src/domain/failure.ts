import { z } from 'zod';

/**
 * Every way in which Bellhop can say no. A failure is data: a code for programs, a sentence for staff that says what
 * happened and what to do, and details that stand small behind it. Never a token, a feed address or a guest.
 */
export const FAILURE_CODES = [
  // asked wrongly
  'invalid-input',
  'not-found',
  'not-possible',
  'changed-meanwhile',
  'forbidden',
  'unknown-call',
  // the machine
  'internal',
  'database-busy',
  'database-read-only',
  'database-full',
  'database-corrupt',
  'database-newer',
  'data-folder-in-use',
  'file-unreadable',
  'file-unwritable',
  'secret-store-missing',
  'secret-store-locked',
  'passphrase-wrong',
  'cancelled',
  // a channel's address and its answer
  'address-not-http',
  'address-private',
  'address-unknown-host',
  'address-missing',
  'unavailable',
  'timed-out',
  'rate-limited',
  'quota-exhausted',
  'unauthorised',
  'unmapped',
  'rejected',
  'gone',
  'redirect-refused',
  'too-large',
  'too-many-events',
  'not-a-calendar',
  'unexpected-answer',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];
export const failureCodeSchema = z.enum(FAILURE_CODES);

export interface Failure {
  readonly code: FailureCode;
  /** For staff: what happened, what it means, what to do. */
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export const failureSchema = z.object({
  code: failureCodeSchema,
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});

/** Carries a {@link Failure} up to the nearest seam, which turns it back into data. Never crosses a layer as a class. */
export class Refusal extends Error {
  readonly failure: Failure;
  constructor(code: FailureCode, message: string, details?: Readonly<Record<string, unknown>>) {
    super(message);
    this.name = 'Refusal';
    this.failure = details === undefined ? { code, message } : { code, message, details };
  }
}

/** For the last branch of a switch over a closed union: the compiler refuses a forgotten case. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`);
}
