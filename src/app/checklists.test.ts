import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunStepView, TaskRun, Ticked } from '../contract/checklists.ts';
import { channelHotel, type ChannelHotel } from '../testing/channel-hotel.ts';

let hotel: ChannelHotel;
let agoda: number;
beforeEach(async () => {
  hotel = await channelHotel();
  agoda = await keep('agoda');
});
afterEach(() => hotel.close());

const list = () => hotel.client.call('checklists.list', {});
const read = (taskId: number) => hotel.client.call('checklists.read', { taskId });

async function keep(provider: 'agoda' | 'gommt'): Promise<number> {
  const { connectionId } = await hotel.client.call('checklists.setUp', {
    provider,
    propertyName: 'Casa Prova',
    propertyId: '884210',
    rooms: [
      { roomTypeId: hotel.roomTypes.doubles, name: 'Standard Double Room', externalId: '11' },
      { roomTypeId: hotel.roomTypes.suites, name: 'Garden Suite', externalId: '12' },
    ],
    shows: 'as-here',
  });
  return connectionId;
}

async function book(units = 1, unit = 0): Promise<number[]> {
  const made: number[] = [];
  for (let at = unit; at < unit + units; at += 1) {
    const { id } = await hotel.client.call('reservations.create', {
      roomTypeId: hotel.roomTypes.suites,
      unitId: hotel.unitOf(hotel.roomTypes.suites, at),
      arrival: '2027-03-10',
      departure: '2027-03-13',
      guestName: 'Marlow',
      contact: '',
      guests: 2,
      priceMinor: 24_000,
      paidMinor: 0,
      note: '',
      source: 'phone',
    });
    made.push(id);
  }
  await hotel.quiet();
  return made;
}

/** What a careful person types at a step, where the extranet shows `before` and takes what they enter. */
function entered(step: RunStepView) {
  const nights: Record<string, number> = {};
  for (const { night, expected, target } of step.nights)
    if (step.asks !== 'nothing') nights[night] = step.asks === 'before' ? (expected ?? 0) : target;
  return { nights };
}

async function tick(run: TaskRun, step: RunStepView, entry: object): Promise<Ticked> {
  // a person needs a while for each
  await hotel.clock.advance(5_000);
  const { id: taskId, version } = run;
  return hotel.client.call('checklists.tick', { taskId, version, step: step.key, ...entry });
}

async function walk(taskId: number): Promise<string[]> {
  const titles: string[] = [];
  for (;;) {
    const run = await read(taskId);
    const step = run.run.find(({ key }) => key === run.current);
    if (!step) return titles;
    titles.push(step.title);
    const { outcome, words, problems } = await tick(run, step, entered(step));
    if (outcome === 'ended') return titles;
    if (outcome !== 'next') throw new Error(`${step.title}: ${outcome} ${JSON.stringify([words, problems])}`);
  }
}

