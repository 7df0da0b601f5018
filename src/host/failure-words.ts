import { type Failure, Refusal } from '../domain/failure.ts';

/** What went wrong at the start, for the person who started Bellhop; the code stands last, for whoever helps them. */
export function startFailure(error: unknown): Failure {
  if (error instanceof Refusal) return error.failure;
  return {
    code: 'internal',
    message: 'Bellhop could not start.',
    details: { reason: error instanceof Error ? error.message : String(error) },
  };
}

/** The same in the lines of a terminal. */
export function startFailureWords(error: unknown): string {
  const { code, message, details } = startFailure(error);
  const small = Object.entries(details ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${String(value)}`);
  return [message, `(${[code, ...small].join(', ')})`].join('\n');
}
