import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallFailed } from '../contract/client.ts';
import { coreForTest, type CoreForTest } from '../testing/core-for-test.ts';

let desk: CoreForTest;
let types: number[];
let units: Map<string, number>;

beforeEach(async () => {
  desk = await coreForTest();
  await desk.client.call('property.save', { name: 'Casa Prova', zone: 'Europe/Rome', currency: 'EUR' });
  const double = await desk.client.call('roomTypes.save', {
    name: 'Double',
    sleeps: 2,
    addUnits: ['201', '202'],
  });
  const suite = await desk.client.call('roomTypes.save', { name: 'Suite', sleeps: 4, addUnits: ['401'] });
  types = [double.id, suite.id];
  const { roomTypes } = await desk.client.call('property.read', {});
  units = new Map(roomTypes.flatMap((type) => type.units.map((unit) => [unit.name, unit.id])));
});
afterEach(() => desk.close());

const unit = (name: string): number => units.get(name) as number;

interface Wish {
  guest?: string;
  unit?: string | null;
  arrival?: string;
  departure?: string;
  knowinglyReason?: string;
}
const book = ({
  guest = 'Marlow',
  unit: name = '201',
  arrival = '2026-11-26',
  departure = '2026-11-28',
  ...rest
}: Wish = {}) =>
  desk.client.call('reservations.create', {
    roomTypeId: types[0] as number,
    unitId: name === null ? null : unit(name),
    arrival,
    departure,
    guestName: guest,
    contact: '',
    guests: 2,
    priceMinor: 24_000,
    paidMinor: 0,
    note: '',
    source: 'phone',
    ...rest,
  });
const calendar = () => desk.client.call('calendar.read', { from: '2026-11-20', to: '2026-12-20' });
const openConflicts = async () => (await desk.client.call('conflicts.list', { state: 'open' })).rows;
const failure = async (run: Promise<unknown>) => {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CallFailed);
  return (error as CallFailed).failure;
};

describe('commands', () => {
  it('are applied once, however often they are sent', async () => {
    const commandId = randomUUID();
    const input = { name: 'Twin', sleeps: 2, addUnits: ['101'] };
    const first = await desk.client.call('roomTypes.save', input, commandId);
    const again = await desk.client.call('roomTypes.save', input, commandId);
    const [together, same] = await Promise.all([
      desk.client.call('roomTypes.save', input, commandId),
      desk.client.call('roomTypes.save', input, commandId),
    ]);
    expect(again).toEqual(first);
    expect(together).toEqual(same);
    const { roomTypes } = await desk.client.call('property.read', {});
    expect(roomTypes.map((type) => type.name)).toEqual(['Double', 'Suite', 'Twin']);
  });

  it('are still answered alike after a restart', async () => {
    const commandId = randomUUID();
    const input = { name: 'Twin', sleeps: 2 };
    const first = await desk.client.call('roomTypes.save', input, commandId);
    desk = await desk.reopen();
    expect(await desk.client.call('roomTypes.save', input, commandId)).toEqual(first);
  });

  it('refuse an id that was used for something else', async () => {
    const commandId = randomUUID();
    await desk.client.call('roomTypes.save', { name: 'Twin', sleeps: 2 }, commandId);
    const refused = await failure(
      desk.client.call('roomTypes.save', { name: 'Other', sleeps: 2 }, commandId),
    );
    expect(refused.code).toBe('invalid-input');
  });

  it.each([
    ['an unknown call', { name: 'secrets.dump', input: {} }, 'unknown-call'],
    ['a prototype key', { name: '__proto__', input: {} }, 'unknown-call'],
    ['no command id', { name: 'units.remove', input: { id: 1 } }, 'invalid-input'],
    [
      'input of the wrong shape',
      { name: 'calendar.read', input: { from: '2026-02-30', to: 7 } },
      'invalid-input',
    ],
    ['nothing at all', undefined, 'invalid-input'],
  ])('refuse %s', async (_what, request, code) => {
    const reply = await desk.core.dispatch(request as never, { actor: 'x', origin: 'test' });
    expect(reply).toMatchObject({ ok: false, failure: { code } });
  });
});

