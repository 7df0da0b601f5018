import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DOUBLES } from '../testing/channel-hotel.ts';
import { elapse } from '../testing/channel-staff.ts';
import {
  BOOKINGS,
  CALENDAR,
  type FailureStage,
  failureStage,
  gapsOf,
  item,
  MINUTE,
  SECOND,
} from '../testing/failure-stage.ts';

let stage: FailureStage;
beforeEach(async () => {
  stage = await failureStage();
});
afterEach(() => stage.hotel.close());

describe('what comes after', () => {
  it('an outage: tries after 5, 25 and 125 seconds, then waits for a person, who revives it', async () => {
    stage.strike({ kind: 'status', status: 503 }, CALENDAR);
    const before = stage.triedAt(CALENDAR).length;
    await stage.close();
    await elapse(stage.hotel, 3 * MINUTE);
    expect(gapsOf(stage.triedAt(CALENDAR).slice(before))).toEqual([5, 25, 125]);
    const dead = await stage.read();
    expect(item(dead, 'push')).toMatchObject({ state: 'dead', attempts: 4 });
    expect(item(dead, 'push')?.failureWords).toMatch(/\(status 503\)\. Bellhop gave it up after 4 tries\.$/);
    expect(dead.row.words).toMatch(/^1 item of the outbox was given up\. Look at the reason there/);
    expect(dead.needs[0]).toMatchObject({ title: 'Beds24: 1 item of the outbox given up' });
    const jobId = item(dead, 'push')?.jobId ?? 0;
    const { tries } = await stage.hotel.client.call('sync.item', { jobId });
    expect(tries.map(({ outcome }) => outcome)).toEqual([
      ...Array<string>(3).fill('failed, tried again'),
      'given up',
    ]);

    stage.hotel.beds24.faults.clear();
    const { message } = await stage.hotel.client.call('sync.retry', { jobId });
    expect(message).toBe('Tried again now: Tell Beds24 what is left and what it costs.');
    await elapse(stage.hotel, 2 * SECOND);
    expect(await stage.read()).toMatchObject({
      row: { health: 'healthy', waitingCells: 0 },
      items: [],
      needs: [],
    });
  });

  it.each([
    ['the time that was named', 90, [90, 99.1]],
    ['the end of the five minutes', undefined, [280, 330]],
  ] as const)(
    'a limit: waits until %s, counts no attempt, loses nothing',
    async (_name, retryAfter, span) => {
      const fault = { kind: 'status', status: 429, ...(retryAfter && { retryAfter }) } as const;
      stage.hotel.beds24.faults.inject(fault, 'once', CALENDAR);
      await stage.close();
      await elapse(stage.hotel, 2 * SECOND);
      expect(item(await stage.read(), 'push')).toMatchObject({ state: 'waiting', attempts: 0 });
      expect(await stage.atNight()).toMatch(
        /^closed waits to be told\. .* It goes out at 08:0\d, as the channel asks\.$/,
      );
      const [first = 0] = stage.triedAt(CALENDAR).slice(-1);
      await elapse(stage.hotel, (span[0] - 5) * SECOND);
      expect(stage.triedAt(CALENDAR).at(-1)).toBe(first);
      await elapse(stage.hotel, (span[1] - span[0] + 10) * SECOND);
      const waited = ((stage.triedAt(CALENDAR).at(-1) ?? 0) - first) / SECOND;
      expect(waited).toBeGreaterThanOrEqual(span[0]);
      expect(waited).toBeLessThanOrEqual(span[1]);
      expect((await stage.read()).row).toMatchObject({ health: 'healthy', waitingCells: 0 });
    },
  );

  it('a channel that keeps saying "later" is slow, and never said to be out of reach', async () => {
    stage.strike({ kind: 'status', status: 429, retryAfter: 60 });
    await stage.close();
    await elapse(stage.hotel, 6 * MINUTE);
    const found = await stage.read();
    expect(found.row.health).toBe('slow');
    expect(found.exposure).toMatchObject({ isOffline: false, words: '' });
    expect(item(found, 'push')).toMatchObject({ state: 'waiting', attempts: 0 });
  });

  it('a sign-in that ended: nothing is asked until somebody has signed in, then everything goes out', async () => {
    stage.strike({ kind: 'status', status: 401 });
    await stage.close();
    await elapse(stage.hotel, 2 * SECOND);
    const asked = stage.hotel.beds24.requests.length;
    await elapse(stage.hotel, 20 * MINUTE);
    expect(stage.hotel.beds24.requests).toHaveLength(asked);
    expect(await stage.atNight()).toMatch(/It wants a new sign-in first\.$/);

    stage.hotel.beds24.faults.clear();
    const { baseUrl, signIn: door } = stage.hotel.beds24;
    const ask = { provider: 'beds24', environment: 'sandbox', baseUrl } as const;
    const fields = { inviteCode: door.inviteCode() };
    const { testId } = await stage.hotel.until(
      stage.hotel.client.call('connections.test', { ...ask, fields }),
    );
    await stage.hotel.client.call('connections.rotate', { id: stage.id, testId });
    await elapse(stage.hotel, 2 * SECOND);
    expect((await stage.read()).row).toMatchObject({ state: 'active', waitingCells: 0 });
  });

  it('an answer that nobody understands: once more, then a person, with the answer kept', async () => {
    stage.strike({ kind: 'html' }, CALENDAR);
    const before = stage.triedAt(CALENDAR).length;
    await stage.close();
    await elapse(stage.hotel, MINUTE);
    expect(gapsOf(stage.triedAt(CALENDAR).slice(before))).toEqual([5]);
    const found = await stage.read();
    const { requests } = found;
    expect(item(found, 'push')).toMatchObject({ state: 'dead', attempts: 2 });
    expect(requests.find(({ method }) => method === 'POST')).toMatchObject({
      failureCode: 'unexpected-answer',
      answer: expect.stringContaining('Service unavailable') as string,
    });
    expect(requests.find(({ method }) => method === 'POST')?.sent).toContain('2027-03-10');
  });

  it('a page that repeats ends the reading; what was on it is kept', async () => {
    for (const day of ['10', '12'])
      stage.hotel.beds24.ota.book({
        ...{
          roomId: DOUBLES,
          arrival: `2027-03-${day}` as never,
          departure: `2027-03-1${day[1] === '0' ? 1 : 3}` as never,
        },
        guest: { firstName: 'Nora', lastName: 'Marlow' },
      });
    stage.hotel.beds24.pageSize = 1;
    stage.strike({ kind: 'page-repeats' }, BOOKINGS);
    const before = stage.triedAt(BOOKINGS).length;
    await stage.hotel.client.call('sync.run', { connectionId: stage.id, kind: 'pull' });
    await elapse(stage.hotel, 20 * SECOND);
    expect(stage.triedAt(BOOKINGS).length - before).toBeLessThanOrEqual(6);
    const found = await stage.read(['Marlow']);
    expect(item(found, 'pull')).toMatchObject({ state: 'dead', failureCode: 'unexpected-answer' });
    expect(item(found, 'pull')?.failureWords).toMatch(/the same page came twice|same bookings over and over/);
    // what it told is told on, so the channel as a whole is not said to be out of reach
    expect(found.row.words).toMatch(/^1 item of the outbox was given up\./);
    expect(found.exposure.isOffline).toBe(false);

    stage.hotel.beds24.faults.clear();
    await stage.hotel.client.call('sync.retry', { jobId: item(found, 'pull')?.jobId ?? 0 });
    await elapse(stage.hotel, 5 * SECOND);
    expect(stage.hotel.left(DOUBLES, '2027-03-10', '2027-03-12')).toEqual([3, 4, 3]);
    expect((await stage.read()).row.health).toBe('healthy');
  });
});
