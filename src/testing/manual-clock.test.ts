import { expect, it } from 'vitest';
import { createManualClock } from './manual-clock.ts';

const start = '2027-03-01T08:00:00.000Z';

it('runs timers in order of time, then of setting, each at its own time', async () => {
  const clock = createManualClock(start);
  const ran: string[] = [];
  const note = (name: string) => () =>
    ran.push(`${name} ${new Date(clock.now()).toISOString().slice(11, 19)}`);
  clock.after(2_000, note('late'));
  clock.after(1_000, note('first'));
  clock.after(1_000, note('second'));
  clock.after(1_000, note('never'))();
  await clock.advance(5_000);
  expect(ran).toEqual(['first 08:00:01', 'second 08:00:01', 'late 08:00:02']);
  expect(clock.now()).toBe(Date.parse(start) + 5_000);
});

it('lets a timer and its promises set further timers within the same advance', async () => {
  const clock = createManualClock(start);
  const ran: number[] = [];
  const again = async (): Promise<void> => {
    ran.push(clock.now() - Date.parse(start));
    await Promise.resolve();
    clock.after(1_000, () => void again());
  };
  clock.after(1_000, () => void again());
  await clock.advance(3_500);
  expect(ran).toEqual([1_000, 2_000, 3_000]);
  expect(clock.pending()).toBe(1);
  expect(clock.nextIn()).toBe(500);
});

it('keeps waits when the time of day jumps', async () => {
  const clock = createManualClock(start);
  let ran = 0;
  clock.after(1_000, () => (ran += 1));
  clock.jumpTo('2020-01-01T00:00:00Z');
  expect(new Date(clock.now()).toISOString()).toBe('2020-01-01T00:00:00.000Z');
  await clock.advance(999);
  expect(ran).toBe(0);
  await clock.advance(1);
  expect(ran).toBe(1);
  expect(() => createManualClock('yesterday')).toThrow('Not an instant');
});
