import { expect, it, vi } from 'vitest';
import { createClock } from './clock.ts';

it('runs what is due, once, and not what was taken back', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  try {
    const clock = createClock();
    const ran: string[] = [];
    const startedAt = clock.now();
    clock.after(1_000, () => ran.push('second'));
    clock.after(-5, () => ran.push('at once'));
    const takeBack = clock.after(500, () => ran.push('never'));
    takeBack();
    await vi.advanceTimersByTimeAsync(999);
    expect(ran).toEqual(['at once']);
    await vi.advanceTimersByTimeAsync(1);
    expect(ran).toEqual(['at once', 'second']);
    expect(clock.now() - startedAt).toBe(1_000);
    takeBack();
  } finally {
    vi.useRealTimers();
  }
});

it('holds waits longer than a timer can', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  try {
    const days = 24 * 3_600_000;
    let ran = 0;
    createClock().after(40 * days, () => (ran += 1));
    const takeBack = createClock().after(60 * days, () => (ran += 100));
    await vi.advanceTimersByTimeAsync(40 * days - 1);
    expect(ran).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(ran).toBe(1);
    takeBack();
    await vi.advanceTimersByTimeAsync(60 * days);
    expect(ran).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});
