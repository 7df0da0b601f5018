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
      {
        ...{ externalId: String(PROPERTY_ID), name: 'Casa Prova', currency: 'EUR', zone: '' },
        ...{ connectedId: null, connectedWords: '' },
      },
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

  it.each([
    ['production', 'http://api.beds24.com/v2', /^A real account is reached by https only\.$/],
    ['production', 'http://127.0.0.1:4010/v2', /reached by https only/],
    ['production', 'https://127.0.0.1:4010/v2', /own network/],
    ['production', 'https://[::1]/v2', /own network/],
    ['production', 'https://10.0.0.7/v2', /own network/],
    ['production', 'https://localhost/v2', /own network/],
    ['sandbox', 'https://api.beds24.com/v2', /address of real accounts/],
  ])('is refused before anything is asked: %s at %s', async (environment, baseUrl, words) => {
    await expect(test({ environment, baseUrl })).rejects.toThrow(words);
    expect(hotel.beds24.requests).toEqual([]);
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

describe('what nobody holds any more', () => {
  const keys = async (): Promise<string[]> =>
    (await hotel.ports.secrets.store.keys()).filter((key) => /^(connection|webhook):/.test(key));

  it('is not kept where the connection is refused at the last moment', async () => {
    const [one, other] = [await test(), await test()];
    const add = ({ testId }: { testId: string }) =>
      hotel.client.call('connections.add', {
        ...{ testId, externalPropertyId: String(PROPERTY_ID), name: 'Beds24' },
      });
    const became = await Promise.allSettled([add(one), add(other)]);
    expect(became.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const held = hotel.store.read.prepare('SELECT secret_key FROM connection').pluck<string>();
    expect(await keys()).toEqual(held);
  });

  it('goes with the connection, the secret of its deliveries too', async () => {
    const id = await hotel.connect();
    await hotel.core.webhookLine(id);
    expect(await keys()).toHaveLength(2);
    await hotel.until(hotel.client.call('connections.disconnect', { id, meanwhile: 'leave' }));
    expect(await keys()).toEqual([]);
  });

  it('goes with the connection that is closed first', async () => {
    const id = await hotel.connect();
    await hotel.core.webhookLine(id);
    await hotel.client.call('connections.disconnect', { id, meanwhile: 'close' });
    await hotel.pass(2);
    expect(findConnection(hotel.store.read, id)?.state).toBe('disconnected');
    expect(await keys()).toEqual([]);
  });

  it('goes at the next start, and nothing else does', async () => {
    const id = await hotel.connect();
    await hotel.core.webhookLine(id);
    const held = await keys();
    const { store } = hotel.ports.secrets;
    await store.set('connection:sandbox:left-behind', '{}');
    await store.set('webhook:production:99', 'left behind');
    await store.set('feed/1', 'https://example.test/1.ics');
    const again = await hotel.until(hotel.reopen());
    again.core.start();
    await again.clock.advance(1000);
    expect((await store.keys()).sort()).toEqual([...held, 'feed/1'].sort());
    await hotel.until(again.core.stop());
  });
});
