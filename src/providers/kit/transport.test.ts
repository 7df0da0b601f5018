import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createRawServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../testing/manual-clock.ts';
import type { ApiTransport, TransportAnswer } from './api-http.ts';
import { createTransport, type TransportOptions } from './transport.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  // a server closes only when its last connection is gone: this fails where the transport leaves one behind
  for (const close of closing.splice(0)) await close();
});

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const serve = (answer: RequestListener): Promise<string> => listen(createServer(answer));
const serveRaw = (talk: (socket: Socket) => void): Promise<string> =>
  listen(
    createRawServer((socket) => {
      socket.on('error', () => undefined);
      talk(socket);
    }),
  );

function setUp(options: Partial<TransportOptions> = {}) {
  const clock = createManualClock('2027-03-01T08:00:00Z');
  const transport = createTransport({ allowLoopback: true, userAgent: 'Bellhop/1', clock, ...options });
  const stop = new AbortController();
  const ask = async (
    href: string,
    order: Partial<Parameters<ApiTransport>[0]> = {},
  ): Promise<TransportAnswer> => {
    const answer = await transport({
      method: 'GET',
      url: new URL(href),
      headers: {},
      body: undefined,
      timeoutMs: 10_000,
      maxBytes: 1_000,
      signal: stop.signal,
      ...order,
    });
    expect(clock.pending()).toBe(0);
    return answer;
  };
  return { clock, ask, stop };
}
const failed = (reason: string, wasSent: boolean) => ({ type: 'failed', reason, wasSent });

describe('an answer', () => {
  it('comes whole, with its status, headers and text, unpacked', async () => {
    const seen: unknown[] = [];
    const origin = await serve((request, response) => {
      request.on('data', (bytes: Buffer) => seen.push(bytes.toString()));
      request.on('end', () => {
        seen.push(request.method, request.url, request.headers['token'], request.headers['user-agent']);
        response.writeHead(201, { 'X-Request-Cost': '1.2', 'content-encoding': 'gzip' });
        response.end(gzipSync('[{"success":true}]'));
      });
    });
    const answer = await setUp().ask(`${origin}/v2/bookings?page=2`, {
      method: 'POST',
      headers: { token: 'abc' },
      body: '[{"id":1}]',
    });
    expect(answer).toMatchObject({
      type: 'answer',
      status: 201,
      headers: { 'x-request-cost': '1.2' },
      text: '[{"success":true}]',
    });
    expect(seen).toEqual(['[{"id":1}]', 'POST', '/v2/bookings?page=2', 'abc', 'Bellhop/1']);
  });

  it('is a redirect where it is one: a token is not carried on', async () => {
    let asked = 0;
    const origin = await serve((_request, response) => {
      asked += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await setUp().ask(origin)).toMatchObject({ type: 'answer', status: 302 });
    expect(asked).toBe(1);
  });
});

describe('no answer', () => {
  it('because nobody listens: surely not sent', async () => {
    const server = createRawServer();
    const origin = await listen(server);
    await closing.pop()?.();
    expect(await setUp().ask(origin, { method: 'POST', body: '[]' })).toEqual(failed('unreachable', false));
  });

  it('because the name is unknown: surely not sent', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    expect(await setUp({ resolve }).ask('https://nowhere.example/')).toEqual(failed('unreachable', false));
  });

  it.each([
    ['before a word', ''],
    ['in the head', 'HTTP/1.1 200 OK\r\nContent-Ty'],
    ['in the body', 'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n[{"id"'],
    ['in a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n[{"id"'],
  ])('because it breaks off %s', async (_name, words) => {
    const origin = await serveRaw((socket) =>
      socket.once('data', () => socket.write(words, () => socket.resetAndDestroy())),
    );
    expect(await setUp().ask(origin, { method: 'POST', body: '[]' })).toEqual(failed('broken-off', true));
  });

  it.each([
    'SSH-2.0-OpenSSH_9\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n[{}]',
  ])('that can be read: %j', async (words) => {
    const origin = await serveRaw((socket) => socket.once('data', () => socket.end(words)));
    expect(await setUp().ask(origin)).toEqual(failed('unreadable', true));
  });

  it('in time, though the request was taken', async () => {
    const taken = Promise.withResolvers<void>();
    const origin = await serve(() => taken.resolve());
    const { clock, ask } = setUp();
    const asked = ask(origin, { timeoutMs: 10_000 });
    await taken.promise;
    await clock.advance(10_000);
    expect(await asked).toEqual(failed('timed-out', true));
  });

  it('in time to its end', async () => {
    const begun = Promise.withResolvers<void>();
    const origin = await serve((_request, response) => {
      response.write('[', () => begun.resolve());
    });
    const { clock, ask } = setUp();
    const asked = ask(origin, { timeoutMs: 10_000 });
    await begun.promise;
    await clock.advance(10_000);
    expect(await asked).toEqual(failed('timed-out', true));
  });

  it('in time because the name is not found out: surely not sent', async () => {
    const { clock, ask } = setUp({ resolve: () => new Promise(() => undefined) });
    const asked = ask('https://slow.example/', { timeoutMs: 10_000 });
    await clock.advance(10_000);
    expect(await asked).toEqual(failed('timed-out', false));
  });

  it('because it was called off, before and while asking', async () => {
    const taken = Promise.withResolvers<void>();
    const origin = await serve(() => taken.resolve());
    const { ask, stop } = setUp();
    const asked = ask(origin);
    await taken.promise;
    stop.abort();
    expect(await asked).toEqual(failed('cancelled', true));
    expect(await ask(origin)).toEqual(failed('cancelled', false));
  });
});

it.each([
  ['announced', (size: number) => ({ 'content-length': String(size) })],
  ['unannounced', () => ({})],
])('stops at an answer that is too large, %s', async (_name, headersFor) => {
  const origin = await serve((_request, response) => {
    response.on('error', () => undefined);
    response.writeHead(200, headersFor(5_000)).end('x'.repeat(5_000));
  });
  expect(await setUp().ask(origin)).toEqual(failed('too-large', true));
});

it('stops at a small packet that unpacks to too much', async () => {
  const packed = gzipSync('x'.repeat(50_000));
  const origin = await serve((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
  );
  expect(await setUp().ask(origin)).toEqual(failed('too-large', true));
});

describe('where it may go', () => {
  const refused = failed('refused-address', false);
  it('never to another machine of the network, by number or by name', async () => {
    const inside = { resolve: () => Promise.resolve(['93.184.215.14', '10.0.0.7']) };
    expect(await setUp(inside).ask('https://api.example/')).toEqual(refused);
    for (const host of ['10.0.0.7', '192.168.1.1', '169.254.169.254', '[fd00::1]']) {
      expect(await setUp().ask(`https://${host}/`)).toEqual(refused);
    }
  });

  it('to this computer only where it is allowed', async () => {
    const origin = await serve((_request, response) => response.end('[]'));
    expect(await setUp({ allowLoopback: false }).ask(origin)).toEqual(refused);
    const port = new URL(origin).port;
    const resolve = () => Promise.resolve(['127.0.0.1']);
    expect(await setUp({ resolve }).ask(`http://api.example:${port}/`)).toMatchObject({ text: '[]' });
  });

  it('only to this computer without encryption', async () => {
    const resolve = () => Promise.resolve(['93.184.215.14']);
    expect(await setUp({ resolve }).ask('http://api.example/')).toEqual(refused);
    expect(await setUp().ask('http://93.184.215.14/')).toEqual(refused);
  });
});
