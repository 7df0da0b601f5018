import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createRawServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../testing/manual-clock.ts';
import { testCertificate } from './http-test-certificate.ts';
import {
  createHttp,
  userAgentOf,
  type DocumentAnswer,
  type DocumentRequest,
  type HttpOptions,
} from './http.ts';

const SECRET = '0123456789abcdef0123456789ab1f3c';
const PATH = `/calendar/${SECRET}.ics`;
const CALENDAR = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Invented//EN\r\nEND:VCALENDAR\r\n';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  // a server closes only when its last connection is gone: this fails where the door leaves one behind
  for (const close of closing.splice(0)) await close();
});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}
const serve = async (answer: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await listen(createServer(answer))}`;
const serveRaw = async (talk: (socket: Socket) => void): Promise<string> => {
  const server = createRawServer((socket) => {
    socket.on('error', () => undefined);
    talk(socket);
  });
  return `http://127.0.0.1:${await listen(server)}`;
};
const serveSecurely = async (answer: RequestListener): Promise<number> =>
  listen(createSecureServer({ key: testCertificate.key, cert: testCertificate.cert }, answer));

function setUp(options: Partial<HttpOptions> = {}) {
  const clock = createManualClock('2027-03-01T08:00:00Z');
  const http = createHttp({ allowLoopback: true, userAgent: userAgentOf('1.2.3'), clock, ...options });
  const fetch = async (address: string, request: Partial<DocumentRequest> = {}): Promise<DocumentAnswer> => {
    const answer = await http.fetchDocument({ address, ...request });
    if (!answer.ok) expect(JSON.stringify(answer)).not.toContain(SECRET.slice(0, 8));
    // neither a timer nor a listener stays behind
    expect(clock.pending()).toBe(0);
    return answer;
  };
  return { clock, fetch };
}
const text = (answer: DocumentAnswer): string =>
  answer.ok ? Buffer.from(answer.body).toString() : answer.failure.code;
const codeOf = (answer: DocumentAnswer): string => (answer.ok ? 'ok' : answer.failure.code);

describe('a document', () => {
  it('arrives whole, with what its host says of it', async () => {
    const seen: unknown[] = [];
    const origin = await serve((request, response) => {
      seen.push(request.method, request.url, request.headers);
      response.setHeader('content-type', 'text/calendar; charset=utf-8');
      response.setHeader('etag', '"a1"');
      response.setHeader('last-modified', 'Mon, 01 Mar 2027 07:00:00 GMT');
      response.end(CALENDAR);
    });
    const answer = await setUp().fetch(`${origin}${PATH}?t=1#part`);
    expect(answer).toMatchObject({
      ok: true,
      status: 200,
      contentType: 'text/calendar; charset=utf-8',
      etag: '"a1"',
      lastModified: 'Mon, 01 Mar 2027 07:00:00 GMT',
      finalHost: origin.slice(7),
    });
    expect(text(answer)).toBe(CALENDAR);
    expect(answer.ok && answer.body.buffer.byteLength).toBe(CALENDAR.length);
    expect(seen).toMatchObject([
      'GET',
      `${PATH}?t=1`,
      {
        'user-agent': 'Mozilla/5.0 (compatible; Bellhop/1.2.3; hotel calendar reader)',
        'accept-encoding': 'gzip, deflate, br',
      },
    ]);
    expect(seen[2]).not.toHaveProperty('if-none-match');
  });

  it('need not arrive again when nothing changed', async () => {
    const origin = await serve((request, response) => {
      const isKnown =
        request.headers['if-none-match'] === '"a1"' && request.headers['if-modified-since'] === 'then';
      response.statusCode = isKnown ? 304 : 200;
      response.end();
    });
    const { fetch } = setUp();
    const request = { etag: '"a1"', lastModified: 'then' };
    expect(await fetch(origin + PATH, request)).toMatchObject({
      ok: true,
      status: 304,
      etag: '"a1"',
      lastModified: 'then',
    });
    expect(await fetch(origin + PATH, { etag: 'bad\r\nHost: x' })).toMatchObject({ ok: true, status: 200 });
  });

  it('is not "unchanged" when nobody asked', async () => {
    const origin = await serve((_request, response) => response.writeHead(304).end());
    expect(codeOf(await setUp().fetch(origin + PATH))).toBe('unexpected-answer');
  });

  it.each([
    ['gzip', gzipSync(CALENDAR)],
    ['x-gzip', gzipSync(CALENDAR)],
    ['deflate', deflateSync(CALENDAR)],
    ['Deflate', deflateRawSync(CALENDAR)],
    ['br', brotliCompressSync(CALENDAR)],
    ['identity', Buffer.from(CALENDAR)],
    ['gzip, br', brotliCompressSync(gzipSync(CALENDAR))],
  ])('is unpacked: %s', async (encoding, packed) => {
    const origin = await serve((_request, response) => {
      response.setHeader('content-encoding', encoding);
      response.end(packed);
    });
    expect(text(await setUp().fetch(origin + PATH))).toBe(CALENDAR);
  });

  it('may be empty, packed or not', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/packed') response.setHeader('content-encoding', 'gzip');
      response.end();
    });
    expect(text(await setUp().fetch(`${origin}/plain`))).toBe('');
    expect(text(await setUp().fetch(`${origin}/packed`))).toBe('');
  });
});

