import type { Credential, Outcome, ProviderContext, ProviderFailure, SessionToken } from '../kit/provider.ts';
import { done, failed, notPossible, strangeAnswer } from './failures.ts';
import { detailsSchema, sessionSchema } from './wire.ts';

/** What Beds24 shows beside the sign-in, so that a person there knows whose it is. */
const DEVICE_NAME = 'Bellhop';
/** Where the answer does not say how long an access token lives. */
const USUAL_LIFE_S = 86_400;
/** A long life token is not renewed; it is looked at anew so often. */
const LOOK_AGAIN_MS = 86_400_000;

const REFUSALS: readonly string[] = ['rejected', 'unauthorised', 'forbidden'];

const badCode: ProviderFailure = {
  code: 'unauthorised',
  words:
    'Beds24 did not accept this invite code. A code is good once, for 24 hours, and only where it was made. Make a new one there and paste it.',
  mayHaveHappened: false,
};
const badToken: ProviderFailure = {
  code: 'unauthorised',
  words:
    'Beds24 does not accept the sign-in any more: it was revoked, not used for too long, or belongs to another environment. Make a new invite code there and sign in again.',
  mayHaveHappened: false,
};
const maybeUsedUp: ProviderFailure = {
  code: 'unavailable',
  words:
    'Beds24 did not answer while the invite code was being used. The code may be used up now: try it once more, and if it is refused make a new one.',
  mayHaveHappened: true,
};

async function tradeCode({ http }: ProviderContext, code: string): Promise<Outcome<Credential>> {
  const answer = await http.send({
    method: 'GET',
    path: '/authentication/setup',
    headers: { code, deviceName: DEVICE_NAME },
    isSigningIn: true,
    purpose: 'sign in with an invite code',
  });
  if (!answer.ok) {
    if (REFUSALS.includes(answer.failure.code)) return failed(badCode);
    const isLost = ['timed-out', 'unavailable'].includes(answer.failure.code);
    const wasSent = answer.failure.details?.['wasAsked'] !== false;
    return isLost && wasSent
      ? failed({ ...answer.failure, words: maybeUsedUp.words, mayHaveHappened: true })
      : answer;
  }
  const read = sessionSchema.safeParse(answer.value.body);
  const refreshToken = read.data?.refreshToken;
  if (refreshToken === undefined) return failed(strangeAnswer('a sign-in without its token', true));
  return done({ kind: 'refresh', refreshToken });
}

async function checkToken({ http }: ProviderContext, token: string): Promise<Outcome<Credential>> {
  const answer = await http.send({
    method: 'GET',
    path: '/authentication/details',
    headers: { token },
    isSigningIn: true,
    purpose: 'look at a long life token',
  });
  if (!answer.ok) return REFUSALS.includes(answer.failure.code) ? failed(badToken) : answer;
  const read = detailsSchema.safeParse(answer.value.body);
  if (read.data?.validToken === undefined)
    return failed(strangeAnswer('it does not say whether the token is valid', false));
  return done({ kind: 'long-life', token });
}

/** Trades an invite code, which is used up by it, or looks at a long life token. One of the two has to be there. */
export async function signIn(
  fields: Readonly<Record<string, string>>,
  context: ProviderContext,
): Promise<Outcome<Credential>> {
  const code = fields['inviteCode']?.trim() ?? '';
  const token = fields['longLifeToken']?.trim() ?? '';
  if ((code === '') === (token === ''))
    return failed(
      notPossible('Paste either an invite code or a long life token from Beds24.', 'invalid-input'),
    );
  return code === '' ? checkToken(context, token) : tradeCode(context, code);
}

/** An access token out of what is kept. The refresh token stays the same. */
export async function openSession(
  credential: Credential,
  { http, clock }: ProviderContext,
): Promise<Outcome<SessionToken>> {
  const { token, refreshToken } = credential;
  if (token !== undefined && token !== '')
    return done({ headers: { token }, expiresAt: clock.now() + LOOK_AGAIN_MS });
  if (refreshToken === undefined || refreshToken === '') return failed(badToken);
  const askedAt = clock.now();
  const answer = await http.send({
    method: 'GET',
    path: '/authentication/token',
    headers: { refreshToken },
    isSigningIn: true,
    purpose: 'renew the sign-in',
  });
  if (!answer.ok) return REFUSALS.includes(answer.failure.code) ? failed(badToken) : answer;
  const read = sessionSchema.safeParse(answer.value.body);
  if (!read.success) return failed(strangeAnswer('a sign-in without its token', false));
  const seconds = read.data.expiresIn ?? USUAL_LIFE_S;
  return done({ headers: { token: read.data.token }, expiresAt: askedAt + Math.max(0, seconds) * 1000 });
}

/** Ends the sign-in there. One that is not known there any more is as good as ended; a long life token ends only by hand. */
export async function revoke(credential: Credential, { http }: ProviderContext): Promise<Outcome<void>> {
  const { refreshToken } = credential;
  if (refreshToken === undefined || refreshToken === '') return done(undefined);
  const answer = await http.send({
    method: 'DELETE',
    path: '/authentication/token',
    headers: { refreshToken },
    isSigningIn: true,
    purpose: 'end the sign-in',
  });
  if (answer.ok || REFUSALS.includes(answer.failure.code)) return done(undefined);
  // a good answer has no body here
  const isEmpty = answer.failure.code === 'unexpected-answer' && answer.failure.details?.['isEmpty'] === true;
  return isEmpty ? done(undefined) : answer;
}
