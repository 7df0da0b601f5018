import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallFailed } from '../contract/client.ts';
import { startBeds24 } from '../sandbox/beds24/server.ts';
import { DOUBLES, SUITES } from '../testing/channel-hotel.ts';
import { elapse } from '../testing/channel-staff.ts';
import { BOOKINGS, type FailureStage, failureStage, SECOND } from '../testing/failure-stage.ts';

let stage: FailureStage;
beforeEach(async () => {
  stage = await failureStage();
});
afterEach(() => stage.hotel.close());

const GUESTS = ['Marlow', 'nora@'];
const book = (arrival: string, departure: string, roomId = DOUBLES) =>
  stage.hotel.beds24.ota.book({
    ...{ roomId, arrival: arrival as never, departure: departure as never, price: 180 },
    guest: { firstName: 'Nora', lastName: 'Marlow', email: 'nora@example.test' },
  });
async function run(kind: 'pull' | 'pull-all' | 'read-back' | 'reconcile', for_ = 5 * SECOND): Promise<void> {
  await stage.hotel.client.call('sync.run', { connectionId: stage.id, kind });
  await elapse(stage.hotel, for_);
}
const bookings = async () =>
  (await stage.hotel.client.call('reservations.list', { filter: 'upcoming' } as never)).rows;
const left = (from: string, to: string) => stage.hotel.left(DOUBLES, from, to);
const incidents = async () => (await stage.read(GUESTS)).incidents;

async function refusal(work: Promise<unknown>): Promise<{ readonly code: string; readonly message: string }> {
  const error: unknown = await stage.hotel.until(
    work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    ),
  );
  if (!(error instanceof CallFailed)) throw new Error('It was not refused.');
  return error.failure;
}
const signInWith = (fields: Record<string, string>, more: object = {}) =>
  stage.hotel.client.call('connections.test', {
    ...{ provider: 'beds24', environment: 'sandbox', baseUrl: stage.hotel.beds24.baseUrl, fields },
    ...more,
  } as never) as Promise<{ readonly testId: string }>;

