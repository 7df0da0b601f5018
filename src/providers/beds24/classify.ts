import type { FailureCode } from '../../domain/failure.ts';
import type { ProviderFailure, WireAnswer } from '../kit/provider.ts';
import { strangeAnswer, theirWords } from './failures.ts';
import { resetsAtOf } from './limits.ts';

type Body = Readonly<Record<string, unknown>>;

const bodyOf = ({ body }: WireAnswer): Body =>
  typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Body) : {};

/** Numbers of the older API, which v2 may still put into a body, whatever the status beside them. */
const LEGACY: Readonly<Record<number, FailureCode>> = {
  1009: 'forbidden',
  1010: 'forbidden',
  1016: 'rate-limited',
  1020: 'rate-limited',
  1021: 'quota-exhausted',
  1022: 'forbidden',
};

function waitFor(code: 'rate-limited' | 'quota-exhausted', answer: WireAnswer, now: number): ProviderFailure {
  const words =
    code === 'rate-limited'
      ? 'Beds24 allows only so many calls in five minutes, and they are used up. Bellhop goes on by itself when they are whole again.'
      : 'The Beds24 account has no API credit. Bellhop tries again by itself; ask Beds24 support to raise the limit if it stays so.';
  return { code, words, retryAt: resetsAtOf(answer, now), mayHaveHappened: false };
}

function forbidden(body: Body, legacy: number | undefined): ProviderFailure {
  const scope = /\b(?:read|write|delete|all):[a-z-]+/.exec(theirWords(body['error']))?.[0];
  const base = { code: 'forbidden', mayHaveHappened: false } as const;
  if (legacy === 1022) {
    const words =
      'Beds24 does not allow this computer’s address. Take the list of allowed addresses off the token there, or add this one.';
    return { ...base, words };
  }
  const missing = scope === undefined ? '' : ` (${scope})`;
  const words = `This sign-in may not do that at Beds24${missing}. Make a new invite code there with the missing boxes ticked, and sign in again.`;
  return { ...base, words, ...(scope !== undefined && { details: { scope } }) };
}

const unauthorised = (): ProviderFailure => ({
  code: 'unauthorised',
  words:
    'Beds24 does not accept the sign-in: it has expired, was revoked, belongs to another environment, or is not allowed from this computer’s address. Make a new invite code there and sign in again.',
  mayHaveHappened: false,
});

function unavailable(answer: WireAnswer, now: number): ProviderFailure {
  const hasTime = answer.headers['retry-after'] !== undefined;
  return {
    code: 'unavailable',
    words: `Beds24 is out of order at the moment (status ${answer.status}). Bellhop tries again by itself.`,
    ...(hasTime && { retryAt: resetsAtOf(answer, now) }),
  };
}

function rejected(body: Body): ProviderFailure {
  const said = theirWords(body['error']);
  const [parameter] = /^[A-Za-z][\w.[\]]*(?= (?:must|is|has|can|was|not)\b)/.exec(said) ?? [];
  return {
    code: 'rejected',
    words: `Beds24 refused the request${said === '' ? ' without a reason' : `: ${said}`}. Asking again would not help.`,
    mayHaveHappened: false,
    ...(parameter !== undefined && { details: { parameter } }),
  };
}

/** By a status that means something bad; undefined where it means none of what is known. */
function byStatus(status: number, answer: WireAnswer, now: number): ProviderFailure | undefined {
  const body = bodyOf(answer);
  if (status === 429) return waitFor('rate-limited', answer, now);
  if (status === 401) return unauthorised();
  // seen in the wild as a second 401: only where a scope is named does renewing surely not help
  if (status === 403)
    return /scope|role|permission/i.test(String(body['error'])) ? forbidden(body, undefined) : unauthorised();
  if (status === 404 || status === 405) {
    const words =
      'There is no such call at this address. Check the base address of the connection: it should end in /v2.';
    return { code: 'unexpected-answer', words, mayHaveHappened: false };
  }
  if (status === 413) return { ...rejected(body), code: 'too-large' };
  if (status === 408 || status >= 500) return unavailable({ ...answer, status }, now);
  if (status >= 400) return rejected(body);
  if (status >= 300) {
    const words =
      'Beds24 points to another address. Bellhop does not take the sign-in there; check the base address of the connection.';
    return { code: 'redirect-refused', words, mayHaveHappened: false };
  }
  return undefined;
}

function legacyFailure(
  code: number,
  body: Body,
  answer: WireAnswer,
  now: number,
): ProviderFailure | undefined {
  const meaning = LEGACY[code];
  if (meaning === 'rate-limited' || meaning === 'quota-exhausted') return waitFor(meaning, answer, now);
  return meaning === undefined ? undefined : forbidden(body, code);
}

/** A good status over a body that says no, or that is nothing to read. */
function insideGoodStatus(answer: WireAnswer, now: number): ProviderFailure | undefined {
  if (answer.body === undefined)
    return { ...strangeAnswer('it is empty, or not JSON'), details: { isEmpty: true } };
  if (answer.body === null || typeof answer.body !== 'object')
    return strangeAnswer('it is not what was asked for');
  const body = bodyOf(answer);
  if (body['validToken'] === false) return unauthorised();
  if (body['success'] !== false) return undefined;
  const inner = Number(body['code']);
  const meant = inner >= 400 && inner < 600 ? byStatus(inner, answer, now) : undefined;
  return (
    meant ?? (theirWords(body['error']) === '' ? strangeAnswer('it says no, and not why') : rejected(body))
  );
}

/**
 * What is wrong with an answer, undefined for a good one. A 201 whose items failed is good here: what became of each item is
 * read by whoever sent them. An answer without a body is not good; only revoking expects one. Whether something happened
 * is left open where a server broke or an answer is strange: that depends on what was asked.
 */
export function classify(answer: WireAnswer, now: number): ProviderFailure | undefined {
  const body = bodyOf(answer);
  const legacy = body['success'] === false || answer.status >= 400 ? Number(body['code']) : Number.NaN;
  const known = legacyFailure(legacy, body, answer, now);
  if (known) return known;
  return byStatus(answer.status, answer, now) ?? insideGoodStatus(answer, now);
}
