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
} from '../testing/failure-stage.ts';

let stage: FailureStage;
beforeEach(async () => {
  stage = await failureStage();
});
afterEach(() => stage.hotel.close());

describe('what names a room that the channel does not know', () => {
  const AGAIN = {
    'its rooms were read': () => stage.hotel.run(stage.id, 'rooms'),
    'somebody said once more which room it is': () =>
      stage.hotel.client.call('connections.linkRoom', {
        ...{ id: stage.id, externalRoomId: String(DOUBLES), to: stage.hotel.roomTypes.doubles },
      }),
  };

  it.each(Object.entries(AGAIN))('is told again after %s', async (_what, again) => {
    stage.strike(itemsFail('roomId', 'room not accessible'), CALENDAR);
    stage.strike(itemsFail('roomId', 'room not accessible'), NEW_BOOKING);
    await stage.close();
    await stage.take();
    await elapse(stage.hotel, MINUTE);
    const parked = await stage.read(['Prova']);
    expect(item(parked, 'push-reservation')).toMatchObject({ state: 'parked', failureCode: 'unmapped' });
    expect(parked.row.waitingCells).toBeGreaterThan(0);
    stage.hotel.beds24.faults.clear();
    await again();
    await elapse(stage.hotel, MINUTE);
    // what the fault hid was made all the same, so only the nights that nobody booked are looked at
    expect((await stage.read(['Prova'])).items).toEqual([]);
    expect(await stage.atNight()).toMatch(/^Beds24 confirmed closed/);
  });
});