describe('tokens', () => {
  it('that expired are renewed without anybody being told', async () => {
    stage.hotel.beds24.signIn.expireAccess();
    await stage.close();
    await elapse(stage.hotel, 2 * SECOND);
    expect(await stage.read()).toMatchObject({ row: { health: 'healthy', waitingCells: 0 }, needs: [] });
  });

  it('that were revoked there stop everything, with what to do', async () => {
    const { store } = stage.hotel.ports.secrets;
    const key = (await store.keys()).find((name) => name.startsWith('connection:sandbox:')) ?? '';
    const kept = JSON.parse((await store.get(key)) ?? '{}') as { refreshToken: string };
    stage.hotel.beds24.signIn.revoke(kept.refreshToken);
    await run('pull', 2 * SECOND);
    const { row, needs } = await stage.read();
    expect(row.health).toBe('needs-sign-in');
    expect(row.words).toMatch(/Sign in again; what waits goes out then\. .*revoked.* Make a new invite code/);
    expect(needs[0]).toMatchObject({ title: 'Beds24 wants a new sign-in', act: 'Sign in' });
  });

  it('that may not do everything are told for what they lack, and then for what was refused', async () => {
    const { beds24, client, until } = stage.hotel;
    const scopes = ['read:properties', 'read:bookings', 'read:bookings-personal', 'write:bookings'];
    const narrow = { inviteCode: beds24.signIn.inviteCode([...scopes, 'read:inventory']) };
    const { testId, missing } = (await until(signInWith(narrow))) as never as {
      testId: string;
      missing: string[];
    };
    expect(missing.length).toBeGreaterThan(0);
    for (const words of missing) expect(words).not.toMatch(/\w+:\w+/);
    await client.call('connections.rotate', { id: stage.id, testId });
    await elapse(stage.hotel, 5 * SECOND);
    await stage.close();
    await elapse(stage.hotel, 5 * SECOND);
    const { row } = await stage.read();
    expect(row.health).toBe('needs-sign-in');
    expect(row.words).toMatch(/may not do that at Beds24 \(write:inventory\)\. Make a new invite code/);

    const { testId: wider } = await until(signInWith({ inviteCode: beds24.signIn.inviteCode() }));
    await until(client.call('connections.confirmRotation', { id: stage.id, keep: 'new' }));
    await client.call('connections.rotate', { id: stage.id, testId: wider });
    await elapse(stage.hotel, 5 * SECOND);
    expect((await stage.read()).row).toMatchObject({ state: 'active', waitingCells: 0 });
  });

  it('of another account or environment are refused before anything is kept', async () => {
    const { clock, client, ports } = stage.hotel;
    const other = await startBeds24({ clock, zone: 'Europe/Lisbon', account: 'elsewhere' });
    other.addProperty({ name: 'Elsewhere', roomTypes: [{ name: 'Room', qty: 1 }] } as never);
    const before = await ports.secrets.store.keys();
    const code = other.signIn.inviteCode();
    const wrong = await refusal(signInWith({ inviteCode: code }));
    expect(wrong).toMatchObject({ code: 'unauthorised' });
    expect(wrong.message).toMatch(/only where it was made\. Make a new one there/);
    const token = await refusal(signInWith({ longLifeToken: other.signIn.longLifeToken() }));
    expect(token.message).toMatch(/belongs to another environment/);

    const there = await stage.hotel.until(signInWith({ inviteCode: code }, { baseUrl: other.baseUrl }));
    const swap = await refusal(client.call('connections.rotate', { id: stage.id, testId: there.testId }));
    expect(swap.message).toMatch(/^These credentials are for another address than Beds24 is asked at\./);
    const own = { inviteCode: stage.hotel.beds24.signIn.inviteCode() };
    const practice = await stage.hotel.until(signInWith(own));
    const call = (environment: string) =>
      stage.hotel.store.write((tx) =>
        tx.run('UPDATE connection SET environment = ? WHERE id = ?', environment, stage.id),
      );
    call('production');
    const mixed = await refusal(client.call('connections.rotate', { id: stage.id, testId: practice.testId }));
    call('sandbox');
    expect(mixed.message).toBe('These credentials are for another channel or another environment.');
    for (const { message } of [wrong, token, swap, mixed]) expect(message).not.toContain(code.slice(0, 12));
    expect(await ports.secrets.store.keys()).toEqual(before);
    expect((await stage.read()).row.health).toBe('healthy');
    await other.close();
  });
});