describe('a body that cannot be read', () => {
  it.each([
    ['cut off', 'gzip', gzipSync(CALENDAR.repeat(50)).subarray(0, 40), 'unavailable'],
    ['not what it says', 'gzip', Buffer.from(CALENDAR), 'unexpected-answer'],
    ['packed in an unknown way', 'zstd', Buffer.from(CALENDAR), 'unexpected-answer'],
    ['packed again and again', 'gzip, gzip, gzip', gzipSync(CALENDAR), 'unexpected-answer'],
  ])('%s', async (_name, encoding, packed, code) => {
    const origin = await serve((_request, response) => {
      response.setHeader('content-encoding', encoding);
      response.end(packed);
    });
    expect(codeOf(await setUp().fetch(origin + PATH))).toBe(code);
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(64 * 2 ** 20))],
    ['br', brotliCompressSync(Buffer.alloc(64 * 2 ** 20))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(64 * 2 ** 20)))],
  ])('a bomb: %s', async (encoding, packed) => {
    expect(packed.length).toBeLessThan(100_000);
    const origin = await serve((_request, response) => {
      response.setHeader('content-encoding', encoding);
      response.end(packed);
    });
    expect(codeOf(await setUp().fetch(origin + PATH))).toBe('too-large');
  });

  it('one that says it is too large is not read', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 6 * 2 ** 20 });
      response.write('BEGIN:VCALENDAR');
    });
    expect(codeOf(await setUp().fetch(origin + PATH))).toBe('too-large');
  });

  it('one that never ends is left when it is too large', async () => {
    let sent = 0;
    const origin = await serve((_request, response) => {
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 'X'))) sent += 65_536;
      };
      response.on('drain', pour);
      pour();
    });
    const answer = await setUp().fetch(origin + PATH, { limits: { maxBytes: 2 ** 20 } });
    expect(answer).toMatchObject({
      ok: false,
      failure: { code: 'too-large', message: expect.stringContaining('1 MB') },
    });
    expect(sent).toBeLessThan(64 * 2 ** 20);
  });

  it('one that goes silent half way is left when the time is over', async () => {
    const { clock, fetch } = setUp();
    const begun = Promise.withResolvers<undefined>();
    const origin = await serve((_request, response) => {
      response.write('BEGIN:VCALENDAR\r\n', () => begun.resolve(undefined));
    });
    const answer = fetch(origin + PATH);
    await begun.promise;
    await clock.advance(29_999);
    expect(clock.pending()).toBe(1);
    await clock.advance(1);
    expect(codeOf(await answer)).toBe('timed-out');
  });

  it.each([
    ['reset', (socket: Socket) => socket.resetAndDestroy()],
    ['ended early', (socket: Socket) => socket.end()],
  ])('one whose connection is %s', async (_name, leave) => {
    const origin = await serveRaw((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nBEGIN:VCALENDAR\r\n', () =>
          leave(socket),
        );
      });
    });
    const answer = await setUp().fetch(origin + PATH);
    expect(answer).toMatchObject({
      ok: false,
      failure: { code: 'unavailable', details: { problem: 'cut-off' } },
    });
  });
});

