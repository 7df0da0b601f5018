import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findConnection } from '../store/connections.ts';
import { channelHotel, type ChannelHotel, PROPERTY_ID } from '../testing/channel-hotel.ts';

let hotel: ChannelHotel;
beforeEach(async () => {
  hotel = await channelHotel();
});
afterEach(() => hotel.close());

const ask = (changes: object = {}) => ({
  ...{ provider: 'beds24', environment: 'sandbox' as const, baseUrl: hotel.beds24.baseUrl },
  fields: { inviteCode: hotel.beds24.signIn.inviteCode() },
  ...changes,
});
const test = (changes?: object) => hotel.until(hotel.client.call('connections.test', ask(changes)));
const credentials = async (): Promise<string[]> =>
  (await hotel.ports.secrets.store.keys()).filter((key) => key.startsWith('connection:'));

describe('a sign-in that is tried', () => {
  it('says what is there and keeps nothing', async () => {
    const { properties, missing } = await test();
    expect(properties).toEqual([
      { externalId: String(PROPERTY_ID), name: 'Casa Prova', currency: 'EUR', zone: '' },
    ]);
    expect(missing).toEqual([]);
    expect(await credentials()).toEqual([]);
    expect(hotel.store.read.prepare('SELECT count(*) FROM request_log').pluck()).toEqual([0]);
  });

  it.each([
    [{ provider: 'nobody' }, /no such channel/],
    [{ baseUrl: 'nowhere' }, /not an address/],
    [{ baseUrl: '' }, /address of the practice account/],
    [{ fields: {} }, /./],
    [{ fields: { inviteCode: 'short' } }, /does not look right/],
    [{ fields: { inviteCode: 'A'.repeat(160) } }, /./],
  ])('is refused in words: %j', async (changes, words) => {
    await expect(test(changes)).rejects.toThrow(words);
    expect(await credentials()).toEqual([]);
  });

  it('is forgotten after a quarter of an hour', async () => {
    const { testId } = await test();
    await hotel.clock.advance(15 * 60_000 + 1);
    const add = { testId, externalPropertyId: String(PROPERTY_ID), name: 'Beds24' };
    await expect(hotel.client.call('connections.add', add)).rejects.toThrow(/15 minutes/);
    expect(await credentials()).toEqual([]);
  });
});

describe('what was signed in with', () => {
  it('is in the secrets and nowhere else', async () => {
    await hotel.connect();
    const [key = ''] = await credentials();
    expect(key).toMatch(/^connection:sandbox:/);
    const { refreshToken } = JSON.parse((await hotel.ports.secrets.store.get(key)) ?? '{}') as {
      refreshToken: string;
    };
    await hotel.pass(6);
    for (const name of readdirSync(hotel.folder, { recursive: true, withFileTypes: true }))
      if (name.isFile())
        expect(readFileSync(join(name.parentPath, name.name)).includes(refreshToken)).toBe(false);
  });

  it('is changed after a test, goes back to the old one, and what is not kept is let go', async () => {
    const id = await hotel.connect();
    const [old = ''] = await credentials();
    const rotate = async (): Promise<void> => {
      const { testId } = await test();
      await hotel.client.call('connections.rotate', { id, testId });
      await hotel.quiet();
    };
    await rotate();
    expect(await credentials()).toHaveLength(2);
    await hotel.until(hotel.client.call('connections.confirmRotation', { id, keep: 'old' }));
    expect(findConnection(hotel.store.read, id)?.secretKey).toBe(old);
    expect(await credentials()).toEqual([old]);

    await rotate();
    await hotel.until(hotel.client.call('connections.confirmRotation', { id, keep: 'new' }));
    const [kept = ''] = await credentials();
    expect(kept).not.toBe(old);
    expect(findConnection(hotel.store.read, id)).toMatchObject({ secretKey: kept, previousSecretKey: null });
    await hotel.run(id, 'pull');
    expect(findConnection(hotel.store.read, id)?.state).toBe('active');
  });

  it('opens one session for many calls', async () => {
    await hotel.connect();
    const minted = () => hotel.beds24.requests.filter(({ path }) => path.endsWith('/token')).length;
    const before = minted();
    await hotel.pass(20);
    expect(minted()).toBe(before);
  });
});
