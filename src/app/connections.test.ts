import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallFailed } from '../contract/client.ts';
import { NIGHT_MARKS } from '../contract/calendar.ts';
import { channelHotel, type ChannelHotel, DOUBLES, PROPERTY_ID } from '../testing/channel-hotel.ts';

let hotel: ChannelHotel;
beforeEach(async () => {
  hotel = await channelHotel();
});
afterEach(() => hotel.close());

async function refusal(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CallFailed)) throw new Error('It was not refused.');
  return error.failure;
}

const read = async (id: number) => hotel.client.call('connections.read', { id });
const roomOf = async (id: number, externalId: string) => {
  const found = (await read(id)).rooms.find((room) => room.externalId === externalId);
  if (!found) throw new Error('no such room');
  return found;
};
const close = (set: object = { stopSell: true }, more: object = {}) =>
  hotel.client.call('rates.set', {
    roomTypeIds: [hotel.roomTypes.doubles],
    ratePlanIds: [],
    connectionIds: [],
    nights: [{ arrival: '2027-03-10', departure: '2027-03-13' }],
    reason: 'Painting',
    set,
    ...more,
  } as never);
const marks = async () => {
  const { marks: found } = await hotel.client.call('calendar.read', { from: '2027-03-01', to: '2027-04-01' });
  return found ? [...found.mark].map((mark) => NIGHT_MARKS[mark]) : [];
};

describe('a new connection', () => {
  it('is read and tells nothing; its rooms wait for a word, with a guess', async () => {
    const id = await hotel.connect({ isLinked: false, isTold: false });
    const view = await read(id);
    expect(view).toMatchObject({
      health: 'unmapped',
      isTold: false,
      unmappedRooms: 2,
      environment: 'sandbox',
    });
    expect(view.words).toBe('Beds24: 2 rooms are not linked: nothing is told about them.');
    expect(view.rooms).toMatchObject([
      { name: 'Double', link: 'open', suggestedRoomTypeId: hotel.roomTypes.doubles },
      { name: 'Suite', link: 'open', suggestedRoomTypeId: hotel.roomTypes.suites },
    ]);
    expect(view.unsoldRoomTypeIds).toHaveLength(2);
    expect(view.schedules.map(({ kind, isDefault }) => [kind, isDefault])).toContainEqual(['pull', true]);
    const told = hotel.client.call('connections.tell', { id, isTold: true });
    expect((await refusal(told)).message).toContain('Link a room of Beds24 first');
  });

  it('is refused a second time for the same property', async () => {
    await hotel.connect();
    const fields = { inviteCode: hotel.beds24.signIn.inviteCode() };
    const ask = {
      provider: 'beds24',
      environment: 'sandbox',
      baseUrl: hotel.beds24.baseUrl,
      fields,
    } as const;
    const { testId, properties } = await hotel.until(hotel.client.call('connections.test', ask));
    const words =
      'This property is connected already, as Beds24. To change its sign-in, open Beds24 under Channels and sign in again there.';
    expect(properties).toMatchObject([{ connectedId: 1, connectedWords: words }]);
    const again = { testId, externalPropertyId: String(PROPERTY_ID), name: 'Again' };
    const refused = await refusal(hotel.client.call('connections.add', again));
    expect(refused.message).toBe(words);
  });
});

