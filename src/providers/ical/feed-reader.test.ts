import { afterEach, describe, expect, it } from 'vitest';
import { calendar, LISBON, nightsIn, stay } from './calendar-for-test.ts';
import { createFeedReader, type FeedReader, type FeedReaderOptions } from './feed-reader.ts';

const BODY = calendar([stay('u', '20270310', '20270313')]);
const source = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
const WITH_PORT = "import { parentPort } from 'node:worker_threads';";
const SILENT = source(`${WITH_PORT} parentPort.on('message', () => {});`);
const BUSY = source(`${WITH_PORT} parentPort.on('message', () => { for (;;); });`);
const FAILING = source(`${WITH_PORT} parentPort.on('message', () => { throw new Error('no'); });`);
const LEAVING = source(`${WITH_PORT} parentPort.on('message', () => process.exit(0));`);
const BROKEN = source('throw new Error("no");');

const readers: FeedReader[] = [];
const open = (options: FeedReaderOptions = {}): FeedReader => {
  const reader = createFeedReader(options);
  readers.push(reader);
  return reader;
};
afterEach(async () => {
  await Promise.all(readers.splice(0).map((reader) => reader.close()));
});

describe('a reader on its own thread', () => {
  it('reads text and bytes, one after the other', async () => {
    const reader = open();
    const bodies = [BODY, new TextEncoder().encode(BODY), '<html>'];
    const feeds = await Promise.all(bodies.map((body) => reader.read(body, LISBON)));
    expect(feeds.map(({ verdict }) => verdict)).toEqual(['ok', 'ok', 'rejected']);
    expect(feeds.slice(0, 2).map(nightsIn)).toEqual([['2027-03-10/2027-03-13'], ['2027-03-10/2027-03-13']]);
  });

  it.each([
    ['says nothing', SILENT],
    ['never returns', BUSY],
  ])('gives up on a thread that %s', async (_name, workerUrl) => {
    const limits: AbortController[] = [];
    const deadline = (): AbortSignal => {
      const limit = new AbortController();
      limits.push(limit);
      // reached as soon as the body has been handed over
      queueMicrotask(() => limit.abort());
      return limit.signal;
    };
    const reader = open({ workerUrl, deadline });
    const feeds = await Promise.all([reader.read(BODY, LISBON), reader.read(BODY, LISBON)]);
    expect(feeds.map(({ reasons }) => reasons[0]?.code)).toEqual(['took-too-long', 'took-too-long']);
    expect(limits.length).toBe(2);
  });

  it.each([
    ['fails', FAILING],
    ['ends', LEAVING],
    ['does not start', BROKEN],
  ])('answers when its thread %s, again and again', async (_name, workerUrl) => {
    const reader = open({ workerUrl });
    for (let attempt = 0; attempt < 2; attempt++) {
      const feed = await reader.read(BODY, LISBON);
      expect(feed).toMatchObject({ verdict: 'rejected', reasons: [{ code: 'reader-failed' }] });
    }
  });

  it('an aborted signal ends only its own reading', async () => {
    const stop = new AbortController();
    const reader = open({ workerUrl: SILENT });
    const reading = reader.read(BODY, LISBON, stop.signal);
    stop.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    const sound = open();
    await expect(sound.read(BODY, LISBON, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
    expect((await sound.read(BODY, LISBON)).verdict).toBe('ok');
  });

  it('closing answers what is still being read', async () => {
    const reader = open({ workerUrl: SILENT });
    const reading = reader.read(BODY, LISBON);
    await reader.close();
    expect((await reading).verdict).toBe('rejected');
    expect((await reader.read(BODY, LISBON)).verdict).toBe('rejected');
  });
});
