import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Core } from '../app/core.ts';
import type { CoreEvent } from '../contract/events.ts';
import { isCallName } from '../contract/index.ts';
import { decodeJson, type Reply, type Request, requestSchema } from '../contract/reply.ts';
import { type HttpHost, startHttpHost } from './http-host.ts';

const TOKEN = 'abcdefghijklmnop0123456789';
const FEED = { body: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', etag: '"v7"', changedAt: Date.UTC(2027, 2, 1) };

let asked: Request[] = [];
let readers: string[] = [];
const listeners = new Set<(event: CoreEvent) => void>();

/** Stands at the port between host and core: remembers what got through, answers as the dispatch does. */
const core: Pick<Core, 'dispatch' | 'subscribe' | 'serveFeed'> = {
  async dispatch(request) {
    asked.push(request);
    if (!requestSchema.safeParse(request).success) {
      return { ok: false, failure: { code: 'invalid-input', message: 'Not a request.' } };
    }
    if (!isCallName(request.name))
      return { ok: false, failure: { code: 'unknown-call', message: 'No such.' } };
    if (request.name === 'history.last') throw new Error('a fault that nobody foresaw');
    if (request.name === 'reservations.cancel') {
      return { ok: false, failure: { code: 'not-possible', message: 'It is cancelled already.' } };
    }
    return { ok: true, value: { days: new Int32Array([1, -2, 70_000]), input: request.input } };
  },
  subscribe(listen) {
    listeners.add(listen);
    return () => void listeners.delete(listen);
  },
  serveFeed(token, userAgent) {
    readers.push(userAgent);
    return token === TOKEN ? FEED : undefined;
  },
};

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly reply: Reply<unknown>;
}

let host: HttpHost;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-window-'));
  mkdirSync(join(folder, 'window', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'window', 'index.html'), '<!doctype html><title>Bellhop</title>');
  writeFileSync(join(folder, 'window', 'assets', 'index-1a2b.js'), 'export {};');
  writeFileSync(join(folder, 'beside.txt'), 'not for the window');
  host = await startHttpHost({ core, port: 0, windowFolder: join(folder, 'window') });
});
afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  asked = [];
  readers = [];
});

function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: host.port, method, path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const text = Buffer.concat(parts).toString();
        const isJson = response.headers['content-type']?.startsWith('application/json');
        const reply = (isJson && text !== '' ? decodeJson(text) : undefined) as Reply<unknown>;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, reply });
      });
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

