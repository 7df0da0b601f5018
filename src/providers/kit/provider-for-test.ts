import { parseRetryAfter } from './http-failure.ts';
import type { Provider, ProviderDescriptor, ProviderFailure } from './provider.ts';

const descriptor: ProviderDescriptor = {
  id: 'pretend',
  name: 'Pretend',
  channel: 'other',
  transport: 'http',
  documents: [{ title: 'Nothing to read', href: 'https://pretend.example/docs' }],
  capabilities: [],
  environments: [{ environment: 'sandbox', baseUrl: null }],
  auth: {
    kind: 'api-key',
    fields: [
      { name: 'key', label: 'Key', help: 'From the settings there.', isSecret: true, pattern: '\\S{8,}' },
    ],
    whereToFind: ['Settings, then API.'],
  },
  limits: {
    budget: { points: 100, windowMs: 300_000, per: 'account' },
    parallel: 1,
    nightsPerRange: 365,
    rangesPerCall: 100,
    horizonDays: 365,
    breaksAtMonthEnd: false,
  },
  schedules: [],
  fields: {},
  together: [],
  mapping: { roomTypes: false, ratePlans: false },
  staleAfterMinutes: 60,
};

const failure = (code: ProviderFailure['code'], words: string, retryAt?: number): ProviderFailure => ({
  code,
  words,
  ...(retryAt !== undefined && { retryAt }),
});
const isObject = (body: unknown): body is Readonly<Record<string, unknown>> =>
  typeof body === 'object' && body !== null;

/** A channel that does nothing but sign in and judge answers: for tests of the kit. */
export const pretendProvider: Provider = {
  descriptor,
  classify({ status, headers, body }, now) {
    const told = isObject(body) ? body : {};
    if (status === 429) {
      const resetsIn = Number(headers['x-five-min-limit-resets-in'] ?? Number.NaN) * 1_000;
      const waitMs = parseRetryAfter(headers['retry-after'], now) ?? resetsIn;
      return failure('rate-limited', 'Asked too often.', Number.isNaN(waitMs) ? undefined : now + waitMs);
    }
    if (status === 403 && told['code'] === 1021) return failure('quota-exhausted', 'The account is used up.');
    if (status === 401) return failure('unauthorised', 'Sign in again.');
    if (status === 403) return failure('forbidden', 'Ask for access.');
    if (status >= 500) return failure('unavailable', 'The channel has a problem of its own.');
    if (status >= 400) return failure('rejected', `The channel refused: ${String(told['error'])}.`);
    if (status >= 300 || !isObject(body))
      return failure('unexpected-answer', 'The channel answered strangely.');
    return undefined;
  },
  limitsOf({ headers }, now) {
    const remaining = Number(headers['x-five-min-limit-remaining'] ?? Number.NaN);
    const resetsIn = Number(headers['x-five-min-limit-resets-in'] ?? Number.NaN);
    const cost = Number(headers['x-request-cost'] ?? Number.NaN);
    if (Number.isNaN(remaining) || Number.isNaN(resetsIn)) return undefined;
    return { remaining, resetsAt: now + resetsIn * 1_000, ...(!Number.isNaN(cost) && { cost }) };
  },
  async openSession(credential, { http, clock }) {
    const answer = await http.send({
      method: 'GET',
      path: '/authentication/token',
      headers: { refreshToken: credential['refreshToken'] ?? '' },
      isSigningIn: true,
      purpose: 'sign in',
    });
    if (!answer.ok) return answer;
    const body = answer.value.body as { readonly token: string; readonly expiresIn: number };
    return {
      ok: true,
      value: { headers: { token: body.token }, expiresAt: clock.now() + body.expiresIn * 1_000 },
    };
  },
};
