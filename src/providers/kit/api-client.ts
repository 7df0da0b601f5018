import { Refusal, type FailureCode } from '../../domain/failure.ts';
import { isReading, notSignedIn, strangeAnswer, transportFailure, unfit } from './api-failures.ts';
import type { ApiHttp, ApiPriority, ApiRequest, ApiTransport, TransportAnswer } from './api-http.ts';
import type { Gate, Passed } from './gate.ts';
import type {
  Credential,
  Outcome,
  Provider,
  ProviderContext,
  ProviderFailure,
  SessionToken,
  WireAnswer,
} from './provider.ts';
import { areSendable, parseAnswer, urlBelow, type Parsed } from './api-wire.ts';
import { privateTextsOf, redactBody, redactPath } from './redact-wire.ts';
import type { Sessions } from './sessions.ts';

/** How long an answer is waited for. */
export const TIMEOUT_MS: Readonly<Record<ApiPriority, number>> = {
  critical: 30_000,
  high: 15_000,
  medium: 10_000,
  low: 30_000,
};

/** Ten thousand bookings in one answer still fit. */
const MAX_ANSWER_BYTES = 32 * 2 ** 20;

/** One request as people may read it. */
export interface RequestEntry {
  readonly connectionId: number;
  readonly at: number;
  readonly method: ApiRequest['method'];
  readonly path: string;
  readonly purpose: string;
  readonly status: number | null;
  readonly ms: number;
  readonly costThousandths: number | null;
  readonly failureCode: FailureCode | null;
  readonly sent: string;
  readonly answer: string;
}

export interface ApiHttpOptions {
  readonly transport: ApiTransport;
  readonly gate: Gate;
  readonly sessions: Sessions;
  readonly provider: Provider;
  readonly connection: ProviderContext['connection'] & { readonly baseUrl: string };
  /** Undefined where nothing is kept; may reject with a Refusal where the secrets are locked. */
  readonly credential: () => Promise<Credential | undefined>;
  readonly clock: ProviderContext['clock'];
  readonly chance: ProviderContext['chance'];
  readonly log: ProviderContext['log'];
  readonly priority: ApiPriority;
  /** Left out: as the priority has it. */
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
  readonly note: (entry: RequestEntry) => void;
}

const SIGN_IN_AGAIN: ReadonlySet<FailureCode> = new Set(['unauthorised', 'forbidden']);
/** After these nobody knows what became of a request that changes something. */
const LEAVES_OPEN: ReadonlySet<FailureCode> = new Set([
  'unavailable',
  'timed-out',
  'unexpected-answer',
  'too-large',
]);

const SHORTEST_SECRET = 10;

interface Facts {
  readonly startedAt: number;
  readonly carried: TransportAnswer;
  readonly parsed: Parsed | undefined;
  readonly passed: Passed<WireAnswer>;
}

const fail = (failure: ProviderFailure): Outcome<never> => ({ ok: false, failure });

