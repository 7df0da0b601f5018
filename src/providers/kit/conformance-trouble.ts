import { expect, it } from 'vitest';
import type { ApiTransport, TransportAnswer } from './api-http.ts';
import { failureProblems } from './conformance-checks.ts';
import { GUEST, operationsOf, stageFor, type ConformanceHarness } from './conformance-stage.ts';
import type { Provider } from './provider.ts';

const ACCESS = 'access0123456789abcdef0123456789abcdef';
const KEPT = 'kept0123456789abcdef0123456789abcdef01';
const session = { headers: { token: ACCESS, authorization: ACCESS }, expiresAt: Number.MAX_SAFE_INTEGER };

type Carried = TransportAnswer | ((order: Parameters<ApiTransport>[0]) => TransportAnswer);
const json = (status: number, body: unknown): TransportAnswer => ({
  type: 'answer',
  status,
  headers: { 'content-type': 'application/json' },
  text: JSON.stringify(body),
});
const lost = (reason: Extract<TransportAnswer, { type: 'failed' }>['reason']): TransportAnswer => ({
  type: 'failed',
  reason,
  wasSent: reason !== 'unreachable',
});
const page: TransportAnswer = {
  type: 'answer',
  status: 200,
  headers: { 'content-type': 'text/html' },
  text: '<p>',
};

/** What becomes of every operation when the channel does not do its part. */
export function describeTrouble(provider: Provider, harness: ConformanceHarness): void {
  const operations = operationsOf(provider, harness);
  const clock = { now: () => harness.now, after: () => () => undefined };
  const stage = (carried: Carried) => {
    const transport: ApiTransport = (order) =>
      Promise.resolve(typeof carried === 'function' ? carried(order) : carried);
    const { connection } = harness;
    const credential = { refreshToken: KEPT, token: KEPT, key: KEPT };
    return stageFor(
      provider,
      { transport, baseUrl: 'https://channel.example/v2', credential, connection, clock },
      session,
    );
  };
  const troubles: readonly (readonly [name: string, carried: TransportAnswer, codes: readonly string[]])[] = [
    ['nobody there', lost('unreachable'), ['unavailable']],
    ['no answer', lost('timed-out'), ['timed-out']],
    ['broken off', lost('broken-off'), ['unavailable']],
    ['too much', lost('too-large'), ['too-large']],
    ['called off', lost('cancelled'), ['cancelled']],
    ['out of order', json(503, {}), ['unavailable']],
    ['too often', json(429, { success: false }), ['rate-limited', 'quota-exhausted']],
    ['a web page', page, ['unexpected-answer']],
    ['another shape', json(200, 7), ['unexpected-answer']],
    [
      'a shape within',
      json(200, { success: true, data: [7, null, 'x', {}] }),
      ['unexpected-answer', 'gone', 'no harm'],
    ],
    ['an empty list', json(200, []), ['unexpected-answer', 'gone', 'no harm']],
  ];
  const cases = Object.keys(operations).flatMap((name) =>
    troubles.map(([trouble, carried, codes]) => ({ name, trouble, carried, codes })),
  );
  it.each(cases)('$name, $trouble: a failure with a code', async ({ name, carried, codes }) => {
    const { context } = stage(carried);
    const outcome = await operations[name]?.(context);
    if (!outcome) throw new Error('no outcome');
    // single receipts may say it as well; nothing is ever taken for done
    const told = outcome.ok && name === 'push' ? (outcome.value as readonly { type: string }[]) : [];
    expect(told.filter(({ type }) => type === 'taken')).toEqual([]);
    if (!outcome.ok) expect(failureProblems(outcome.failure, harness.now)).toEqual([]);
    const code = outcome.ok ? (told.length > 0 ? codes[0] : 'no harm') : outcome.failure.code;
    expect(codes).toContain(code);
  });
  it.each(Object.keys(operations))('%s tells no secret and no guest to a log', async (name) => {
    const { context, entries, lines } = stage((order) =>
      json(400, {
        success: false,
        code: 400,
        error: `bad request: ${JSON.stringify(order.headers)}`,
        refreshToken: KEPT,
        guest: order.body,
      }),
    );
    const outcome = await operations[name]?.(context);
    const told = JSON.stringify([entries, lines]);
    for (const secret of [ACCESS, KEPT, GUEST.email, GUEST.phone, ...GUEST.name.split(' ')]) {
      expect(told).not.toContain(secret);
    }
    expect(JSON.stringify(outcome)).not.toContain(ACCESS);
  });
  it('tells no secret where signing in fails', async () => {
    const echo = (order: Parameters<ApiTransport>[0]) =>
      json(400, {
        success: false,
        code: 400,
        error: `no: ${JSON.stringify(order.headers)} ${order.body ?? ''}`,
      });
    const { context, entries, lines } = stage(echo);
    const credential = Object.fromEntries(
      ['refreshToken', 'token', 'key', 'secret'].map((name) => [name, KEPT]),
    );
    const fields = Object.fromEntries(provider.descriptor.auth.fields.map(({ name }) => [name, KEPT]));
    const signedIn = await provider.signIn?.(fields, context);
    expect(signedIn?.ok ?? false).toBe(false);
    const outcomes = [
      signedIn,
      await provider.openSession?.({ ...credential, kind: 'refresh' }, context),
      await provider.revoke?.({ ...credential, kind: 'refresh' }, context),
    ];
    const failures = outcomes.flatMap((outcome) => (outcome && !outcome.ok ? [outcome.failure] : []));
    expect(JSON.stringify([entries, lines, failures])).not.toContain(KEPT);
  });
}
