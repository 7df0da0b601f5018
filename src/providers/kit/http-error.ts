import { fetchFailure, type FetchFailure, type FetchProblem, type ProblemFacts } from './http-failure.ts';

const PROBLEM_OF_CODE: Readonly<Record<string, FetchProblem>> = {
  ENOTFOUND: 'unknown-name',
  ENODATA: 'unknown-name',
  EAI_NONAME: 'unknown-name',
  EAI_AGAIN: 'offline',
  EAI_FAIL: 'offline',
  ENETUNREACH: 'offline',
  EHOSTUNREACH: 'offline',
  ENETDOWN: 'offline',
  EHOSTDOWN: 'offline',
  EADDRNOTAVAIL: 'offline',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'no-answer',
  ECONNRESET: 'cut-off',
  ECONNABORTED: 'cut-off',
  EPIPE: 'cut-off',
  UND_ERR_SOCKET: 'cut-off',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'cut-off',
  Z_BUF_ERROR: 'cut-off',
  ERR_BUFFER_TOO_LARGE: 'too-large',
  CERT_HAS_EXPIRED: 'certificate',
  CERT_NOT_YET_VALID: 'certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
  HOSTNAME_MISMATCH: 'certificate',
};

function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const within: unknown[] = error instanceof AggregateError ? error.errors : [];
  return [...own, ...within.flatMap(codesOf), ...codesOf(error.cause)];
}

/** What an error of the network, the protocol or the decompression means. Its own text is not passed on. */
export function failureOfError(error: unknown, facts: ProblemFacts): FetchFailure {
  const codes = codesOf(error);
  const known = codes.find((code) => PROBLEM_OF_CODE[code] !== undefined);
  const reason = known ?? codes[0] ?? 'unknown';
  const problem = known === undefined ? 'not-understood' : PROBLEM_OF_CODE[known];
  return fetchFailure(problem ?? 'not-understood', { ...facts, reason });
}
