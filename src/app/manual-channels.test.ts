import { afterEach, beforeEach, expect, it } from 'vitest';
import { CallFailed } from '../contract/client.ts';
import { channelHotel, type ChannelHotel } from '../testing/channel-hotel.ts';

let hotel: ChannelHotel;
let agoda: number;
beforeEach(async () => {
  hotel = await channelHotel();
  ({ connectionId: agoda } = await hotel.client.call('checklists.setUp', {
    provider: 'agoda',
    propertyName: 'Casa Prova',
    propertyId: '884210',
    rooms: [
      { roomTypeId: hotel.roomTypes.doubles, name: 'Standard Double Room', externalId: '11' },
      { roomTypeId: hotel.roomTypes.suites, name: 'Garden Suite', externalId: '12' },
    ],
    shows: 'as-here',
  }));
});
afterEach(() => hotel.close());

const profile = () => hotel.client.call('manual.profile', { connectionId: agoda });
const save = (answers: Record<string, unknown>) =>
  hotel.client.call('manual.saveProfile', { connectionId: agoda, answers });
const lists = () => hotel.client.call('checklists.list', {});
const template = async (id = 'agoda.close') => {
  const { templates } = await hotel.client.call('manual.templates', { channel: 'agoda' });
  const found = templates.find((one) => one.id === id);
  if (!found) throw new Error('No such template');
  return found;
};
const failureOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CallFailed)) throw new Error('It was not refused');
  return error.failure;
};

it('keeps who answered what and when, and asks for the rest', async () => {
  await save({ guaranteedAllotment: true, channelManager: false });
  const { answers, rooms, guestSites } = await profile();
  const of = (question: string) => answers.find((one) => one.question === question);
  expect(of('guaranteedAllotment')).toMatchObject({ value: true, checkedBy: 'Test clerk', asks: null });
  expect(of('guaranteedAllotment')?.checkedAt).toBe(hotel.clock.now());
  expect(of('icalImport')).toMatchObject({ value: null, asks: 'never' });
  expect(of('hourlyStays')?.asks).toBeNull();
  expect(rooms.map(({ name, roomType }) => [name, roomType])).toEqual([
    ['Standard Double Room', 'Double'],
    ['Garden Suite', 'Suite'],
  ]);
  expect(guestSites).toEqual([{ key: 'agoda', name: 'Agoda', template: '' }]);
});

it('asks again after a month, and an answer that stays counts as looked at', async () => {
  await save({ guaranteedAllotment: true });
  await hotel.clock.advance(32 * 86_400_000);
  const asks = async () =>
    (await profile()).answers.find(({ question }) => question === 'guaranteedAllotment')?.asks;
  expect(await asks()).toBe('old');
  await save({ guaranteedAllotment: true });
  expect(await asks()).toBeNull();
});

it('refuses answers with words for each field and keeps none of them', async () => {
  const { code, details } = await failureOf(
    save({
      guaranteedAllotment: 'maybe',
      guestPages: { agoda: 'https://elsewhere.example/{checkin}/{checkout}' },
      channelManager: true,
    }),
  );
  expect(code).toBe('invalid-input');
  const { problems } = details as { problems: { field: string; words: string }[] };
  expect(problems.map(({ field }) => field)).toContain('guaranteedAllotment');
  expect((await profile()).offBecause).toBeNull();
  const other = await failureOf(
    hotel.client.call('manual.saveProfile', {
      connectionId: agoda,
      address: 'http://ycs.agoda.com',
      answers: {},
    }),
  );
  expect(other.message).toContain('https');
  expect((await failureOf(save({ shoeSize: 3 }))).code).toBe('invalid-input');
});

it('has no list where a channel manager works the extranet', async () => {
  const { connectionId: gommt } = await hotel.client.call('checklists.setUp', {
    provider: 'gommt',
    propertyName: 'Casa Prova',
    propertyId: '9',
    rooms: [{ roomTypeId: hotel.roomTypes.suites, name: 'Suite', externalId: '1' }],
    shows: 'unknown',
  });
  expect((await lists()).due.map(({ connectionId }) => connectionId)).toEqual([gommt]);
  await hotel.client.call('manual.saveProfile', { connectionId: gommt, answers: { channelManager: true } });
  expect((await lists()).due).toEqual([]);
  await hotel.client.call('manual.saveProfile', { connectionId: gommt, answers: { channelManager: false } });
  expect((await lists()).due.map(({ connectionId }) => connectionId)).toEqual([gommt]);
});