describe('linking rooms', () => {
  it('makes a room type after a room, warns where the numbers differ, and can be taken back', async () => {
    const id = await hotel.connect({ isLinked: false, isTold: false });
    const made = await hotel.client.call('connections.linkRoom', {
      id,
      externalRoomId: String(DOUBLES),
      to: 'new',
    });
    expect(made.message).toBe('Made Double (Beds24) with 4 units and linked it.');
    const { roomTypes } = await hotel.client.call('property.read', {});
    expect(roomTypes.at(-1)?.units.map(({ name }) => name)).toEqual([
      'Double 1',
      'Double 2',
      'Double 3',
      'Double 4',
    ]);
    await hotel.client.call('history.undo', { undoId: made.undoId as string });
    expect(await roomOf(id, String(DOUBLES))).toMatchObject({ link: 'open' });

    const { suites } = hotel.roomTypes;
    const linked = await hotel.client.call('connections.linkRoom', {
      id,
      externalRoomId: String(DOUBLES),
      to: suites,
    });
    expect(linked.message).toBe(
      'Double is Suite. 4 there, 2 here: until it is told what is left, the channel could sell 2 that do not exist.',
    );
  });

  it('sells a room type as one room only, and leaves out what nobody wants', async () => {
    const id = await hotel.connect({ isTold: false });
    const { doubles } = hotel.roomTypes;
    const rooms = (await read(id)).rooms;
    const suite = rooms.find(({ name }) => name === 'Suite')?.externalId ?? '';
    const twice = hotel.client.call('connections.linkRoom', { id, externalRoomId: suite, to: doubles });
    expect((await refusal(twice)).message).toContain('Double is linked to Double already');
    const done = await hotel.client.call('connections.linkRoom', { id, externalRoomId: suite, to: 'none' });
    expect(done.message).toBe('Suite is left out.');
    expect(await roomOf(id, suite)).toMatchObject({ link: 'ignored', roomTypeId: null });
  });

  it('tells everything anew after a link has moved, for it was said of another room', async () => {
    const id = await hotel.connect();
    const suite = (await read(id)).rooms.find(({ name }) => name === 'Suite')?.externalId ?? '';
    await hotel.client.call('connections.linkRoom', { id, externalRoomId: suite, to: 'open' });
    await hotel.client.call('connections.linkRoom', {
      id,
      externalRoomId: suite,
      to: hotel.roomTypes.suites,
    });
    const { cells } = await hotel.client.call('sync.dryRun', { connectionId: id });
    expect(cells).toBeGreaterThan(300);
    await hotel.quiet();
    expect((await hotel.client.call('sync.dryRun', { connectionId: id })).cells).toBe(0);
  });
});

describe('closing nights', () => {
  it('is queued, then confirmed, and every step can be asked for with its time', async () => {
    const id = await hotel.connect();
    expect(await marks()).toEqual([]);
    const done = await close();
    expect((done as { message: string }).message).toBe(
      'Double: 10, 11 and 12 Mar closed. Beds24 is told at once.',
    );
    expect(await marks()).toEqual(['queued', 'queued', 'queued']);
    const { items, summary } = await hotel.client.call('sync.outbox', { connectionId: id, show: 'open' });
    expect(items[0]).toMatchObject({
      kind: 'push',
      title: 'Tell Beds24 what is left and what it costs',
      says: ['Double: 10, 11 and 12 Mar closed'],
      state: 'waiting',
    });
    expect(summary).toEqual([{ connectionId: id, words: '3 nights wait for Beds24.' }]);
    const diff = await hotel.client.call('sync.dryRun', { connectionId: null });
    expect(diff.summary).toEqual(['Beds24: 3 nights closed or with less, goes out at once']);
    expect(diff.lines[0]).toMatchObject({
      roomTypeName: 'Double',
      nights: '10, 11 and 12 Mar',
      after: 'closed for sale',
    });

    await hotel.quiet();
    expect(await marks()).toEqual([]);
    const night = { roomTypeId: hotel.roomTypes.doubles, night: '2027-03-10' } as const;
    const [answer] = (await hotel.client.call('sync.cell', night)).answers;
    expect(answer).toMatchObject({ certainty: 'acknowledged', isDifferent: false, name: 'Beds24' });
    expect(answer?.words).toMatch(/^Beds24 confirmed closed.* at 08:0\d\.$/);
    const steps = answer?.steps.map(({ words }) => words).join(' | ') ?? '';
    expect(steps).toMatch(
      /Test clerk set closed here at 08:0\d \(Painting\) \| Put in the outbox at 08:0\d \| Told closed.* at 08:0\d \| Beds24 confirmed closed.* at 08:0\d/,
    );
  });

  it('is told to be pushed at once, and a push can be taken back as a new change', async () => {
    const id = await hotel.connect();
    await close();
    await hotel.quiet();
    const { runs } = await hotel.client.call('sync.runs', { connectionId: id });
    const push = runs.find(({ canTakeBack }) => canTakeBack);
    if (!push) throw new Error('No push can be taken back.');
    const preview = await hotel.client.call('sync.takeBackPreview', { runId: push.id });
    expect(preview.lines.map(({ nights, after, direction }) => [nights, after, direction])).toContainEqual([
      '10, 11 and 12 Mar',
      'open for sale',
      'opens',
    ]);
    const back = await hotel.client.call('sync.takeBack', { runId: push.id });
    expect(back.message).toContain('Set 3 nights back');
    await hotel.quiet();
    const { lanes } = await hotel.client.call('rates.read', { from: '2027-03-10', to: '2027-03-13' });
    expect([...(lanes[0]?.stopSell ?? [])]).toEqual([0, 0, 0]);
  });
});

