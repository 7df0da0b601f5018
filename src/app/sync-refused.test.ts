import { afterEach, beforeEach, expect, it } from 'vitest';
import { elapse } from '../testing/channel-staff.ts';
import { CALENDAR, type FailureStage, failureStage, itemsFail, SECOND } from '../testing/failure-stage.ts';

let stage: FailureStage;
beforeEach(async () => {
  stage = await failureStage();
});
afterEach(() => stage.hotel.close());

const groups = async () => (await stage.hotel.client.call('sync.refused', { connectionId: stage.id })).groups;

it('says of refused nights what the channel said, what it means for a guest, and takes them back', async () => {
  const { client, roomTypes } = stage.hotel;
  stage.strike(itemsFail('numAvail', 'is locked'), CALENDAR);
  await stage.close();
  await elapse(stage.hotel, 10 * SECOND);
  const [group] = await groups();
  expect(group).toMatchObject({
    ...{ name: 'Beds24', roomTypeId: roomTypes.doubles, ratePlanId: 0, nights: '10, 11 and 12 Mar' },
    ...{ wanted: 'closed', said: 'Beds24 refused this: numAvail: is locked.', canTakeBack: true },
    means: 'Guests can still book there: Beds24 shows 4 left.',
  });
  if (!group) return;
  const { connectionId, roomTypeId, ratePlanId, stretches } = group;
  const asked = { connectionId, roomTypeId, ratePlanId, stretches };
  const done = await client.call('sync.takeBackRefused', asked);
  expect(done.message).toBe('Taken back: Double, 10, 11 and 12 Mar. It is here as Beds24 shows it.');
  await elapse(stage.hotel, 10 * SECOND);
  expect(await groups()).toEqual([]);
  expect((await stage.read()).row).toMatchObject({ health: 'healthy', waitingCells: 0 });
  await client.call('history.undo', { undoId: done.undoId as string });
  expect(await stage.atNight()).toMatch(/^Beds24 would not take closed/);
});

it('does not offer to take back what follows from a stay', async () => {
  stage.strike(itemsFail('numAvail', 'is locked'), CALENDAR);
  await stage.take();
  await elapse(stage.hotel, 10 * SECOND);
  const [group] = await groups();
  expect(group).toMatchObject({ canTakeBack: false, wanted: '3 left' });
  expect(group?.means).toBe(
    'More may be booked there than is left here: it is not known what Beds24 shows now.',
  );
});