describe('a channel that people keep', () => {
  it('has nothing due as long as it shows what it should', async () => {
    const { channels, due } = await list();
    expect(due).toEqual([]);
    expect(channels).toMatchObject([{ connectionId: agoda, channel: 'agoda', words: 'By hand just now' }]);
  });

  it('has one visit with absolute targets as soon as somebody has booked', async () => {
    const gommt = await keep('gommt');
    await book(2);
    const { due } = await list();
    expect(due.map(({ connectionId }) => connectionId).sort()).toEqual([agoda, gommt]);
    expect(due[0]).toMatchObject({ danger: 'now', words: 'Close Garden Suite on 10, 11 and 12 Mar' });
    expect(due[0]?.causes[0]).toMatch(/^Marlow booked at 08:00$/);
    const { run } = await read(due[0]?.id ?? 0);
    const set = run.find(({ nights, asks }) => nights.length > 0 && asks === 'nothing');
    expect(set?.nights.map(({ night, expected, target }) => [night, expected, target])).toEqual([
      ['2027-03-10', 2, 0],
      ['2027-03-11', 2, 0],
      ['2027-03-12', 2, 0],
    ]);
  });

  it('is done step by step, and the calendar knows that it was done by hand', async () => {
    await book(1);
    const { due } = await list();
    const taskId = due[0]?.id ?? 0;
    await hotel.client.call('checklists.begin', { taskId });
    const titles = await walk(taskId);
    expect(titles.length).toBeGreaterThan(4);
    const after = await list();
    expect(after.due).toEqual([]);
    expect(after.ended).toMatchObject([{ id: taskId, state: 'done', endedBy: 'Test clerk' }]);
    const { answers } = await hotel.client.call('sync.cell', {
      roomTypeId: hotel.roomTypes.suites,
      night: '2027-03-10' as never,
    });
    expect(answers.find(({ connectionId }) => connectionId === agoda)).toMatchObject({
      certainty: 'by-hand',
      isDifferent: false,
      words: 'Agoda shows 1 left: by hand, just now.',
    });
  });

  it('opens what a cancelled booking frees, and forgets what nobody had begun', async () => {
    const [first = 0] = await book(1);
    const begun = (await list()).due[0]?.id ?? 0;
    await walk(begun);
    await hotel.client.call('reservations.cancel', { id: first, reason: 'Guest ill' });
    await hotel.quiet();
    const { due } = await list();
    expect(due).toMatchObject([{ words: 'Set Garden Suite to 2 left on 10, 11 and 12 Mar' }]);
    await walk(due[0]?.id ?? 0);
    const [second = 0] = await book(1);
    const third = (await list()).due[0]?.id ?? 0;
    expect(third).toBeGreaterThan(0);
    await hotel.client.call('reservations.cancel', { id: second, reason: 'Mistake' });
    await hotel.quiet();
    const after = await list();
    expect(after.due).toEqual([]);
    expect(after.ended[0]).toMatchObject({ id: third, state: 'gone' });
  });

  it('keeps what was half done, when the change behind it is taken back', async () => {
    const [booking = 0] = await book(1);
    const taskId = (await list()).due[0]?.id ?? 0;
    for (;;) {
      const run = await read(taskId);
      const step = run.run.find(({ key }) => key === run.current);
      if (!step) throw new Error('no step sets the number');
      await tick(run, step, entered(step));
      if (step.nights.length > 0 && step.asks === 'nothing') break;
    }
    await hotel.client.call('reservations.cancel', { id: booking, reason: 'Mistake' });
    await hotel.quiet();
    const { due } = await list();
    expect(due).toHaveLength(1);
    expect(due[0]?.words).toMatch(/^Check /);
  });

  it('stops where the extranet shows a booking that nobody knew of, and goes on with a reason', async () => {
    await book(1);
    const taskId = (await list()).due[0]?.id ?? 0;
    let stopped: Ticked | undefined;
    while (!stopped) {
      const run = await read(taskId);
      const step = run.run.find(({ key }) => key === run.current);
      if (!step) throw new Error('it did not stop');
      const nights = Object.fromEntries(step.nights.map(({ night }) => [night, 1]));
      const said = await tick(run, step, step.asks === 'before' ? { nights } : entered(step));
      if (said.outcome === 'stopped') stopped = said;
    }
    expect(stopped.words[0]).toMatch(/shows 1, expected was 2/);
    expect((await list()).due[0]?.state).toBe('blocked');
    await hotel.client.call('checklists.goOn', { taskId, reason: 'It was entered this morning' });
    const { due } = await list();
    // it shows what it should: nothing is left to be entered
    expect(due.filter(({ state }) => state === 'blocked')).toEqual([]);
  });

  it('takes no tick for edits that were made anew, nor of somebody else who is at it', async () => {
    await book(1);
    const taskId = (await list()).due[0]?.id ?? 0;
    const run = await read(taskId);
    await book(1, 1);
    const step = run.run[0];
    if (!step) throw new Error('no step');
    await expect(tick(run, step, {})).rejects.toThrow(/has changed while this was open/);
  });
});