it('calls a room as the extranet does, and never two alike', async () => {
  const rename = (externalId: string, name: string) =>
    hotel.client.call('manual.renameRoom', { connectionId: agoda, externalId, name, plans: ['Flexible'] });
  await rename('12', 'Garden Suite with Terrace');
  expect((await profile()).rooms[1]).toMatchObject({
    name: 'Garden Suite with Terrace',
    plans: ['Flexible'],
  });
  expect((await failureOf(rename('11', 'Garden Suite with Terrace'))).code).toBe('invalid-input');
  expect((await failureOf(rename('77', 'Attic'))).code).toBe('not-found');
});

it('ends as it is, with words for what that means, and its open list ends', async () => {
  await hotel.client.call('manual.stopKeeping', { connectionId: agoda, meanwhile: 'close' });
  const { due, channels } = await lists();
  expect(due).toHaveLength(1);
  expect(due[0]?.words).toMatch(/^Close /);
  expect(channels).toHaveLength(1);
  const { message } = await hotel.client.call('manual.stopKeeping', {
    connectionId: agoda,
    meanwhile: 'leave',
  });
  expect(message).toContain('goes on selling what it shows');
  const after = await lists();
  expect([after.due, after.channels]).toEqual([[], []]);
  expect(after.ended[0]).toMatchObject({ state: 'gone' });
  expect((await failureOf(save({ channelManager: false }))).code).toBe('not-possible');
});

it('follows a template of staff, shows how it differs, and goes back to ours', async () => {
  const before = await template();
  expect(before).toMatchObject({ used: 'ours', staff: [], differences: [] });
  const changed = JSON.parse(before.ours.text) as { steps: { title: string }[] };
  if (changed.steps[0]) changed.steps[0].title = 'Open the extranet on the left screen';
  const { version } = await hotel.client.call('manual.saveTemplate', { text: JSON.stringify(changed) });
  const used = await template();
  expect(used).toMatchObject({ used: 'staff', version, isOursNewer: false });
  expect(used.staff[0]).toMatchObject({
    basedOn: before.ours.version,
    changedBy: 'Test clerk',
    isUsed: true,
  });
  expect(used.differences).toMatchObject([{ kind: 'changed', field: 'title' }]);
  await hotel.client.call('manual.useOurs', { templateId: 'agoda.close' });
  const back = await template();
  expect(back).toMatchObject({ used: 'ours', version: before.ours.version });
  expect(back.staff).toHaveLength(1);
});

it('refuses a template that does not fit, and the last good one stays', async () => {
  const { ours } = await template();
  const good = JSON.parse(ours.text) as { id: string; steps: { marks?: string }[] };
  await hotel.client.call('manual.saveTemplate', { text: ours.text });
  const { version } = await template();
  const without = { ...good, steps: good.steps.filter(({ marks }) => marks !== 'set') };
  for (const text of ['{', '[]', JSON.stringify(without), JSON.stringify({ ...good, id: 'agoda.fly' })])
    expect((await failureOf(hotel.client.call('manual.saveTemplate', { text }))).code).toMatch(
      /invalid-input|not-found/,
    );
  expect(await template()).toMatchObject({ used: 'staff', version });
});

it('notes that ours was compared with the screens today, and so with one of staff', async () => {
  await hotel.client.call('manual.checkTemplate', { templateId: 'agoda.close' });
  expect(await template()).toMatchObject({ used: 'ours', lastCheckedOn: '2027-03-01' });
  const { ours } = await template();
  await hotel.client.call('manual.saveTemplate', { text: ours.text });
  await hotel.clock.advance(86_400_000);
  await hotel.client.call('manual.checkTemplate', { templateId: 'agoda.close' });
  const { used, lastCheckedOn, staff } = await template();
  expect([used, lastCheckedOn, staff.length]).toEqual(['staff', '2027-03-02', 1]);
});
