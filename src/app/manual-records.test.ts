import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CallFailed } from '../contract/client.ts';
import { jpegOf, pngOf } from '../domain/picture-for-test.ts';
import type { StayDate } from '../domain/stay-date.ts';
import { channelHotel, type ChannelHotel } from '../testing/channel-hotel.ts';

let hotel: ChannelHotel;
let agoda: number;
beforeEach(async () => {
  hotel = await channelHotel();
  ({ connectionId: agoda } = await hotel.client.call('checklists.setUp', {
    provider: 'agoda',
    propertyName: 'Casa Prova',
    propertyId: '884210',
    rooms: [{ roomTypeId: hotel.roomTypes.suites, name: 'Garden Suite', externalId: '12' }],
    shows: 'as-here',
  }));
});
afterEach(() => hotel.close());

const WEEK = { from: '2027-03-01' as StayDate, to: '2027-03-07' as StayDate };
const history = (filter: object = WEEK) => hotel.client.call('manual.history', filter as typeof WEEK);
const failureOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CallFailed)) throw new Error('It was not refused');
  return error.failure;
};

async function bookAll(): Promise<number> {
  for (const at of [0, 1])
    await hotel.client.call('reservations.create', {
      roomTypeId: hotel.roomTypes.suites,
      unitId: hotel.unitOf(hotel.roomTypes.suites, at),
      ...{ arrival: '2027-03-10', departure: '2027-03-12', guestName: 'Marlow', contact: '', guests: 2 },
      ...{ priceMinor: 24_000, paidMinor: 0, note: '', source: 'phone' },
    });
  await hotel.quiet();
  return (await hotel.client.call('checklists.list', {})).due[0]?.id ?? 0;
}

async function doIt(taskId: number): Promise<void> {
  for (;;) {
    const { run, current, version } = await hotel.client.call('checklists.read', { taskId });
    const step = run.find(({ key }) => key === current);
    if (!step) return;
    const nights = Object.fromEntries(
      step.asks === 'nothing'
        ? []
        : step.nights.map(({ night, expected, target }) => [
            night,
            step.asks === 'before' ? (expected ?? 0) : target,
          ]),
    );
    await hotel.clock.advance(10_000);
    const ticked = await hotel.client.call('checklists.tick', { taskId, version, step: step.key, nights });
    if (ticked.outcome === 'ended') return;
    if (ticked.outcome !== 'next') throw new Error(JSON.stringify(ticked));
  }
}

it('counts what is open with its last unit', async () => {
  await bookAll();
  const { rows, total, channels } = await history();
  expect(rows).toMatchObject([{ state: 'open', hasLastUnit: true, minutes: null, day: '2027-03-01' }]);
  expect(total).toMatchObject({ tasks: 1, open: 1, openWithLastUnit: 1, shareUnverified: null });
  expect(channels).toMatchObject([{ words: 'Agoda', open: 1 }]);
});

it('tells the minutes from the need to the proof, and who did it', async () => {
  const taskId = await bookAll();
  await hotel.clock.advance(7 * 60_000);
  await hotel.client.call('checklists.begin', { taskId });
  await doIt(taskId);
  const read = await hotel.client.call('checklists.read', { taskId });
  if (read.secondBecause !== null && read.state === 'done-unverified') {
    expect((await history()).total).toMatchObject({ unverified: 1, shareUnverified: 1 });
    await hotel.client.call('checklists.second', { taskId, name: 'Ines' });
  }
  const { rows, total, people } = await history();
  expect(rows[0]).toMatchObject({ taskId, state: 'done' });
  expect(rows[0]?.minutes).toBeGreaterThanOrEqual(7);
  expect(rows[0]?.minutes).toBeLessThan(20);
  expect(total).toMatchObject({ done: 1, open: 0, shareUnverified: 0 });
  expect(people.map(({ key }) => key)).toContain('Test clerk');
  expect((await history({ ...WEEK, person: 'Nobody' })).rows).toEqual([]);
  expect((await history({ from: '2027-02-01', to: '2027-02-28' })).rows).toEqual([]);
  expect((await history({ ...WEEK, connectionId: agoda + 1 })).rows).toEqual([]);
});