const json = (): Record<string, string> => ({
  Authorization: `Bearer ${host.secret}`,
  'Content-Type': 'application/json',
});
const call = (name: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> =>
  ask('POST', `/call/${name}`, { ...json(), ...headers }, JSON.stringify(body));
const codeOf = ({ reply }: Answer): string | undefined => (reply.ok ? undefined : reply.failure.code);

/** The host must still be well after whatever was done to it. */
async function expectAlive(): Promise<void> {
  expect((await call('host.info')).status).toBe(200);
}

describe('calls', () => {
  it('answers a call, with whole-number columns', async () => {
    const commandId = crypto.randomUUID();
    const answer = await call('calendar.read', { input: { from: '2027-03-01' }, commandId });
    expect(answer.status).toBe(200);
    expect(answer.reply).toEqual({
      ok: true,
      value: { days: new Int32Array([1, -2, 70_000]), input: { from: '2027-03-01' } },
    });
    expect(asked).toEqual([{ name: 'calendar.read', input: { from: '2027-03-01' }, commandId }]);
  });

  it('passes a refusal in words on as a good answer', async () => {
    const answer = await call('reservations.cancel', { input: { id: 1 } });
    expect([answer.status, codeOf(answer)]).toEqual([200, 'not-possible']);
  });

  it('answers a fault that nobody foresaw with a coded failure and no stack', async () => {
    const answer = await call('history.last');
    expect([answer.status, codeOf(answer)]).toEqual([500, 'internal']);
    expect(answer.text).not.toContain('foresaw');
    await expectAlive();
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'no.such',
    '',
    '../call/host.info',
    '%00',
  ])('knows no call named %j', async (name) => {
    const answer = await call(encodeURIComponent(name));
    expect(codeOf(answer)).toBe('unknown-call');
    expect(answer.status).toBe(404);
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])('refuses %s', async (method) => {
    const answer = await ask(method, '/call/host.info', json());
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'POST']);
    expect(asked).toEqual([]);
  });

  it.each([
    ['text', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['something that begins like JSON', 'application/jsonp'],
    ['nothing named', ''],
  ])('takes JSON only, not %s', async (_what, type) => {
    const answer = await call('host.info', {}, { 'Content-Type': type });
    expect([answer.status, codeOf(answer)]).toEqual([415, 'invalid-input']);
    expect(asked).toEqual([]);
  });

  it.each([
    ['an empty body', ''],
    ['half an object', '{"input":'],
    ['an array', '[]'],
    ['a text', '"input"'],
    ['null', 'null'],
    ['a prototype key', '{"input":{"a":[{"__proto__":{"isAdmin":true}}]}}'],
    ['a prototype key in disguise', '{"\\u005f_proto__":{"isAdmin":true}}'],
    ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['a nest without a bottom', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
  ])('refuses %s', async (_what, body) => {
    const answer = await ask('POST', '/call/host.info', json(), body);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid-input']);
    expect(asked).toEqual([]);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
    await expectAlive();
  });

  it('refuses a command id that is no text', async () => {
    expect(codeOf(await call('host.backup', { input: {}, commandId: { length: 36 } }))).toBe('invalid-input');
  });

  it('takes 5 MB, the largest calendar file, and refuses more than 12', async () => {
    const text = 'x'.repeat(5 * 1024 * 1024);
    const more = 'x'.repeat(8 * 1024 * 1024);
    expect((await call('feeds.preview', { input: { fileName: 'a.ics', text } })).status).toBe(200);
    const answer = await call('feeds.preview', { input: { text: `${more}${text}` } });
    expect([answer.status, codeOf(answer)]).toEqual([413, 'too-large']);
    expect(asked).toHaveLength(1);
    await expectAlive();
  });

  it('stops listening to a body that never says how long it is', async () => {
    const sent = await new Promise<number>((resolve) => {
      const request = httpRequest({
        host: '127.0.0.1',
        port: host.port,
        method: 'POST',
        path: '/call/host.info',
        headers: json(),
      });
      let bytes = 0;
      const part = Buffer.alloc(256 * 1024, 0x20);
      const more = (): void => {
        if (request.destroyed) return;
        bytes += part.length;
        if (bytes < 64 * 1024 * 1024) request.write(part, more);
        else request.end();
      };
      request.on('response', (response) => {
        expect(response.statusCode).toBe(413);
        request.destroy();
      });
      request.on('error', () => undefined);
      request.on('close', () => resolve(bytes));
      more();
    });
    expect(sent).toBeLessThan(64 * 1024 * 1024);
    await expectAlive();
  });

  it('survives bytes that are no HTTP, and a request that breaks off', async () => {
    for (const bytes of [
      '\x16\x03\x01 hello',
      'GET / HTTP/1.1\r\n\r\n',
      `POST /call/host.info HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nContent-Length: 90\r\n\r\n{`,
      `GET http://[::1 HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n\r\n`,
      `GET //evil.example/x HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nConnection: close\r\n\r\n`,
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(host.port, '127.0.0.1', () => socket.end(bytes));
        socket.on('error', () => resolve());
        socket.on('close', () => resolve());
        socket.resume();
      });
    }
    await expectAlive();
  });
});