describe('prices', () => {
  const plan = {
    id: null,
    name: 'BAR',
    kind: 'bar',
    mealPlan: 'room-only',
    cancellation: 'flexible',
    parentId: null,
    adjustBasisPoints: 0,
    adjustMinor: 0,
    minLos: 1,
    maxLos: 0,
    advanceMinDays: null,
    advanceMaxDays: null,
    floorMinor: null,
  } as const;

  it('are told where a rate plan is linked, and never to a channel that counts in other money', async () => {
    const id = await hotel.connect();
    const bar = (await hotel.client.call('rates.savePlan', plan)).id;
    const { plans } = await roomOf(id, String(DOUBLES));
    const externalPlanId = plans[0]?.externalId ?? '';
    const link = { id, externalRoomId: String(DOUBLES), externalPlanId, ratePlanId: bar };
    await hotel.client.call('connections.linkPlan', link);
    const asked = await refusal(close({ priceMinor: 12_900 }, { ratePlanIds: [bar] }));
    const { guards } = asked.details as { guards: { id: string }[] };
    const knowing = guards.map((guard) => guard.id);
    await close({ priceMinor: 12_900 }, { ratePlanIds: [bar], knowing });
    const lines = async () => (await hotel.client.call('sync.dryRun', { connectionId: id })).lines;
    expect(await lines()).toContainEqual(
      expect.objectContaining({ ratePlanName: 'BAR', nights: '10, 11 and 12 Mar', after: '€129.00' }),
    );
    await hotel.quiet();
    expect(await lines()).toEqual([]);

    hotel.store.write((tx) => tx.run(`UPDATE connection SET currency = 'GBP' WHERE id = ?`, id));
    await close({ priceMinor: 13_900 }, { ratePlanIds: [bar] });
    const diff = await hotel.client.call('sync.dryRun', { connectionId: id });
    expect(diff.lines).toEqual([]);
    expect(diff.guards).toMatchObject([{ kind: 'currency', weight: 'stop' }]);
    expect(await marks()).toEqual([]);
  });
});

describe('while the channel is out of reach', () => {
  it('is said since when, what can still be sold wrongly, and what waits', async () => {
    const id = await hotel.connect();
    hotel.beds24.isOffline = true;
    await hotel.client.call('reservations.create', {
      roomTypeId: hotel.roomTypes.suites,
      unitId: hotel.unitOf(hotel.roomTypes.suites),
      arrival: '2027-03-10',
      departure: '2027-03-11',
      guestName: 'Iyer',
      contact: '',
      guests: 2,
      priceMinor: null,
      paidMinor: 0,
      note: '',
      source: 'phone',
    });
    await hotel.pass(10);
    const exposure = await hotel.client.call('sync.exposure', {});
    expect(exposure).toMatchObject({ isOffline: true, total: 1 });
    expect(exposure.words).toMatch(
      /^Beds24 has not answered since 08:0\d\. What you change here goes out when it does\.$/,
    );
    expect(exposure.lines).toMatchObject([{ roomTypeName: 'Suite', night: '2027-03-10', units: 1 }]);
    const row = (await hotel.client.call('connections.list', {})).rows[0];
    expect(row).toMatchObject({ id, health: 'failing' });
    const { needs } = await hotel.client.call('today.read', {});
    expect(needs[0]).toMatchObject({ kind: 'connection', target: { screen: 'connections', id } });

    hotel.beds24.isOffline = false;
    await hotel.pass(15);
    expect(await hotel.client.call('sync.exposure', {})).toMatchObject({
      isOffline: false,
      total: 0,
      words: '',
    });
    expect((await hotel.client.call('connections.list', {})).rows[0]).toMatchObject({ health: 'healthy' });
  });
});