it('counts what sweeps found, and writes a table that no spreadsheet takes for formulas', async () => {
  await hotel.client.call('checklists.enterSweep', {
    ...{ connectionId: agoda, nights: 14 },
    differences: [{ roomTypeId: hotel.roomTypes.suites, night: '2027-03-05', seen: 1 }],
  });
  expect((await history()).total.differences).toBe(1);
  await hotel.clock.advance(1_000);
  const { text, fileName } = await hotel.client.call('manual.exportHistory', WEEK);
  expect(fileName).toBe('by-hand-2027-03-01-to-2027-03-07.csv');
  const lines = text.split('\r\n');
  expect(lines[0]).toMatch(/^\uFEFFDay,Channel,/);
  expect(lines.some((line) => line.startsWith('2027-03-01,Agoda,sweep,'))).toBe(true);
});

it('refuses days that are no span', async () => {
  expect((await failureOf(history({ from: '2027-03-02', to: '2027-03-01' }))).code).toBe('invalid-input');
  expect((await failureOf(history({ from: '2020-03-02', to: '2027-03-01' }))).code).toBe('invalid-input');
});

const add = (taskId: number, bytes: Uint8Array) =>
  hotel.client.call('manual.addPicture', { taskId, step: 'compare', base64: bytes.toBase64() });

it('keeps a picture beside the database, without what it tells of its maker', async () => {
  const taskId = await bookAll();
  const { pictureId, width } = await add(taskId, jpegOf(640, 480, 'Marlow'));
  expect(width).toBe(640);
  const folder = join(hotel.folder, 'evidence');
  const [file = ''] = readdirSync(folder);
  expect(file).toMatch(/^[0-9a-f]{64}$/);
  expect(readFileSync(join(folder, file)).includes('Marlow')).toBe(false);
  expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  const picture = await hotel.client.call('manual.picture', { pictureId });
  expect(picture).toMatchObject({ taskId, height: 480, by: 'Test clerk' });
  expect(picture.dataUrl).toMatch(/^data:image\/jpeg;base64,\/9j\//);
  const { pictures } = await hotel.client.call('checklists.read', { taskId });
  expect(pictures).toMatchObject([{ id: pictureId, step: 'compare' }]);
  await add(taskId, jpegOf(640, 480, 'Somebody else'));
  expect(readdirSync(folder)).toHaveLength(1);
});

it('refuses what is no picture, what is too large, and what the hotel does not want, in words', async () => {
  const taskId = await bookAll();
  expect((await failureOf(add(taskId, new TextEncoder().encode('%PDF-1.7')))).message).toContain('PNG');
  const large = await failureOf(add(taskId, new Uint8Array(50 * 1024 * 1024)));
  expect(large.message).toContain('8 MB');
  const just = await failureOf(add(taskId, new Uint8Array(8 * 1024 * 1024 + 1)));
  expect(just.message).toContain('8 MB');
  await hotel.client.call('manual.saveProfile', { connectionId: agoda, answers: { picturesAllowed: false } });
  expect((await failureOf(add(taskId, pngOf(3, 3)))).code).toBe('not-possible');
  expect((await failureOf(add(9_999, pngOf(3, 3)))).code).toBe('not-found');
});

it('shows no picture that was changed on disk', async () => {
  const taskId = await bookAll();
  const { pictureId } = await add(taskId, pngOf(3, 3));
  const folder = join(hotel.folder, 'evidence');
  writeFileSync(join(folder, readdirSync(folder)[0] ?? ''), pngOf(4, 4));
  expect((await failureOf(hotel.client.call('manual.picture', { pictureId }))).code).toBe('file-unreadable');
});