describe('who may call', () => {
  it.each([
    ['none', undefined],
    ['a wrong one', 'Bearer wrong'],
    ['an empty one', 'Bearer '],
    ['one in another scheme', 'Basic d3Jvbmc='],
    ['a very long one', `Bearer ${'a'.repeat(8000)}`],
  ])('refuses the secret: %s', async (_what, authorization) => {
    for (const path of ['/call/host.info', '/events']) {
      const answer = await ask(path === '/events' ? 'GET' : 'POST', path, {
        'Content-Type': 'application/json',
        ...(authorization === undefined ? {} : { Authorization: authorization }),
      });
      expect([answer.status, codeOf(answer)]).toEqual([401, 'unauthorised']);
    }
    expect(asked).toEqual([]);
  });

  it('refuses a secret that is nearly right, and one in the address', async () => {
    const nearly = `${host.secret.slice(0, -1)}${host.secret.endsWith('A') ? 'B' : 'A'}`;
    expect((await call('host.info', {}, { Authorization: `Bearer ${nearly}` })).status).toBe(401);
    expect(
      (
        await ask(
          'POST',
          `/call/host.info?secret=${host.secret}`,
          { 'Content-Type': 'application/json' },
          '{}',
        )
      ).status,
    ).toBe(401);
  });

  it('makes a fresh secret at every start', async () => {
    const other = await startHttpHost({ core, port: 0, windowFolder: folder });
    await other.stop();
    expect(other.secret).not.toBe(host.secret);
    expect(other.secret).toHaveLength(43);
  });

  it.each([
    'evil.example',
    'evil.example:8417',
    '127.0.0.1',
    '127.0.0.1:1',
    '0.0.0.0',
    '[::1]',
    'localhost.evil.example',
  ])('refuses the host name %s, which DNS may point here', async (name) => {
    const answer = await call('host.info', {}, { Host: name });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'forbidden']);
    expect((await ask('GET', '/', { Host: name })).status).toBe(403);
    expect(asked).toEqual([]);
  });

  it.each(['https://evil.example', 'null', 'http://127.0.0.1', 'http://localhost:1', 'file://'])(
    'refuses a page from %s, even with the secret',
    async (origin) => {
      const answer = await call('host.info', {}, { Origin: origin });
      expect([answer.status, codeOf(answer)]).toEqual([403, 'forbidden']);
      expect(asked).toEqual([]);
    },
  );

  it('refuses what a browser says comes from another site', async () => {
    for (const site of ['cross-site', 'same-site']) {
      expect((await call('host.info', {}, { 'Sec-Fetch-Site': site })).status).toBe(403);
    }
  });

  it('takes its own page, by both names of this computer', async () => {
    for (const name of [`127.0.0.1:${host.port}`, `localhost:${host.port}`]) {
      const headers = { Host: name, Origin: `http://${name}`, 'Sec-Fetch-Site': 'same-origin' };
      expect((await call('host.info', {}, headers)).status).toBe(200);
    }
  });

  it('never sends a CORS header, also not to a preflight', async () => {
    const answers = [
      await ask('OPTIONS', '/call/host.info', {
        Origin: 'https://evil.example',
        'Access-Control-Request-Method': 'POST',
      }),
      await ask('OPTIONS', '/call/host.info', { ...json(), Origin: `http://127.0.0.1:${host.port}` }),
      await call('host.info'),
      await ask('GET', '/'),
      await ask('GET', `/feeds/${TOKEN}.ics`),
    ];
    for (const { headers } of answers) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('listens on loopback only', async () => {
    const elsewhere = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
    if (!elsewhere) return;
    const reached = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: elsewhere, port: host.port, timeout: 1000 });
      socket.on('connect', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('timeout', () => resolve(false));
      socket.on('close', () => socket.destroy());
    });
    expect(reached).toBe(false);
  });
});

describe('the window', () => {
  it('serves the page with a strict policy', async () => {
    const { status, headers, text } = await ask('GET', '/');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('<title>Bellhop</title>');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(text).not.toContain(host.secret);
  });

  it('serves its files, lasting ones to be kept', async () => {
    const { status, headers } = await ask('GET', '/assets/index-1a2b.js');
    expect([status, headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(headers['cache-control']).toContain('immutable');
    const head = await ask('HEAD', '/assets/index-1a2b.js');
    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', '10']);
  });

  it.each([
    '/../beside.txt',
    '/%2e%2e/beside.txt',
    '/..%2fbeside.txt',
    '/assets/..%5c..%5cbeside.txt',
    '/assets/%00.js',
    '/%',
    '/beside.txt',
  ])('does not climb out of its folder by %s', async (path) => {
    const answer = await ask('GET', path);
    expect(answer.text).not.toContain('not for the window');
    expect([200, 404]).toContain(answer.status);
    await expectAlive();
  });

  it('only reads', async () => {
    expect((await ask('POST', '/', json(), '{}')).status).toBe(405);
  });

  it('says so where the window is not built', async () => {
    const other = await startHttpHost({ core, port: 0, windowFolder: join(folder, 'missing') });
    const response = await fetch(other.origin);
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('npm run build')]);
    await other.stop();
  });
});