describe('answers that are no good', () => {
  it('show no guest in the request log, however they were cut', async () => {
    book('2027-03-10', '2027-03-12');
    for (const fault of [{ kind: 'malformed-json' }, { kind: 'wrong-content-type' }] as const) {
      const clear = stage.strike(fault, BOOKINGS);
      await run('pull', 10 * SECOND);
      clear();
      const { requests } = await stage.read(GUESTS);
      expect(requests.find(({ failureCode }) => failureCode === 'unexpected-answer')?.answer).toContain(
        '"data"',
      );
    }
  });

  it('in the middle of a reading lose nothing: it begins again, and all is there once', async () => {
    for (let day = 10; day < 16; day += 1) book(`2027-03-${day}`, `2027-03-${day + 1}`);
    stage.hotel.beds24.pageSize = 2;
    let page = 0;
    stage.strike(
      { kind: 'rewrite', rewrite: (body) => ((page += 1) === 2 ? { success: true, data: 'none' } : body) },
      BOOKINGS,
    );
    await run('pull', 20 * SECOND);
    expect(page).toBeGreaterThanOrEqual(5);
    expect(await bookings()).toHaveLength(6);
    expect((await stage.read(GUESTS)).row).toMatchObject({ health: 'healthy', waitingCells: 0 });
  });

  it('with ids that change type, and prices that are texts, mean the same', async () => {
    const { id } = book('2027-03-10', '2027-03-12');
    await run('pull');
    const clear = stage.strike({ kind: 'ids-as-text' });
    stage.hotel.beds24.ota.change(id, { price: 200 });
    await run('pull-all');
    await run('read-back');
    await stage.hotel.until(stage.hotel.client.call('connections.refreshRooms', { id: stage.id }));
    clear();
    stage.strike({ kind: 'prices-as-text' });
    stage.hotel.beds24.ota.change(id, { price: 210.5 });
    await run('pull');
    const rows = await bookings();
    expect(rows).toHaveLength(1);
    const found = await stage.hotel.client.call('reservations.read', { id: rows[0]?.id ?? 0 });
    expect(found.priceMinor).toBe(21_050);
    const { row, conflicts } = await stage.read(GUESTS);
    expect(row).toMatchObject({ health: 'healthy', waitingCells: 0, unmappedRooms: 0 });
    expect(conflicts).toEqual([]);
  });

  it('with a status that nobody knows take the room, keep the word, and ask for a person', async () => {
    book('2027-03-10', '2027-03-12');
    const clear = stage.strike({ kind: 'unknown-status', status: 'onHold' }, BOOKINGS);
    await run('pull');
    expect(await bookings()).toHaveLength(1);
    const raw = stage.hotel.store.read
      .prepare("SELECT json_extract(latest, '$.rawStatus') FROM channel_booking")
      .pluck<string>();
    expect(raw).toEqual(['onHold']);
    const told = await incidents();
    expect(told).toHaveLength(1);
    expect(told[0]?.title).toMatch(/^Beds24: booking \d+ has a status that Bellhop does not know$/);
    expect(told[0]?.text).toContain('“onHold”. Its nights are taken here, to be safe.');
    expect((await stage.read(GUESTS)).needs).toMatchObject([{ kind: 'incident' }]);
    expect(left('2027-03-10', '2027-03-12')).toEqual([3, 3, 4]);
    clear();
    await run('pull-all');
    expect(await incidents()).toEqual([]);
  });

  it('with nights below zero left are nights that are full, and nothing to quarrel about', async () => {
    stage.strike({ kind: 'negative-availability' }, { method: 'GET', path: '/inventory/rooms/calendar' });
    await run('read-back', 10 * SECOND);
    const { row, conflicts } = await stage.read();
    expect(row.health).not.toBe('needs-sign-in');
    const minus = stage.hotel.store.read
      .prepare("SELECT count(*) FROM ledger_cell WHERE json_extract(read, '$.available') < 0")
      .pluck<number>();
    expect(minus).toEqual([0]);
    // what it shows differs from what it confirmed, on every night: one question for each room, not hundreds
    expect(conflicts.map(({ kind }) => kind)).toEqual(['drift', 'drift']);
    expect(row.words).not.toMatch(/-1/);
  });

  it('with dates the wrong way round are told once, and the others on the page come in', async () => {
    const wrong = book('2027-03-10', '2027-03-12');
    book('2027-03-20', '2027-03-22', SUITES);
    const clear = stage.strike(
      {
        kind: 'rewrite',
        rewrite: (body) => {
          const { data, ...rest } = body as { data: { id: number; arrival: string; departure: string }[] };
          const turned = data.map((one) =>
            one.id === wrong.id ? { ...one, arrival: one.departure, departure: one.arrival } : one,
          );
          return { ...rest, data: turned };
        },
      },
      BOOKINGS,
    );
    await run('pull');
    await run('pull');
    expect(await bookings()).toHaveLength(1);
    expect(await incidents()).toEqual([
      {
        title: 'A booking could not be read',
        text: `Booking ${wrong.id} at Beds24 ends (2027-03-10) before it begins (2027-03-12). Put its dates right there.`,
      },
    ]);
    expect((await stage.read(GUESTS)).runs[0]?.words).toBe('Read the bookings: 1 not readable.');
    clear();
    await run('pull-all');
    expect(await bookings()).toHaveLength(2);
    expect(await incidents()).toEqual([]);
    expect((await stage.read(GUESTS)).row.health).toBe('healthy');
  });
});