describe('a stay taken at the desk', () => {
  it('stands on the calendar and takes its nights, not its departure', async () => {
    await book();
    const { bars, roomTypes } = await calendar();
    expect(bars.count).toBe(1);
    expect(bars.label).toBe('Marlow');
    expect(bars.departure[0]! - bars.arrival[0]!).toBe(2);
    expect([...roomTypes[0]!.left].slice(5, 9)).toEqual([2, 1, 1, 2]);
  });

  it('is told what is in the way, and goes through with a reason, leaving a conflict', async () => {
    await book();
    const refused = await failure(book({ guest: 'Iyer' }));
    expect(refused.code).toBe('not-possible');
    expect(refused.message).toBe('Marlow is in 201 on 26 and 27 Nov.');
    await book({ guest: 'Iyer', knowinglyReason: 'regular guest, Marlow leaves early' });
    const [conflict, ...others] = await openConflicts();
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({ kind: 'double-booking', severity: 'high', unitName: '201' });
    expect(conflict?.title).toBe('Two guests in 201 on 26 and 27 Nov');
  });

  it('shares no night with a guest who arrives when it departs', async () => {
    await book();
    await book({ guest: 'Iyer', arrival: '2026-11-28', departure: '2026-11-30' });
    expect(await openConflicts()).toEqual([]);
  });

  it('waits in the parking row while a unit is left, and is overbooked when none is', async () => {
    await book();
    await book({ guest: 'Iyer', unit: null });
    expect(await openConflicts()).toEqual([]);
    await book({ guest: 'Sato', unit: null, knowinglyReason: 'will find one' });
    expect((await openConflicts()).map((row) => row.kind)).toEqual(['overbooking']);
  });

  it('moves, and the conflict closes itself', async () => {
    await book();
    const second = await book({ guest: 'Iyer', knowinglyReason: 'x' });
    const nights = { arrival: '2026-11-26', departure: '2026-11-28' };
    await desk.client.call('stays.move', { roomStayId: second.roomStayId, unitId: unit('202'), ...nights });
    expect(await openConflicts()).toEqual([]);
    const { rows } = await desk.client.call('conflicts.list', { state: 'settled' });
    expect(rows).toHaveLength(1);
  });

  it('can be split over two units', async () => {
    const { roomStayId } = await book();
    await desk.client.call('stays.split', { roomStayId, night: '2026-11-27', unitId: unit('202') });
    expect((await calendar()).bars.count).toBe(2);
  });

  it('refuses to be cancelled twice and a change that has not seen the newest revision', async () => {
    const { id } = await book();
    await desk.client.call('reservations.change', { id, revision: 1, note: 'late arrival' });
    expect(
      (await failure(desk.client.call('reservations.change', { id, revision: 1, note: 'x' }))).code,
    ).toBe('changed-meanwhile');
    await desk.client.call('reservations.cancel', { id, reason: 'ill' });
    expect((await failure(desk.client.call('reservations.cancel', { id, reason: 'ill' }))).code).toBe(
      'not-possible',
    );
    expect((await calendar()).bars.count).toBe(0);
  });
});

