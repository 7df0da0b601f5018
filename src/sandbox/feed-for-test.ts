import { connect } from 'node:net';
import { parseStayDate, type StayDate } from '../domain/stay-date.ts';
import type { Listing } from './listing.ts';
import type { ListingSpec } from './listing-spec.ts';
import { type Sandbox, startSandbox } from './server.ts';

export const HOUR = 3_600_000;

/** The date that a test writes down. */
export const d = (text: string): StayDate => parseStayDate(text) as StayDate;

/** The clock of every sandbox that {@link openSandbox} starts. */
export const clock = {
  at: 0,
  now: (): number => clock.at,
  set(instant: string): void {
    clock.at = Date.parse(instant);
  },
};

const open: Sandbox[] = [];

/** A sandbox in Lisbon, its clock set to `at`. End it with {@link closeSandboxes}. */
export async function openSandbox(at = '2027-03-01T06:30:05Z'): Promise<Sandbox> {
  clock.set(at);
  const sandbox = await startSandbox({ clock, zone: 'Europe/Lisbon' });
  open.push(sandbox);
  return sandbox;
}

/** A sandbox with one listing. */
export const openListing = async (spec: ListingSpec, at?: string): Promise<Listing> =>
  (await openSandbox(at)).addListing(spec);

export async function closeSandboxes(): Promise<void> {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
}

export const readFeed = async (listing: Listing, suffix = ''): Promise<string> =>
  (await fetch(listing.address + suffix)).text();

export const linesOf = async (listing: Listing): Promise<string[]> => (await readFeed(listing)).split('\r\n');

/** Start and end of every whole-day event, in the order of the feed: `20270310-20270313`. */
export async function rangesIn(listing: Listing, suffix = ''): Promise<string[]> {
  const text = await readFeed(listing, suffix);
  return [...text.matchAll(/DTSTART;VALUE=DATE:(\d+)\r\nDTEND;VALUE=DATE:(\d+)/g)].map(
    ([, from = '', to = '']) => `${from}-${to}`,
  );
}

export const uidsIn = async (listing: Listing): Promise<string[]> =>
  [...(await readFeed(listing)).matchAll(/^UID:(.*)\r$/gm)].map(([, uid = '']) => uid);

export const eventsIn = (text: string): number => text.split('BEGIN:VEVENT').length - 1;

/** The body as it comes over the wire, not decompressed. */
export function rawBody(address: string): Promise<Buffer> {
  const { hostname, port, pathname, search } = new URL(address);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        `GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n\r\n`,
      );
    });
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => {
      const all = Buffer.concat(chunks);
      resolve(all.subarray(all.indexOf('\r\n\r\n') + 4));
    });
  });
}
