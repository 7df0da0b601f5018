import { describe, expect, it } from 'vitest';
import { createEventReader, reconnectDelay } from './event-stream.ts';

describe('the event stream', () => {
  it('joins events that arrive in pieces', () => {
    const read = createEventReader();
    expect(read('data: {"type":"hel')).toEqual([]);
    expect(read('lo","seq":1}\n')).toEqual([{ type: 'hello', seq: 1 }]);
  });

  it('reads several events of one piece and passes over heartbeats', () => {
    const read = createEventReader();
    const text =
      ': still here\r\ndata: {"type":"changed","seq":2,"topics":["feeds"]}\r\n\r\ndata:{"type":"hello","seq":3}\n\n';
    expect(read(text)).toEqual([
      { type: 'changed', seq: 2, topics: ['feeds'] },
      { type: 'hello', seq: 3 },
    ]);
  });

  it('passes over what it does not understand and goes on', () => {
    const read = createEventReader();
    expect(
      read('data: {broken\ndata: {"type":"later-kind","seq":4}\ndata: {"type":"hello","seq":5}\n'),
    ).toEqual([{ type: 'hello', seq: 5 }]);
  });

  it('waits longer after each failed try, up to a limit', () => {
    expect([0, 1, 2, 3].map(reconnectDelay)).toEqual([500, 1000, 2000, 4000]);
    expect(reconnectDelay(50)).toBe(15_000);
  });
});
