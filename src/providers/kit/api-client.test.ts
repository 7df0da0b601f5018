import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createRawServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { FAILURE_CODES, Refusal } from '../../domain/failure.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import { createApiHttp, TIMEOUT_MS, type ApiHttpOptions, type RequestEntry } from './api-client.ts';
import type { ApiRequest } from './api-http.ts';
import { createGate } from './gate.ts';
import type { Provider } from './provider.ts';
import { pretendProvider } from './provider-for-test.ts';
import { createSessions } from './sessions.ts';
import { createTransport } from './transport.ts';

const REFRESH = 'refresh-0123456789abcdef0123456789abcdef';
const START = Date.parse('2027-03-01T08:00:00Z');
const READ: ApiRequest = { method: 'GET', path: '/bookings', purpose: 'pull bookings' };
const WRITE: ApiRequest = { method: 'POST', path: '/bookings', body: [{ id: 1 }], purpose: 'push bookings' };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const serveRaw = (talk: (socket: Socket) => void): Promise<string> =>
  listen(
    createRawServer((socket) => {
      socket.on('error', () => undefined);
      talk(socket);
    }),
  );

/** A channel that signs in as Beds24 does; `answer` is what it says to everything else. */
async function channel(answer: RequestListener) {
  const seen: { readonly path: string; readonly token: unknown }[] = [];
  let minted = 0;
  const origin = await listen(
    createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      request.resume();
      if (request.url === '/v2/authentication/token') {
        minted += 1;
        const isKnown = request.headers['refreshtoken'] === REFRESH;
        response.statusCode = isKnown ? 200 : 401;
        response.end(JSON.stringify(isKnown ? { token: `access-token-${minted}`, expiresIn: 86_400 } : {}));
        return;
      }
      seen.push({ path: request.url ?? '', token: request.headers['token'] });
      answer(request, response);
    }),
  );
  return { origin, seen, minted: () => minted };
}

function setUp(origin: string, options: Partial<ApiHttpOptions> = {}) {
  const clock = createManualClock('2027-03-01T08:00:00Z');
  const chance = { next: () => 0.5, uuid: () => 'uuid', token: () => 'token' };
  const stop = new AbortController();
  const entries: RequestEntry[] = [];
  const lines: unknown[] = [];
  const log = {
    info: (...line: unknown[]) => lines.push(line),
    warn: (...line: unknown[]) => lines.push(line),
  };
  const limits = { budget: { points: 100, windowMs: 300_000 }, parallel: 30 };
  const http = createApiHttp({
    transport: createTransport({ allowLoopback: true, userAgent: 'Bellhop/1', clock }),
    gate: createGate({ limits, clock, chance }),
    sessions: createSessions({ clock }),
    provider: pretendProvider,
    connection: {
      id: 7,
      environment: 'sandbox',
      externalPropertyId: '1',
      currency: 'EUR',
      zone: 'Europe/Berlin',
      baseUrl: `${origin}/v2`,
    },
    credential: () => Promise.resolve({ refreshToken: REFRESH }),
    clock,
    chance,
    log,
    priority: 'high',
    signal: stop.signal,
    note: (entry) => entries.push(entry),
    ...options,
  });
  /** Whatever happens, no secret is told to anybody. */
  const send = async (request: ApiRequest) => {
    const outcome = await http.send(request);
    const told = JSON.stringify([entries, lines, outcome.ok ? null : outcome.failure]);
    expect(told).not.toMatch(/refresh-0123|access-token/);
    if (!outcome.ok) {
      expect(FAILURE_CODES).toContain(outcome.failure.code);
      expect(outcome.failure.words).toMatch(/^[A-Z].*\.$/s);
    }
    return outcome;
  };
  return { clock, http, send, stop, entries };
}
const answering =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);