describe('the event stream', () => {
  it('greets, then tells each event', async () => {
    const response = await fetch(`${host.origin}events`, {
      headers: { Authorization: `Bearer ${host.secret}` },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const next = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
    expect(await next()).toContain('"type":"hello"');
    for (const listen of listeners) listen({ type: 'changed', seq: 9, topics: ['calendar'] });
    expect(await next()).toBe('data: {"type":"changed","seq":9,"topics":["calendar"]}\n\n');
    await reader.cancel();
  });

  it('takes a bounded number of windows', async () => {
    const stops: AbortController[] = [];
    const statuses: number[] = [];
    for (let i = 0; i < 40; i += 1) {
      const stop = new AbortController();
      stops.push(stop);
      const headers = { Authorization: `Bearer ${host.secret}` };
      statuses.push((await fetch(`${host.origin}events`, { headers, signal: stop.signal })).status);
    }
    stops.forEach((stop) => stop.abort());
    expect(statuses.slice(0, 30).every((status) => status === 200)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
    await expectAlive();
  });
});

describe('exported feeds', () => {
  const path = `/feeds/${TOKEN}.ics`;

  it('is read without the secret, under any host name, and says who read it', async () => {
    const answer = await ask('GET', path, { Host: 'relay.example', 'User-Agent': 'Reader/1.0' });
    expect([answer.status, answer.text]).toEqual([200, FEED.body]);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      etag: '"v7"',
      'last-modified': 'Mon, 01 Mar 2027 00:00:00 GMT',
    });
    expect(readers).toEqual(['Reader/1.0']);
  });

  it.each(['"v7"', 'W/"v7"', '"v6", "v7"'])('answers 304 to a reader that holds %s', async (tag) => {
    const answer = await ask('GET', path, { 'If-None-Match': tag });
    expect([answer.status, answer.text, answer.headers['etag']]).toEqual([304, '', '"v7"']);
  });

  it('sends the whole feed to a reader that holds another', async () => {
    expect((await ask('GET', path, { 'If-None-Match': '"v6"' })).status).toBe(200);
  });

  it('answers HEAD with the length and no body', async () => {
    const answer = await ask('HEAD', path);
    expect([answer.status, answer.text, answer.headers['content-length']]).toEqual([
      200,
      '',
      String(FEED.body.length),
    ]);
  });

  it('gives one and the same answer to every other address', async () => {
    const answers = await Promise.all(
      [
        `/feeds/${'a'.repeat(26)}.ics`,
        '/feeds/short.ics',
        `/feeds/${TOKEN}`,
        '/feeds/__proto__.ics',
        '/feeds/%2e%2e%2f.ics',
      ].map((other) => ask('GET', other)),
    );
    for (const { status, text, headers } of answers) {
      expect([status, text]).toEqual([404, 'There is no calendar at this address.\n']);
      expect(headers['etag']).toBeUndefined();
    }
  });

  it('is only read', async () => {
    expect((await ask('PUT', path, {}, 'x')).status).toBe(405);
  });

  it('is all that a host without a window serves', async () => {
    const other = await startHttpHost({ core, port: 0, windowFolder: null });
    const headers = { Authorization: `Bearer ${other.secret}`, 'Content-Type': 'application/json' };
    const status = async (where: string, init?: RequestInit): Promise<number> =>
      (await fetch(`${other.origin}${where}`, init)).status;
    expect(await status(`feeds/${TOKEN}.ics`)).toBe(200);
    expect(await status('call/host.info', { method: 'POST', headers, body: '{}' })).toBe(403);
    expect(await status('')).toBe(403);
    await other.stop();
  });
});

it('refuses a port that is taken, in words', async () => {
  await expect(startHttpHost({ core, port: host.port, windowFolder: folder })).rejects.toMatchObject({
    failure: { code: 'not-possible', message: expect.stringContaining('is taken') },
  });
});
