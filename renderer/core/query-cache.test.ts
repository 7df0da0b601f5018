import { describe, expect, it, vi } from 'vitest';
import { CallFailed, type Client } from '../../src/contract/client.ts';
import { createQueryCache } from './query-cache.ts';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};

function setUp(answer: (count: number) => Promise<unknown> = (count) => Promise.resolve({ rows: [count] })) {
  let count = 0;
  const call = vi.fn((_name: string) => answer(++count));
  const cache = createQueryCache({ call } as unknown as Pick<Client, 'call'>);
  return { call, cache };
}
const open = { state: 'open' } as const;

describe('the query cache', () => {
  it('asks once for all that watch the same answer', async () => {
    const { call, cache } = setUp();
    const heard = vi.fn();
    cache.watch('conflicts.list', open, heard);
    cache.watch('conflicts.list', open, heard);
    await settle();
    expect(call).toHaveBeenCalledTimes(1);
    expect(cache.peek('conflicts.list', open).value).toEqual({ rows: [1] });
  });

  it('asks again when a topic of the answer changed, and keeps the old answer meanwhile', async () => {
    const { call, cache } = setUp();
    cache.watch('conflicts.list', open, () => undefined);
    await settle();
    cache.hear({ type: 'changed', seq: 1, topics: ['exports'] });
    expect(call).toHaveBeenCalledTimes(1);
    cache.hear({ type: 'changed', seq: 2, topics: ['conflicts'] });
    expect(cache.peek('conflicts.list', open)).toMatchObject({ value: { rows: [1] }, isFetching: true });
    await settle();
    expect(cache.peek('conflicts.list', open).value).toEqual({ rows: [2] });
  });

  it('asks for all that is shown after a gap in the events and after a reconnect', async () => {
    const { call, cache } = setUp();
    cache.watch('conflicts.list', open, () => undefined);
    await settle();
    cache.hear({ type: 'changed', seq: 5, topics: ['host'] });
    expect(call).toHaveBeenCalledTimes(1);
    cache.hear({ type: 'progress', seq: 7, job: 'x', done: 1, total: 2, words: '', isOver: false });
    await settle();
    expect(call).toHaveBeenCalledTimes(2);
    cache.hear({ type: 'hello', seq: 0 });
    await settle();
    expect(call).toHaveBeenCalledTimes(3);
  });

  it('asks once more when something changed while the answer was on its way', async () => {
    const { call, cache } = setUp();
    cache.watch('conflicts.list', open, () => undefined);
    cache.hear({ type: 'changed', seq: 1, topics: ['conflicts'] });
    cache.hear({ type: 'changed', seq: 2, topics: ['conflicts'] });
    await settle();
    await settle();
    expect(call).toHaveBeenCalledTimes(2);
    expect(cache.peek('conflicts.list', open).value).toEqual({ rows: [2] });
  });

  it('does not fetch what nobody watches, until it is watched again', async () => {
    const { call, cache } = setUp();
    const stop = cache.watch('conflicts.list', open, () => undefined);
    await settle();
    stop();
    cache.hear({ type: 'changed', seq: 1, topics: ['conflicts'] });
    await settle();
    expect(call).toHaveBeenCalledTimes(1);
    cache.watch('conflicts.list', open, () => undefined);
    await settle();
    expect(call).toHaveBeenCalledTimes(2);
  });

  it('drops the answer of what is gone', async () => {
    const failure = { code: 'not-found', message: 'Gone.' } as const;
    const { cache } = setUp((count) =>
      count === 1 ? Promise.resolve({ rows: [] }) : Promise.reject(new CallFailed(failure)),
    );
    cache.watch('conflicts.list', open, () => undefined);
    await settle();
    cache.refetch(cache.keyOf('conflicts.list', open));
    await settle();
    expect(cache.peek('conflicts.list', open)).toEqual({ value: undefined, failure, isFetching: false });
  });

  it('keeps the last good answer beside a failure', async () => {
    const failure = { code: 'database-busy', message: 'Busy.' } as const;
    const { cache } = setUp((count) =>
      count === 1 ? Promise.resolve({ rows: [] }) : Promise.reject(new CallFailed(failure)),
    );
    cache.watch('conflicts.list', open, () => undefined);
    await settle();
    cache.refetch(cache.keyOf('conflicts.list', open));
    await settle();
    expect(cache.peek('conflicts.list', open)).toEqual({ value: { rows: [] }, failure, isFetching: false });
  });
});