describe('a request', () => {
  it('goes below the base address with the session, and is noted', async () => {
    const { origin, seen } = await channel(
      answering(200, '{"success":true,"data":[{"id":5,"firstName":"Ada"}]}', {
        'x-five-min-limit-remaining': '97.6',
        'x-five-min-limit-resets-in': '155',
        'x-request-cost': '1.2',
      }),
    );
    const { send, entries } = setUp(origin);
    const query = [
      ['roomId', '1'],
      ['roomId', '2'],
      ['guestName', 'Ada & Co'],
    ] as const;
    expect(await send({ ...READ, query })).toMatchObject({
      ok: true,
      value: { status: 200, body: { data: [{ id: 5 }] } },
    });
    expect(seen).toEqual([
      { path: '/v2/bookings?roomId=1&roomId=2&guestName=Ada+%26+Co', token: 'access-token-1' },
    ]);
    expect(entries.map(({ purpose }) => purpose)).toEqual(['sign in', 'pull bookings']);
    expect(entries[1]).toEqual({
      connectionId: 7,
      at: START,
      method: 'GET',
      path: '/bookings?roomId=1&roomId=2&guestName=…',
      purpose: 'pull bookings',
      status: 200,
      ms: 0,
      costThousandths: 1_200,
      failureCode: null,
      sent: '',
      answer: '{"success":true,"data":[{"id":5,"firstName":"…"}]}',
    });
  });

  it.each(['//evil.example/x', '/../secret', '/a/%2e%2e/x', '\\evil', 'bookings', '/a b'])(
    'is not sent to %j',
    async (path) => {
      const { origin, seen } = await channel(answering(200, '{}'));
      const outcome = await setUp(origin).send({ ...READ, path });
      expect(outcome).toMatchObject({ ok: false, failure: { code: 'not-possible', mayHaveHappened: false } });
      expect(seen).toEqual([]);
    },
  );

  it('takes a question mark in a path for part of a name', async () => {
    const { origin, seen } = await channel(answering(200, '{}'));
    await setUp(origin).send({ ...READ, path: '/bookings?id=1#x' });
    expect(seen[0]?.path).toBe('/v2/bookings%3Fid=1%23x');
  });

  it('is not sent with a sign-in that would end a header early', async () => {
    const { origin, seen } = await channel(answering(200, '{}'));
    const outcome = await setUp(origin).send({ ...READ, headers: { 'x-own': 'a\r\nHost: evil' } });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'not-possible' } });
    expect(seen).toEqual([]);
  });

  it('is still answered where it cannot be noted', async () => {
    const { origin } = await channel(answering(200, '{}'));
    const note = () => {
      throw new Error('The disk is full');
    };
    expect(await setUp(origin, { note }).send(READ)).toMatchObject({ ok: true });
  });
});