describe('a host that does not behave', () => {
  it('never answers', async () => {
    const { clock, fetch } = setUp();
    const asked = Promise.withResolvers<undefined>();
    const origin = await serveRaw((socket) => socket.once('data', () => asked.resolve(undefined)));
    const answer = fetch(origin + PATH);
    await asked.promise;
    await clock.advance(30_000);
    expect(await answer).toMatchObject({
      ok: false,
      failure: { code: 'timed-out', message: expect.stringContaining('did not answer for 30 seconds') },
    });
  });

  it('never ends its headers, slowly', async () => {
    const { clock, fetch } = setUp();
    const asked = Promise.withResolvers<undefined>();
    const origin = await serveRaw((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nX-Slow: ', () => asked.resolve(undefined)));
    });
    const answer = fetch(origin + PATH, { limits: { timeoutMs: 100 } });
    await asked.promise;
    await clock.advance(100);
    expect(codeOf(await answer)).toBe('timed-out');
  });

  it('never ends its headers, fast', async () => {
    const origin = await serveRaw((socket) => {
      const pour = (): void => {
        while (!socket.destroyed && socket.write(`X-More: ${'y'.repeat(1_000)}\r\n`));
      };
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n');
        socket.on('drain', pour);
        pour();
      });
    });
    expect(codeOf(await setUp().fetch(origin + PATH))).toBe('unexpected-answer');
  });

  it.each([
    ['speaks no HTTP', 'SSH-2.0-invented\r\n', 'unexpected-answer'],
    ['hangs up', '', 'unavailable'],
  ])('%s', async (_name, says, code) => {
    const origin = await serveRaw((socket) => socket.once('data', () => socket.end(says)));
    expect(codeOf(await setUp().fetch(origin + PATH))).toBe(code);
  });

  it('takes no connections', async () => {
    const gone = createRawServer();
    const port = await listen(gone);
    await closing.pop()?.();
    const answer = await setUp().fetch(`http://127.0.0.1:${port}${PATH}`);
    expect(answer).toMatchObject({
      ok: false,
      failure: { code: 'unavailable', details: { reason: 'ECONNREFUSED' } },
    });
  });

  it.each([
    [401, {}, { code: 'unauthorised' }, undefined],
    [403, {}, { code: 'forbidden' }, undefined],
    [404, {}, { code: 'gone' }, undefined],
    [410, {}, { code: 'gone' }, undefined],
    [429, { 'retry-after': '90' }, { code: 'rate-limited' }, 90_000],
    [429, { 'retry-after': 'Mon, 01 Mar 2027 08:05:00 GMT' }, { code: 'rate-limited' }, 300_000],
    [429, {}, { code: 'rate-limited' }, undefined],
    [500, {}, { code: 'unavailable' }, undefined],
    [503, { 'retry-after': '10' }, { code: 'unavailable' }, 10_000],
    [204, {}, { code: 'unexpected-answer' }, undefined],
  ])('answers %i %o', async (status, headers, failure, retryAfterMs) => {
    const origin = await serve((_request, response) => {
      response.writeHead(status, headers);
      response.end(status === 204 ? undefined : '<html>Sorry</html>');
    });
    const answer = await setUp().fetch(origin + PATH);
    expect(answer).toMatchObject({ ok: false, status, failure });
    expect(answer.ok ? 0 : answer.retryAfterMs).toBe(retryAfterMs);
  });
});

