import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeJson } from '../../src/contract/reply.ts';
import { useConnection } from './connection.ts';
import { httpTransport } from './http-transport.ts';

const answers = (text: string, status = 200) =>
  vi.fn((..._sent: Parameters<typeof fetch>) => Promise.resolve(new Response(text, { status })));

describe('the way to the loopback host', () => {
  beforeEach(() => useConnection.getState().set('open'));
  afterEach(() => vi.unstubAllGlobals());

  it('sends the secret in a header and brings columns back as numbers', async () => {
    const fetched = answers(encodeJson({ ok: true, value: { left: new Int32Array([1, -1]) } }));
    vi.stubGlobal('fetch', fetched);
    const reply = await httpTransport('s3cret').send({ name: 'calendar.read', input: { from: 'a' } });
    expect(reply).toEqual({ ok: true, value: { left: new Int32Array([1, -1]) } });
    const [address, init] = fetched.mock.calls[0] ?? [];
    expect(address).toBe('/call/calendar.read');
    expect(init?.headers).toMatchObject({ authorization: 'Bearer s3cret' });
    expect(init?.body).toBe('{"input":{"from":"a"}}');
  });

  it('hands on a refusal of the core as it is', async () => {
    const failure = { code: 'not-possible', message: 'Taken.', details: { canInsist: true } } as const;
    vi.stubGlobal('fetch', answers(encodeJson({ ok: false, failure }), 409));
    expect(await httpTransport('x').send({ name: 'stays.move', input: {} })).toEqual({ ok: false, failure });
  });

  it('says so when the host is gone, and remembers it', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    const reply = await httpTransport('x').send({ name: 'today.read', input: {} });
    expect(reply).toMatchObject({ ok: false, failure: { code: 'unavailable', details: { from: 'window' } } });
    expect(useConnection.getState().state).toBe('lost');
  });

  it('says nothing of one request that was broken off while the host is there', async () => {
    const fetched = vi
      .fn<typeof fetch>()
      .mockRejectedValueOnce(new DOMException('The user aborted a request.', 'AbortError'))
      .mockImplementation(() => Promise.resolve(new Response('{"ok":true,"value":1}')));
    vi.stubGlobal('fetch', fetched);
    const transport = httpTransport('x');
    expect(await transport.send({ name: 'today.read', input: {} })).toEqual({ ok: true, value: 1 });
    expect(useConnection.getState().state).toBe('open');
  });

  it('never sends a command twice by itself, and looks with a question whether the host is there', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', (address: string) => {
      asked.push(address);
      return address === '/call/host.info'
        ? Promise.resolve(new Response('{}'))
        : Promise.reject(new TypeError('Failed to fetch'));
    });
    const reply = await httpTransport('x').send({ name: 'stays.move', input: {}, commandId: 'one' });
    expect(reply).toMatchObject({ ok: false, failure: { details: { from: 'window' } } });
    expect(asked).toEqual(['/call/stays.move', '/call/host.info']);
    expect(useConnection.getState().state).toBe('open');
  });

  it('is there again with the next good answer, and has all asked anew', async () => {
    const heard: string[] = [];
    const host = { isThere: false };
    vi.stubGlobal('fetch', (address: string) =>
      address === '/events'
        ? Promise.resolve(new Response(new ReadableStream()))
        : host.isThere
          ? Promise.resolve(new Response('{"ok":true,"value":1}'))
          : Promise.reject(new TypeError('Failed to fetch')),
    );
    const transport = httpTransport('x');
    transport.subscribe(({ type }) => heard.push(type));
    await vi.waitFor(() => expect(heard).toEqual(['hello']));
    await transport.send({ name: 'today.read', input: {} });
    expect(useConnection.getState().state).toBe('lost');
    host.isThere = true;
    await transport.send({ name: 'today.read', input: {} });
    expect(useConnection.getState().state).toBe('open');
    expect(heard).toEqual(['hello', 'hello']);
  });

  it('stops trying with a secret that is no longer known', async () => {
    vi.stubGlobal('fetch', answers('no', 401));
    const reply = await httpTransport('old').send({ name: 'today.read', input: {} });
    expect(reply).toMatchObject({ ok: false, failure: { code: 'forbidden' } });
    expect(useConnection.getState().state).toBe('refused');
  });

  it.each(['', '<html>', '{"ok":"maybe"}'])('does not trust an answer like %j', async (text) => {
    vi.stubGlobal('fetch', answers(text));
    expect(await httpTransport('x').send({ name: 'today.read', input: {} })).toMatchObject({
      ok: false,
      failure: { code: 'unexpected-answer' },
    });
  });
});