describe('the session', () => {
  it('is opened once for twenty who call at the same time', async () => {
    const { origin, minted } = await channel(answering(200, '{}'));
    const { send } = setUp(origin);
    const all = await Promise.all(Array.from({ length: 20 }, () => send(READ)));
    expect([all.every((outcome) => outcome.ok), minted()]).toEqual([true, 1]);
  });

  it.each([
    [401, READ],
    [403, READ],
    [401, WRITE],
  ])('is renewed once for all who were refused with %i, and each sends again', async (status, request) => {
    const { origin, minted, seen } = await channel((asked, response) => {
      const isFresh = asked.headers['token'] !== 'access-token-1';
      response.writeHead(isFresh ? 200 : status).end('{"success":true}');
    });
    const { send } = setUp(origin);
    const all = await Promise.all(Array.from({ length: 20 }, () => send(request)));
    expect([all.every((outcome) => outcome.ok), minted(), seen.length]).toEqual([true, 2, 40]);
  });

  it.each([
    [401, 'unauthorised'],
    [403, 'forbidden'],
  ])('does not help against a lasting %i: two tries, then %s', async (status, code) => {
    const { origin, minted, seen } = await channel(answering(status, '{"success":false}'));
    const outcome = await setUp(origin).send(WRITE);
    expect(outcome).toMatchObject({ ok: false, failure: { code, mayHaveHappened: false } });
    expect([minted(), seen.length]).toEqual([2, 2]);
  });

  it('that cannot be opened: the sign-in was taken back there', async () => {
    const { origin, seen } = await channel(answering(200, '{}'));
    const credential = () => Promise.resolve({ refreshToken: 'refresh-0123-taken-back' });
    const outcome = await setUp(origin, { credential }).send(WRITE);
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'unauthorised', mayHaveHappened: false } });
    expect(seen).toEqual([]);
  });

  it('that cannot be opened: nothing is kept here, or it is locked away', async () => {
    const { origin } = await channel(answering(200, '{}'));
    const none = await setUp(origin, { credential: () => Promise.resolve(undefined) }).send(READ);
    expect(none).toMatchObject({ failure: { code: 'unauthorised' } });
    const locked = () => Promise.reject(new Refusal('secret-store-locked', 'Unlock the sign-ins first.'));
    expect(await setUp(origin, { credential: locked }).send(READ)).toMatchObject({
      failure: { code: 'secret-store-locked', words: 'Unlock the sign-ins first.' },
    });
  });
});