describe('names and where they lead', () => {
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error('no'), { code }));

  it.each([
    ['no such name', failing('ENOTFOUND'), 'address-unknown-host'],
    ['a name without addresses', () => Promise.resolve([]), 'address-unknown-host'],
    ['no name server', failing('EAI_AGAIN'), 'unavailable'],
    ['a private machine', () => Promise.resolve(['192.168.1.10']), 'address-private'],
    ['a cloud’s own door', () => Promise.resolve(['169.254.169.254']), 'address-private'],
    ['in and out at once', () => Promise.resolve(['93.184.215.14', '10.0.0.1']), 'address-private'],
    ['a mapped private machine', () => Promise.resolve(['::ffff:10.0.0.1']), 'address-private'],
    ['a private IPv6 machine', () => Promise.resolve(['fd00::1']), 'address-private'],
    ['nonsense', () => Promise.resolve(['not an address']), 'address-private'],
  ])('%s', async (_name, resolve, code) => {
    expect(codeOf(await setUp({ resolve }).fetch(`https://feeds.example${PATH}`))).toBe(code);
  });

  it('does not connect to this computer unless practising, by number or by name', async () => {
    let connections = 0;
    const origin = await serveRaw(() => (connections += 1));
    const port = origin.slice(origin.lastIndexOf(':') + 1);
    const { fetch } = setUp({ allowLoopback: false });
    for (const host of ['127.0.0.1', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]', 'localhost']) {
      expect(codeOf(await fetch(`http://${host}:${port}${PATH}`))).toBe('address-private');
    }
    expect(connections).toBe(0);
  });

  it('connects to what was checked, so that a name cannot change its mind in between', async () => {
    const asked: string[] = [];
    const origin = await serve((_request, response) => response.end(CALENDAR));
    const resolve = (host: string) => {
      asked.push(host);
      return Promise.resolve(asked.length === 1 ? ['127.0.0.1'] : ['10.0.0.1']);
    };
    const { fetch } = setUp({ resolve });
    const address = origin.replace('127.0.0.1', 'feeds.example') + PATH;
    expect(text(await fetch(address))).toBe(CALENDAR);
    expect(asked).toEqual(['feeds.example']);
    expect(codeOf(await fetch(address))).toBe('address-private');
  });

  it('names the channel, and neither the address nor where it leads', async () => {
    const origin = await serve((_request, response) => response.writeHead(404).end());
    const { fetch } = setUp({ resolve: () => Promise.resolve(['127.0.0.1']) });
    const answer = await fetch(origin.replace('127.0.0.1', 'www.airbnb.com') + PATH);
    expect(answer).toMatchObject({
      failure: { message: expect.stringMatching(/^Airbnb's calendar host has no calendar/) },
    });
  });

  it('gives up on a name server that never answers', async () => {
    const { clock, fetch } = setUp({ resolve: () => new Promise(() => undefined) });
    const answer = fetch(`https://feeds.example${PATH}`);
    await clock.advance(30_000);
    expect(codeOf(await answer)).toBe('timed-out');
  });
});

describe('redirects', () => {
  it('are followed, with the last host named', async () => {
    const target = await serve((request, response) => response.end(request.url));
    const origin = await serve((request, response) => {
      const location = request.url === '/start' ? '/next?step=2' : `${target}/end`;
      response.writeHead(request.url === '/start' ? 301 : 307, { location }).end('moved');
    });
    const answer = await setUp().fetch(`${origin}/start`);
    expect(text(answer)).toBe('/end');
    expect(answer).toMatchObject({ finalHost: target.slice(7) });
  });

  it('are followed five times and not six', async () => {
    const origin = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end(CALENDAR);
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    const { fetch } = setUp();
    expect(codeOf(await fetch(`${origin}/5`))).toBe('ok');
    expect(codeOf(await fetch(`${origin}/6`))).toBe('redirect-refused');
    expect(codeOf(await fetch(`${origin}/1`, { limits: { maxRedirects: 0 } }))).toBe('redirect-refused');
  });

  it.each([
    ['in a circle', `/calendar/${SECRET}.ics`, 'redirect-refused'],
    ['to a file', 'file:///etc/passwd', 'redirect-refused'],
    ['with a password', 'http://ann:pass@127.0.0.1/x', 'redirect-refused'],
    ['to nonsense', 'http://[', 'redirect-refused'],
    ['to a private machine', 'http://10.0.0.1/x', 'address-private'],
    ['to a private machine, spelled oddly', 'http://0xa.1/x', 'address-private'],
    ['to a name that leads to one', 'http://inside.example/x', 'address-private'],
    ['nowhere', undefined, 'unexpected-answer'],
  ])('%s', async (_name, location, code) => {
    const origin = await serve((_request, response) =>
      response.writeHead(302, location ? { location } : {}).end(),
    );
    const { fetch } = setUp({ resolve: () => Promise.resolve(['192.168.0.1']) });
    expect(codeOf(await fetch(origin + PATH))).toBe(code);
  });

  it('do not wait for a body that never ends', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/end') response.end(CALENDAR);
      else response.writeHead(302, { location: '/end' }).write('moving …');
    });
    expect(text(await setUp().fetch(origin + PATH))).toBe(CALENDAR);
  });
});