/** The outgoing door of one connection for one piece of work. */
export function createApiHttp(options: ApiHttpOptions): ApiHttp {
  const { provider, connection, clock, sessions, signal } = options;
  const { name } = provider.descriptor;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS[options.priority];
  const secrets = new Set<string>();
  /** Ordinary words such as a device's name are not looked for: that would shred the log. */
  const keepSecret = (value: string): void => {
    if (value.length >= SHORTEST_SECRET && !value.includes(' ')) secrets.add(value);
  };

  /** A pure function of a provider that throws must not take the work down with it. */
  function guarded<T>(read: () => T, otherwise: T, what: string): T {
    try {
      return read();
    } catch {
      options.log.warn('Reading or noting an answer failed', { provider: provider.descriptor.id, what });
      return otherwise;
    }
  }

  function judgeAnswer(request: ApiRequest, status: number, parsed: Parsed): Passed<WireAnswer> {
    if ('problem' in parsed) {
      const failure = strangeAnswer(name, parsed.problem, status);
      return { outcome: fail({ ...failure, mayHaveHappened: !isReading(request) }) };
    }
    const { answer } = parsed;
    const now = clock.now();
    const limits = guarded(() => provider.limitsOf?.(answer, now), undefined, 'limits');
    const strange = strangeAnswer(name, 'not classified', status);
    const failure = guarded(() => provider.classify(answer, now), strange, 'classify');
    if (!failure) return { outcome: { ok: true, value: answer }, limits };
    const mayHaveHappened = failure.mayHaveHappened ?? (!isReading(request) && LEAVES_OPEN.has(failure.code));
    return { outcome: fail({ ...cleaned(failure), mayHaveHappened }), limits };
  }

  /** A channel may quote what it was sent. */
  function cleaned(failure: ProviderFailure): ProviderFailure {
    const { details, ...rest } = failure;
    const words = [...secrets].reduce((left, secret) => left.replaceAll(secret, '…'), failure.words);
    const told = JSON.stringify(details ?? {});
    const isClean = [...secrets].every((secret) => !told.includes(secret));
    return { ...rest, words, ...(details && isClean && { details }) };
  }

  function note(request: ApiRequest, facts: Facts): void {
    const { carried, parsed, passed, startedAt } = facts;
    const cost = passed.limits?.cost;
    const answer =
      parsed && 'answer' in parsed
        ? parsed.answer.body
        : carried.type === 'answer'
          ? carried.text
          : undefined;
    const known = [...secrets];
    const entry: RequestEntry = {
      connectionId: connection.id,
      at: startedAt,
      method: request.method,
      path: redactPath(request.path, request.query, known),
      purpose: request.purpose,
      status: carried.type === 'answer' ? carried.status : null,
      ms: Math.max(0, clock.now() - startedAt),
      costThousandths: cost === undefined ? null : Math.round(cost * 1_000),
      failureCode: passed.outcome.ok ? null : passed.outcome.failure.code,
      sent: redactBody(request.body, known),
      answer: redactBody(answer, [...known, ...privateTextsOf(request.body)]),
    };
    // a log that cannot be written is no reason to forget what the channel answered
    guarded(() => options.note(entry), undefined, 'note');
  }

  async function sendOnce(request: ApiRequest, session: SessionToken): Promise<Outcome<WireAnswer>> {
    const url = urlBelow(connection.baseUrl, request);
    if (!url) return fail(unfit(name, 'address'));
    const headers = {
      accept: 'application/json',
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
      ...session.headers,
      ...request.headers,
    };
    for (const value of Object.values({ ...session.headers, ...request.headers })) keepSecret(value);
    if (!areSendable(headers)) return fail(unfit(name, 'sign-in'));
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    const ask = { kind: request.purpose, priority: options.priority, signal };
    const order = {
      method: request.method,
      url,
      headers,
      body,
      timeoutMs,
      maxBytes: MAX_ANSWER_BYTES,
      signal,
    };
    return options.gate.pass(ask, async () => {
      const startedAt = clock.now();
      const carried = await options.transport(order);
      if (carried.type === 'failed') {
        const mayHaveHappened = carried.wasSent && !isReading(request);
        const failure = transportFailure(carried.reason, { name, timeoutMs, mayHaveHappened });
        const passed: Passed<WireAnswer> = { outcome: fail(failure) };
        note(request, { startedAt, carried, parsed: undefined, passed });
        return passed;
      }
      const parsed = parseAnswer(carried);
      const passed = judgeAnswer(request, carried.status, parsed);
      note(request, { startedAt, carried, parsed, passed });
      return passed;
    });
  }

  async function open(): Promise<Outcome<SessionToken>> {
    try {
      const credential = await options.credential();
      if (!credential) return fail(notSignedIn(name));
      for (const value of Object.values(credential)) keepSecret(value);
      if (!provider.openSession) return { ok: true, value: NO_SESSION };
      const { chance, log } = options;
      // what it sends would otherwise wait for the very session that it opens
      const http: ApiHttp = { send: (request) => sendOnce(request, NO_SESSION) };
      return await provider.openSession(credential, { connection, http, clock, chance, log, signal });
    } catch (error) {
      if (error instanceof Refusal) {
        return fail({ code: error.failure.code, words: error.failure.message, mayHaveHappened: false });
      }
      options.log.warn('A session could not be opened', { provider: provider.descriptor.id });
      return fail(strangeAnswer(name, 'no session', 0));
    }
  }

  return {
    async send(request) {
      if (request.isSigningIn === true) return sendOnce(request, NO_SESSION);
      const session = await sessions.take(connection.id, open, { signal });
      if (!session.ok) return fail({ ...session.failure, mayHaveHappened: false });
      const outcome = await sendOnce(request, session.value);
      if (outcome.ok || !provider.openSession || !SIGN_IN_AGAIN.has(outcome.failure.code)) return outcome;
      const renewed = await sessions.take(connection.id, open, { signal, stale: session.value });
      if (!renewed.ok) return fail({ ...renewed.failure, mayHaveHappened: false });
      return sendOnce(request, renewed.value);
    },
  };
}

const NO_SESSION: SessionToken = { headers: {}, expiresAt: Number.MAX_SAFE_INTEGER };
