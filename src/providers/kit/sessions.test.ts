import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../testing/manual-clock.ts';
import type { Outcome, SessionToken } from './provider.ts';
import { createSessions } from './sessions.ts';

const DAY = 24 * 60 * 60_000;

function setUp() {
  const clock = createManualClock('2027-03-01T08:00:00Z');
  const sessions = createSessions({ clock });
  const { signal } = new AbortController();
  let opened = 0;
  const open = (): Promise<Outcome<SessionToken>> => {
    opened += 1;
    const token = { headers: { token: `token ${opened}` }, expiresAt: clock.now() + DAY };
    return Promise.resolve({ ok: true, value: token });
  };
  const fails = (code: 'unavailable' | 'cancelled') => (): Promise<Outcome<SessionToken>> => {
    opened += 1;
    return Promise.resolve({ ok: false, failure: { code, words: 'No.' } });
  };
  const take = async (how = open, stale?: SessionToken): Promise<string> => {
    const outcome = await sessions.take(1, how, { signal, ...(stale && { stale }) });
    return outcome.ok ? (outcome.value.headers['token'] ?? '') : outcome.failure.code;
  };
  return { clock, sessions, signal, open, fails, take, opened: () => opened };
}

describe('a session', () => {
  it('is opened once for all who wait, and kept', async () => {
    const { take, opened } = setUp();
    const all = await Promise.all(Array.from({ length: 20 }, () => take()));
    expect([new Set(all), opened()]).toEqual([new Set(['token 1']), 1]);
    expect([await take(), opened()]).toEqual(['token 1', 1]);
  });

  it('is one for each connection', async () => {
    const { sessions, open, signal, opened } = setUp();
    await sessions.take(1, open, { signal });
    await sessions.take(2, open, { signal });
    expect(opened()).toBe(2);
  });

  it('is renewed shortly before its end', async () => {
    const { clock, take } = setUp();
    await take();
    await clock.advance(DAY - 5 * 60_000 - 1);
    expect(await take()).toBe('token 1');
    await clock.advance(1);
    expect(await take()).toBe('token 2');
  });

  it('serves to its very end where it cannot be renewed', async () => {
    const { clock, take, fails } = setUp();
    await take();
    await clock.advance(DAY - 60_000);
    expect(await take(fails('unavailable'))).toBe('token 1');
    await clock.advance(60_000);
    expect(await take(fails('unavailable'))).toBe('unavailable');
  });

  it('that was refused is replaced once, however many come back with it', async () => {
    const { sessions, open, signal, take, opened } = setUp();
    const first = await sessions.take(1, open, { signal });
    const stale = first.ok ? first.value : undefined;
    const all = await Promise.all(Array.from({ length: 20 }, () => take(open, stale)));
    expect([new Set(all), opened()]).toEqual([new Set(['token 2']), 2]);
    expect(await take(open, stale)).toBe('token 2');
  });

  it('that was refused is not given again where no other can be had', async () => {
    const { sessions, open, signal, take, fails } = setUp();
    const first = await sessions.take(1, open, { signal });
    expect(await take(fails('unavailable'), first.ok ? first.value : undefined)).toBe('unavailable');
  });

  it('fails for all who wait, and is tried anew by the next', async () => {
    const { take, fails, opened } = setUp();
    const all = await Promise.all(Array.from({ length: 5 }, () => take(fails('unavailable'))));
    expect([new Set(all), opened()]).toEqual([new Set(['unavailable']), 1]);
    expect(await take()).toBe('token 2');
  });

  it('is opened by another where the first was called off', async () => {
    const { take, fails, opened, sessions, open } = setUp();
    const gone = new AbortController();
    gone.abort();
    const first = sessions.take(1, fails('cancelled'), { signal: gone.signal });
    const second = sessions.take(1, open, { signal: new AbortController().signal });
    expect(await first).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(await second).toMatchObject({ ok: true });
    expect([await take(), opened()]).toEqual(['token 2', 2]);
  });

  it('of credentials that were changed meanwhile is not used', async () => {
    const { sessions, open, signal, take, opened } = setUp();
    const old = Promise.withResolvers<Outcome<SessionToken>>();
    let calls = 0;
    const slow = () => ((calls += 1), calls === 1 ? old.promise : open());
    const waiting = sessions.take(1, slow, { signal });
    sessions.forget(1);
    expect(await take()).toBe('token 1');
    old.resolve({ ok: true, value: { headers: { token: 'old' }, expiresAt: Number.MAX_SAFE_INTEGER } });
    expect(await waiting).toMatchObject({ value: { headers: { token: 'token 1' } } });
    expect([await take(), opened()]).toEqual(['token 1', 1]);
  });
});