describe('protected connections', () => {
  const trusted = getCACertificates('default');
  afterEach(() => setDefaultCACertificates(trusted));
  const resolve = (): Promise<string[]> => Promise.resolve(['127.0.0.1']);

  it('are checked for who answers', async () => {
    const port = await serveSecurely((_request, response) => response.end(CALENDAR));
    const { fetch } = setUp({ resolve });
    expect(await fetch(`https://feeds.example:${port}${PATH}`)).toMatchObject({
      failure: { code: 'unavailable', details: { problem: 'certificate' } },
    });
    setDefaultCACertificates([testCertificate.cert]);
    expect(text(await fetch(`webcal://feeds.example:${port}${PATH}`))).toBe(CALENDAR);
    expect(text(await fetch(`https://127.0.0.1:${port}${PATH}`))).toBe(CALENDAR);
    expect(await fetch(`https://other.example:${port}${PATH}`)).toMatchObject({
      failure: { code: 'unavailable', details: { reason: 'ERR_TLS_CERT_ALTNAME_INVALID' } },
    });
  });

  it('are not left for an unprotected one', async () => {
    setDefaultCACertificates([testCertificate.cert]);
    let reached = 0;
    const plain = await serve((_request, response) => {
      reached += 1;
      response.end(CALENDAR);
    });
    const port = await serveSecurely((request, response) => {
      const location = request.url === '/down' ? `${plain}/x` : request.url === '/up' ? '/end' : undefined;
      if (location) response.writeHead(301, { location }).end();
      else response.end(CALENDAR);
    });
    const { fetch } = setUp({ resolve });
    expect(codeOf(await fetch(`https://feeds.example:${port}/down`))).toBe('redirect-refused');
    expect(codeOf(await fetch(`https://feeds.example:${port}/up`))).toBe('ok');
    expect(reached).toBe(0);
  });

  it('end when the other side never greets', async () => {
    const { clock, fetch } = setUp({ resolve });
    const greeted = Promise.withResolvers<undefined>();
    const origin = await serveRaw((socket) => socket.once('data', () => greeted.resolve(undefined)));
    const answer = fetch(origin.replace('http://127.0.0.1', 'https://feeds.example') + PATH);
    await greeted.promise;
    await clock.advance(30_000);
    expect(codeOf(await answer)).toBe('timed-out');
  });
});

describe('a request taken back', () => {
  it('before it began', async () => {
    const answer = await setUp().fetch(`http://127.0.0.1:1${PATH}`, { signal: AbortSignal.abort() });
    expect(codeOf(answer)).toBe('cancelled');
  });

  it('while it waits for an answer', async () => {
    const stop = new AbortController();
    const origin = await serveRaw((socket) => socket.once('data', () => stop.abort()));
    expect(codeOf(await setUp().fetch(origin + PATH, { signal: stop.signal }))).toBe('cancelled');
  });

  it('while the body arrives', async () => {
    const stop = new AbortController();
    const origin = await serve((_request, response) => {
      response.write('BEGIN:VCALENDAR', () => stop.abort());
    });
    expect(codeOf(await setUp().fetch(origin + PATH, { signal: stop.signal }))).toBe('cancelled');
  });
});
