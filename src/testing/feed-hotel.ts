import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Channel } from '../domain/channel.ts';
import type { HostChannel } from '../sandbox/manner.ts';
import type { Listing } from '../sandbox/listing.ts';
import type { ListingSpec } from '../sandbox/listing-spec.ts';
import { type Sandbox, startSandbox } from '../sandbox/server.ts';
import { coreForTest, type CoreForTest } from './core-for-test.ts';

const MINUTE = 60_000;

/** A hotel on a manual clock, its channels on loopback, and our own calendars served over HTTP: the whole way round. */
export interface FeedHotel extends CoreForTest {
  readonly sandbox: Sandbox;
  readonly units: ReadonlyMap<string, { readonly roomTypeId: number; readonly unitId: number }>;
  list(spec: ListingSpec): Listing;
  /** Adds a listing's feed for a unit, as a person does: look, then take in. */
  addFeed(listing: Listing, unit: string, channel?: Channel): Promise<number>;
  /** Makes our calendar of a unit for a channel; answers its address. */
  addExport(channel: Channel, unit: string): Promise<{ id: number; address: string }>;
  /** Lets time go by at the desk and at the channels, a step at a time. */
  pass(minutes: number, stepMinutes?: number): Promise<void>;
  /** Reads one feed, or all, now. */
  read(feedId?: number): Promise<void>;
}

/** Serves our calendars as the host does, with their ETag. */
function serve(core: CoreForTest['core']): Server {
  return createServer((request, response) => {
    const token = /^\/feeds\/(.+)\.ics$/.exec(request.url ?? '')?.[1] ?? '';
    const feed = core.serveFeed(token, request.headers['user-agent'] ?? '');
    if (!feed) response.writeHead(404).end();
    else if (request.headers['if-none-match'] === feed.etag)
      response.writeHead(304, { ETag: feed.etag }).end();
    else
      response
        .writeHead(200, { 'Content-Type': 'text/calendar; charset=utf-8', ETag: feed.etag })
        .end(feed.body);
  });
}

export async function feedHotel(start = '2027-03-01T08:00:00Z', zone = 'Europe/Lisbon'): Promise<FeedHotel> {
  let origin = '';
  const desk = await coreForTest({ start, feedOrigin: () => origin });
  const sandbox = await startSandbox({ clock: desk.clock, zone });
  const server = serve(desk.core);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feeds/`;
  const { client, clock, core } = desk;
  await client.call('property.save', { name: 'Casa Prova', zone, currency: 'EUR' });
  const type = await client.call('roomTypes.save', { name: 'Room', sleeps: 2, addUnits: ['1', '2'] });
  await client.call('roomTypes.save', { name: 'Suite', sleeps: 4, addUnits: ['9'] });
  const { roomTypes } = await client.call('property.read', {});
  const units = new Map(
    roomTypes.flatMap(({ id, units: own }) =>
      own.map((unit) => [unit.name, { roomTypeId: id, unitId: unit.id }] as const),
    ),
  );
  const place = (unit: string) => units.get(unit) ?? { roomTypeId: type.id, unitId: null };
  return {
    ...desk,
    sandbox,
    units,
    list: (spec) => sandbox.addListing(spec),
    async addFeed(listing, unit, channel = listing.channel satisfies HostChannel) {
      const { previewId } = await client.call('feeds.preview', { address: listing.address });
      const label = `${channel} ${listing.name}`;
      return (await client.call('feeds.add', { previewId, channel, label, ...place(unit) })).id;
    },
    async addExport(channel, unit) {
      const { id } = await client.call('exports.add', { channel, ...place(unit) });
      await clock.advance(1);
      const { address } = await client.call('exports.reveal', { id });
      return { id, address: address ?? '' };
    },
    async pass(minutes, stepMinutes = 15) {
      for (let left = minutes; left > 0; left -= stepMinutes) {
        await clock.advance(Math.min(left, stepMinutes) * MINUTE);
        await sandbox.tick();
        await client.call('feeds.refresh', { id: null });
        await clock.advance(1);
      }
    },
    async read(feedId) {
      await client.call('feeds.refresh', { id: feedId ?? null });
      await clock.advance(1);
    },
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await core.stop();
      await sandbox.close();
      await desk.close();
    },
  };
}
