import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DOUBLES } from '../testing/channel-hotel.ts';
import { elapse } from '../testing/channel-staff.ts';
import {
  CALENDAR,
  type FailureStage,
  failureStage,
  item,
  itemsFail,
  MINUTE,
  NEW_BOOKING,
  SECOND,
} from '../testing/failure-stage.ts';

let stage: FailureStage;
beforeEach(async () => {
  stage = await failureStage();
});
afterEach(() => stage.hotel.close());

const REASON = 'is more than the room has';
const needTitles = async (guests?: readonly string[]) =>
  (await stage.read(guests)).needs.map(({ title }) => title);

/** The first range of the second room, as in a call that carries both. */
const closeBoth = () =>
  stage.hotel.client.call('rates.set', {
    ...{ roomTypeIds: Object.values(stage.hotel.roomTypes), ratePlanIds: [], connectionIds: [] },
    ...{ nights: [{ arrival: '2027-03-10', departure: '2027-03-13' }], reason: 'Painting' },
    set: { stopSell: true },
  } as never);

describe('nights that the channel will not take', () => {
  it('stand with the channel’s own reason, ask for a person, and hold up nothing else', async () => {
    stage.strike(
      itemsFail('numAvail', REASON, (index) => index === 0),
      CALENDAR,
    );
    await closeBoth();
    await elapse(stage.hotel, 10 * SECOND);
    const found = await stage.read();
    expect(found.items).toEqual([]);
    expect(found.row).toMatchObject({ health: 'failing', waitingCells: 3, refusedCells: 3, failedJobs: 0 });
    expect(found.row.words).toBe(
      `Beds24 would not take 3 nights as they are here. Beds24 refused this: numAvail: ${REASON}.`,
    );
    expect(
      (await stage.hotel.client.call('sync.outbox', { connectionId: stage.id, show: 'open' })).counts.refused,
    ).toBe(3);
    expect(found.summary).toEqual([`3 nights were refused. Beds24 refused this: numAvail: ${REASON}.`]);
    expect(found.needs[0]).toMatchObject({
      title: 'Beds24 would not take 3 nights',
      target: { screen: 'sync' },
      severity: 'high',
    });
    expect(await stage.atNight()).toBe(
      `Beds24 would not take closed: Beds24 refused this: numAvail: ${REASON}. It shows 4 left.`,
    );
    expect(found.runs[0]).toMatchObject({ kind: 'push', outcome: 'partly' });
    // the suites were taken in the same call
    const { answers } = await stage.hotel.client.call('sync.cell', {
      ...{ roomTypeId: stage.hotel.roomTypes.suites, night: '2027-03-10' },
    } as never);
    expect(answers[0]).toMatchObject({ certainty: 'acknowledged', isDifferent: false });
    expect(found.exposure.isOffline).toBe(false);
  });

  it('are not told again as they are, and go out when something else is desired', async () => {
    stage.strike(itemsFail('numAvail', REASON), CALENDAR);
    await stage.close();
    await elapse(stage.hotel, 10 * SECOND);
    const tried = stage.triedAt(CALENDAR).length;
    await elapse(stage.hotel, 20 * MINUTE);
    expect(stage.triedAt(CALENDAR)).toHaveLength(tried);
    stage.hotel.beds24.faults.clear();
    await stage.hotel.client.call('rates.set', {
      ...{ roomTypeIds: [stage.hotel.roomTypes.doubles], ratePlanIds: [], connectionIds: [] },
      ...{ nights: [{ arrival: '2027-03-10', departure: '2027-03-13' }], reason: '' },
      set: { stopSell: false },
    } as never);
    await elapse(stage.hotel, 10 * SECOND);
    expect((await stage.read()).row).toMatchObject({ health: 'healthy', waitingCells: 0 });
  });

  it('are tried once more when a person says so', async () => {
    const clear = stage.strike(itemsFail('numAvail', REASON), CALENDAR);
    await stage.close();
    await elapse(stage.hotel, 10 * SECOND);
    clear();
    await stage.hotel.client.call('sync.run', { connectionId: stage.id, kind: 'push' });
    await elapse(stage.hotel, 10 * SECOND);
    expect(await stage.atNight()).toMatch(/^Beds24 confirmed closed/);
    expect((await stage.read()).row).toMatchObject({ health: 'healthy', waitingCells: 0 });
  });

  it('are found where the whole call is refused for one of them, and the others go out', async () => {
    const { hotel } = stage;
    hotel.beds24.faults.inject({ kind: 'status', status: 400 }, { times: 2 }, CALENDAR);
    await stage.close({ arrival: '2027-03-10', departure: '2027-03-11' });
    await stage.close({ arrival: '2027-03-20', departure: '2027-03-21' });
    await elapse(hotel, 10 * SECOND);
    const found = await stage.read();
    expect(found.items).toEqual([]);
    expect(found.row.words).toMatch(
      /^Beds24 would not take 1 night as it is here\. Beds24 refused the request/,
    );
    const words = [await stage.atNight('2027-03-10'), await stage.atNight('2027-03-20')];
    expect(words.filter((text) => text?.startsWith('Beds24 would not take'))).toHaveLength(1);
    expect(words.filter((text) => text?.startsWith('Beds24 confirmed closed'))).toHaveLength(1);
  });

  it('of a room that is not known there are told when it was linked anew', async () => {
    stage.strike(itemsFail('roomId', 'room not accessible'), CALENDAR);
    await stage.close();
    await elapse(stage.hotel, 10 * SECOND);
    expect((await stage.read()).row.words).toMatch(
      /does not know this room.* Read the rooms again and link it/,
    );
    stage.hotel.beds24.faults.clear();
    const { client, roomTypes } = stage.hotel;
    const link = { id: stage.id, externalRoomId: String(DOUBLES) };
    await client.call('connections.linkRoom', { ...link, to: 'open' });
    await client.call('connections.linkRoom', { ...link, to: roomTypes.doubles });
    await elapse(stage.hotel, MINUTE);
    expect((await stage.read()).row).toMatchObject({ health: 'healthy', waitingCells: 0 });
    expect(await stage.atNight()).toMatch(/^Beds24 confirmed closed/);
  });
});