describe('undo', () => {
  it('takes an act back, and back again', async () => {
    const { id } = await book();
    const cancelled = await desk.client.call('reservations.cancel', { id, reason: 'ill' });
    const undone = await desk.client.call('history.undo', { undoId: cancelled.undoId as string });
    expect((await calendar()).bars.count).toBe(1);
    await desk.client.call('history.undo', { undoId: undone.undoId as string });
    expect((await calendar()).bars.count).toBe(0);
    const { revision } = await desk.client.call('reservations.read', { id });
    expect(revision).toBe(4);
  });

  it('brings the conflict back that an act had settled', async () => {
    await book();
    const second = await book({ guest: 'Iyer', knowinglyReason: 'x' });
    const before = await openConflicts();
    const nights = { arrival: '2026-11-26', departure: '2026-11-28' };
    const moved = await desk.client.call('stays.move', {
      roomStayId: second.roomStayId,
      unitId: unit('202'),
      ...nights,
    });
    await desk.client.call('history.undo', { undoId: moved.undoId as string });
    const after = await openConflicts();
    expect(after.map((row) => row.id)).toEqual(before.map((row) => row.id));
  });

  it('is refused where something it touched has changed since, and changes nothing', async () => {
    const { id } = await book();
    const changed = await desk.client.call('reservations.change', { id, revision: 1, note: 'one' });
    await desk.client.call('reservations.change', { id, revision: 2, note: 'two' });
    const refused = await failure(desk.client.call('history.undo', { undoId: changed.undoId as string }));
    expect(refused.code).toBe('changed-meanwhile');
    expect((await desk.client.call('reservations.read', { id })).note).toBe('two');
  });

  it('is refused where something else has come to stand on it', async () => {
    const twin = await desk.client.call('roomTypes.save', { name: 'Twin', sleeps: 2, addUnits: ['101'] });
    await desk.client.call('exports.add', { channel: 'airbnb', roomTypeId: twin.id, unitId: null });
    const refused = await failure(desk.client.call('history.undo', { undoId: twin.undoId as string }));
    expect(refused.code).toBe('changed-meanwhile');
  });

  it('offers the newest act that stands, never one behind an act that can not be taken back', async () => {
    const { id, message } = await book();
    expect(await desk.client.call('history.last', {})).toMatchObject({ message });
    const cancelled = await desk.client.call('reservations.cancel', { id, reason: 'ill' });
    const undone = await desk.client.call('history.undo', { undoId: cancelled.undoId as string });
    expect(await desk.client.call('history.last', {})).toMatchObject({ message });
    await desk.client.call('history.undo', { undoId: undone.undoId as string });
    const again = await desk.client.call('history.last', {});
    expect(again.message).toBe(`Done again: ${cancelled.message}`);
    await desk.client.call('exports.add', { channel: 'vrbo', roomTypeId: types[0] as number, unitId: null });
    expect((await desk.client.call('history.last', {})).undoId).toBeNull();
  });

  it('brings a removed room type back as itself', async () => {
    const removed = await desk.client.call('roomTypes.remove', { id: types[1] as number });
    await desk.client.call('history.undo', { undoId: removed.undoId as string });
    const { roomTypes } = await desk.client.call('property.read', {});
    expect(roomTypes.map((type) => [type.id, type.units.length])).toEqual([
      [types[0], 2],
      [types[1], 1],
    ]);
  });
});

describe('the journal', () => {
  it('tells who did what, old and new, and why', async () => {
    const { id } = await book();
    await desk.client.call('reservations.change', { id, revision: 1, guestName: 'Marlowe' });
    await desk.client.call('reservations.cancel', { id, reason: 'flight cancelled' });
    const { revisions } = await desk.client.call('reservations.read', { id });
    expect(revisions.map((revision) => revision.actor)).toEqual(['Test clerk', 'Test clerk', 'Test clerk']);
    expect(revisions[1]?.changes).toEqual(['Guest: Marlow → Marlowe']);
    expect(revisions[0]?.why).toBe('flight cancelled');
    expect(revisions[0]?.changes).toContain('Status: confirmed → cancelled');
  });

  it('tells views what changed', async () => {
    const heard: string[] = [];
    desk.client.subscribe((event) => event.type === 'changed' && heard.push(...event.topics));
    await book();
    expect(new Set(heard)).toEqual(new Set(['reservations', 'calendar']));
    heard.length = 0;
    await book({ guest: 'Iyer', knowinglyReason: 'x' });
    expect(heard).toContain('conflicts');
  });
});

describe('today', () => {
  it('counts arrivals, who is in house, and what is left tonight', async () => {
    await book({ arrival: '2026-11-20', departure: '2026-11-22' });
    const today = await desk.client.call('today.read', {});
    expect(today.arrivals).toEqual({ total: 1, unassigned: 0, arrived: 0 });
    expect(today.tonight).toEqual({ taken: 1, units: 3, left: 2 });
    expect(today.needs).toEqual([]);
  });
});