describe('every failure from the wire on', () => {
  const cases: [string, RequestListener, string, boolean][] = [
    ['500', answering(500, '{"success":false}'), 'unavailable', true],
    ['502 with a web page', answering(502, '<html>', { 'content-type': 'text/html' }), 'unavailable', true],
    ['429', answering(429, '{"success":false}'), 'rate-limited', false],
    ['429 with Retry-After', answering(429, '{}', { 'retry-after': '17' }), 'rate-limited', false],
    ['a 403 that is a quota', answering(403, '{"success":false,"code":1021}'), 'quota-exhausted', false],
    ['400', answering(400, '{"success":false,"error":"roomId"}'), 'rejected', false],
    [
      'a web page',
      answering(200, '<html></html>', { 'content-type': 'text/html' }),
      'unexpected-answer',
      true,
    ],
    [
      'JSON called a web page',
      answering(200, '{}', { 'content-type': 'text/html' }),
      'unexpected-answer',
      true,
    ],
    ['cut JSON', answering(200, '{"success":tr'), 'unexpected-answer', true],
    ['a redirect', answering(302, '', { location: 'http://evil.example/' }), 'unexpected-answer', true],
    ['an answer of another shape', answering(200, '"yes"'), 'unexpected-answer', true],
    ['too much', answering(200, '[]', { 'content-length': String(40 * 2 ** 20) }), 'too-large', true],
    [
      'a reset in the body',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '50' });
        response.write('{"success"', () => response.socket?.resetAndDestroy());
      },
      'unavailable',
      true,
    ],
  ];
  it.each(cases)('%s', async (_name, answer, code, mayHaveHappened) => {
    const { origin } = await channel((request, response) => {
      response.on('error', () => undefined);
      answer(request, response);
    });
    const { send, entries } = setUp(origin);
    expect(await send(WRITE)).toMatchObject({ ok: false, failure: { code, mayHaveHappened } });
    expect(entries.at(-1)?.failureCode).toBe(code);
    const reading = await setUp(origin).send(READ);
    expect(reading).toMatchObject({ ok: false, failure: { code, mayHaveHappened: false } });
  });

  it('nobody listens', async () => {
    const server = createRawServer();
    const origin = await listen(server);
    await closing.pop()?.();
    const outcome = await setUp(origin).send({ ...WRITE, isSigningIn: true });
    expect(outcome).toMatchObject({ failure: { code: 'unavailable', mayHaveHappened: false } });
  });

  it('something answers that does not speak HTTP', async () => {
    const origin = await serveRaw((socket) => socket.once('data', () => socket.end('SSH-2.0\r\n\r\n')));
    const outcome = await setUp(origin).send({ ...WRITE, isSigningIn: true });
    expect(outcome).toMatchObject({ failure: { code: 'unexpected-answer', mayHaveHappened: true } });
  });

  it.each(['critical', 'high', 'medium', 'low'] as const)('no answer in time: %s', async (priority) => {
    const taken = Promise.withResolvers<void>();
    const { origin } = await channel(() => taken.resolve());
    const { clock, send } = setUp(origin, { priority });
    const sent = send(WRITE);
    await taken.promise;
    expect(clock.nextIn()).toBe(TIMEOUT_MS[priority]);
    await clock.advance(TIMEOUT_MS[priority]);
    expect(await sent).toMatchObject({ failure: { code: 'timed-out', mayHaveHappened: true } });
  });

  it('called off', async () => {
    const taken = Promise.withResolvers<void>();
    const { origin } = await channel(() => taken.resolve());
    const { send, stop, clock } = setUp(origin);
    const sent = send(WRITE);
    await taken.promise;
    stop.abort();
    expect(await sent).toMatchObject({ failure: { code: 'cancelled', mayHaveHappened: true } });
    expect(clock.pending()).toBe(0);
  });

  it('an address inside the network', async () => {
    const outcome = await setUp('https://192.168.1.20').send({ ...READ, isSigningIn: true });
    expect(outcome).toMatchObject({ failure: { code: 'address-private', mayHaveHappened: false } });
  });

  it('says when to come back, by header, by the reset of the limits, or after a whole window', async () => {
    const resets = { 'x-five-min-limit-remaining': '0', 'x-five-min-limit-resets-in': '90' };
    for (const [headers, seconds] of [
      [{ 'retry-after': '17' }, 17],
      [resets, 90],
      [{}, 300],
    ] as const) {
      const { origin, seen } = await channel(answering(429, '{"success":false}', headers));
      const { send } = setUp(origin);
      const retryAt = START + seconds * 1_000;
      expect(await send(READ)).toMatchObject({ failure: { code: 'rate-limited', retryAt } });
      expect(await send(READ)).toMatchObject({ failure: { retryAt, details: { wasAsked: false } } });
      expect(seen.length).toBe(1);
    }
  });

  it('keeps the reason without what it quotes', async () => {
    const { origin } = await channel((request, response) =>
      response
        .writeHead(400)
        .end(JSON.stringify({ error: `bad token ${request.headers['token'] as string}` })),
    );
    expect(await setUp(origin).send(READ)).toMatchObject({
      failure: { code: 'rejected', words: expect.stringContaining('bad token …') },
    });
  });

  it('keeps the reason without the sign-in that was sent in a body and comes back in a word', async () => {
    const { origin } = await channel(answering(400, JSON.stringify({ error: `bad client ${REFRESH}` })));
    const body = { client: REFRESH };
    const provider: Provider = {
      ...pretendProvider,
      openSession: async (_credential, { http }) => {
        const answer = await http.send({ method: 'POST', path: '/oauth', body, purpose: 'sign in' });
        return answer.ok ? { ok: true, value: { headers: {}, expiresAt: 0 } } : answer;
      },
    };
    const outcome = await setUp(origin, { provider }).send(READ);
    expect(outcome).toMatchObject({ failure: { words: expect.stringContaining('bad client …') } });
  });

  it('survives a provider that stumbles over an answer', async () => {
    const { origin } = await channel(answering(200, '{}'));
    const stumble = () => {
      throw new TypeError('undefined is not a function');
    };
    const provider = {
      ...pretendProvider,
      classify: stumble,
      limitsOf: stumble,
      openSession: undefined as never,
    };
    const outcome = await setUp(origin, { provider }).send({ ...READ, isSigningIn: true });
    expect(outcome).toMatchObject({ failure: { code: 'unexpected-answer' } });
  });
});