describe('a booking that the channel will not take', () => {
  const there = () => stage.hotel.beds24.state.bookings.filter(({ channel }) => channel === 'direct');
  const none = new URLSearchParams();
  const asOther = (method: string, path: string, headers: Record<string, string>, query = none) =>
    stage.hotel.beds24.answer({ method, path: `/v2${path}`, headers, query, body: '' }).answer.body;

  /** Refused, and nothing of it written. The fault comes after the deed, so what it made is taken away again. */
  function refuse(field: string, message: string): void {
    const code = stage.hotel.beds24.signIn.inviteCode(['delete:bookings']);
    const { token } = asOther('GET', '/authentication/setup', { code }) as { token: string };
    const rewrite = (body: unknown): unknown => {
      const made = (body as { new: { id: number } }[])[0]?.new.id;
      asOther('DELETE', '/bookings', { token }, new URLSearchParams({ id: String(made) }));
      return [{ success: false, errors: [{ action: 'new booking', field, message }] }];
    };
    stage.strike({ kind: 'rewrite', rewrite }, NEW_BOOKING);
  }

  it('is given up at once with the reason, and nothing of the guest in it', async () => {
    refuse('lastName', 'Prova is not allowed, nor is "ines@example.test"');
    await stage.take();
    await elapse(stage.hotel, 20 * SECOND);
    const found = await stage.read(['Prova', 'ines@']);
    const given = item(found, 'push-reservation');
    expect(given).toMatchObject({ state: 'dead', attempts: 1, failureCode: 'rejected' });
    expect(given?.failureWords).toBe('Beds24 refused this: lastName: … is not allowed, nor is ….');
    expect(found.row).toMatchObject({ health: 'failing', waitingCells: 0 });
    expect(await needTitles(['Prova'])).toContain('Beds24: 1 item of the outbox given up');
    // what is left there was told all the same
    expect(found.exposure.isOffline).toBe(false);
  });

  it('waits for its room to be linked, is made then by itself, and once', async () => {
    refuse('roomId', 'room not accessible');
    await stage.take();
    await elapse(stage.hotel, 20 * SECOND);
    const parked = await stage.read(['Prova']);
    expect(item(parked, 'push-reservation')).toMatchObject({ state: 'parked', failureCode: 'unmapped' });
    expect(item(parked, 'push-reservation')?.failureWords).toMatch(/does not know this room.* link it anew/);
    expect(parked.row.health).toBe('unmapped');
    expect(parked.row.words).toMatch(/^Beds24: 1 item of the outbox names a room that it does not know\./);
    expect(parked.needs[0]).toMatchObject({ title: 'Beds24 does not know a room that it is told about' });
    stage.hotel.beds24.faults.clear();
    const { client, roomTypes } = stage.hotel;
    const link = { id: stage.id, externalRoomId: String(DOUBLES) };
    await client.call('connections.linkRoom', { ...link, to: 'open' });
    await client.call('connections.linkRoom', { ...link, to: roomTypes.doubles });
    await elapse(stage.hotel, MINUTE);
    expect(there()).toHaveLength(1);
    expect(await stage.read(['Prova'])).toMatchObject({ items: [], row: { health: 'healthy' } });
  });
});