describe('a connection', () => {
  it('is paused and goes on, and what waits meanwhile says so', async () => {
    const id = await hotel.connect();
    const paused = await hotel.client.call('connections.pause', { id, isPaused: true, reason: 'Audit' });
    await close();
    const row = (await hotel.client.call('connections.list', {})).rows[0];
    expect(row).toMatchObject({
      health: 'paused',
      words: 'Paused. Audit. 3 nights wait to be told or confirmed.',
    });
    await hotel.client.call('history.undo', { undoId: paused.undoId as string });
    const { items } = await hotel.client.call('sync.outbox', { connectionId: id, show: 'open' });
    expect(items.map(({ kind }) => kind).toSorted()).toEqual(['pull', 'push']);
    await hotel.pass(1);
    expect((await hotel.client.call('connections.list', {})).rows[0]).toMatchObject({
      health: 'healthy',
      waitingCells: 0,
    });
  });

  it('keeps its old credentials until the new ones are confirmed', async () => {
    const id = await hotel.connect();
    const fields = { inviteCode: hotel.beds24.signIn.inviteCode() };
    const ask = {
      provider: 'beds24',
      environment: 'sandbox',
      baseUrl: hotel.beds24.baseUrl,
      fields,
    } as const;
    const { testId } = await hotel.until(hotel.client.call('connections.test', ask));
    await hotel.client.call('connections.rotate', { id, testId });
    await hotel.quiet();
    expect(await read(id)).toMatchObject({ hasOldCredential: true, rotation: { state: 'to-confirm' } });
    await hotel.until(hotel.client.call('connections.confirmRotation', { id, keep: 'new' }));
    expect(await read(id)).toMatchObject({ hasOldCredential: false, rotation: { days: 0, state: 'fine' } });
    expect((await refusal(hotel.client.call('connections.confirmRotation', { id, keep: 'old' }))).code).toBe(
      'not-possible',
    );
    await hotel.pass(10);
    expect((await hotel.client.call('connections.list', {})).rows[0]).toMatchObject({ health: 'healthy' });
  });

  it('takes a schedule in cron form and refuses what is none', async () => {
    const id = await hotel.connect();
    await hotel.client.call('connections.schedule', { id, kind: 'pull', cron: '*/15 * * * *' });
    const pull = (await read(id)).schedules.find(({ kind }) => kind === 'pull');
    expect(pull).toMatchObject({ cron: '*/15 * * * *', isDefault: false });
    const wrong = hotel.client.call('connections.schedule', { id, kind: 'pull', cron: 'often' });
    expect((await refusal(wrong)).code).toBe('invalid-input');
  });

  it('says when each kind of work ran last, also where a person began it', async () => {
    const id = await hotel.connect();
    const ranAt = async (kind: string) =>
      (await read(id)).schedules.find((schedule) => schedule.kind === kind)?.lastRunAt;
    expect(await ranAt('reconcile')).toBeNull();
    const begunAt = hotel.clock.now();
    await hotel.run(id, 'reconcile');
    expect(await ranAt('reconcile')).toBeGreaterThanOrEqual(begunAt);
    await hotel.run(id, 'push');
    expect(await ranAt('inventory')).toBeGreaterThanOrEqual(begunAt);
  });

  it('links several rooms in one act, and one undo takes all of it back', async () => {
    const id = await hotel.connect({ isLinked: false, isTold: false });
    const rooms = (await read(id)).rooms.filter(({ suggestedRoomTypeId }) => suggestedRoomTypeId !== null);
    expect(rooms.length).toBeGreaterThan(1);
    const links = rooms.map((room) => ({
      externalRoomId: room.externalId,
      to: room.suggestedRoomTypeId as number,
    }));
    const done = await hotel.client.call('connections.linkRooms', { id, links });
    expect(done.message).toMatch(/^Linked 2 rooms/);
    expect((await read(id)).rooms.filter(({ link }) => link === 'linked')).toHaveLength(links.length);
    await hotel.client.call('history.undo', { undoId: done.undoId as string });
    expect((await read(id)).rooms.filter(({ link }) => link === 'linked')).toEqual([]);
  });

  it('is let go, and nothing of it waits any more', async () => {
    const id = await hotel.connect();
    const done = await hotel.until(hotel.client.call('connections.disconnect', { id, meanwhile: 'leave' }));
    expect(done.message).toContain('goes on selling what it shows');
    expect((await hotel.client.call('connections.list', {})).rows[0]).toMatchObject({
      health: 'disconnected',
      waitingJobs: 0,
    });
    expect((await hotel.client.call('sync.outbox', { connectionId: id, show: 'open' })).items).toEqual([]);
  });
});
