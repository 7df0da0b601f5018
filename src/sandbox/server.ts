import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { secretOf } from './address.ts';
import { type Answer, answerFor, plainAnswer, send } from './answer.ts';
import { FaultPlan } from './faults.ts';
import type { ImportFetch } from './importer.ts';
import { Listing } from './listing.ts';
import type { ListingSpec } from './listing-spec.ts';
import type { HostChannel } from './manner.ts';

export interface SandboxSetup {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly clock: { now(): number };
  /** The property's IANA zone. */
  readonly zone: string;
}

/** What concerns every listing of one channel. A listing's own faults come first. */
export interface Host {
  readonly faults: FaultPlan;
  /** Some hosts were seen to answer 403 to a user agent that does not begin as browsers' do. */
  wantsBrowserAgent: boolean;
}

/** One request that reached a host, for what a host can know about its readers. */
export interface FeedFetch {
  readonly at: number;
  /** Null where the address names no listing. */
  readonly listing: Listing | null;
  readonly path: string;
  readonly userAgent: string;
  readonly ifNoneMatch: string | null;
  /** What was answered; 0 where no answer was given. */
  readonly status: number;
}

/** The channels' side of the world, on loopback. Nothing in it moves by itself: `tick` does what the clock has made due. */
export interface Sandbox {
  readonly origin: string;
  readonly zone: string;
  readonly hosts: Readonly<Record<HostChannel, Host>>;
  /** In the order in which they were opened. */
  readonly listings: readonly Listing[];
  /** The latest requests for feeds, oldest first. */
  readonly fetches: readonly FeedFetch[];
  now(): number;
  addListing(spec: ListingSpec): Listing;
  /** The listing of that name, or undefined. */
  listing(channel: HostChannel, name: string): Listing | undefined;
  /** Lets something happen at the first tick from `at` on. The answer calls it off. */
  schedule(at: number, act: () => void): () => void;
  /** Plays what is scheduled, then reads every imported calendar that is due, earliest due first. */
  tick(): Promise<readonly ImportFetch[]>;
  close(): Promise<void>;
}

const MOST_REMEMBERED = 5_000;

class LoopbackSandbox implements Sandbox {
  readonly zone: string;
  readonly hosts: Record<HostChannel, Host>;
  readonly listings: Listing[] = [];
  readonly fetches: FeedFetch[] = [];
  origin = '';
  readonly #clock: { now(): number };
  readonly #server: Server;
  /** The same hosts on another port, for redirects that leave the host. */
  readonly #mirror: Server;
  readonly #bySecret = new Map<string, Listing>();
  readonly #closing = new AbortController();
  #scheduled: { readonly at: number; readonly act: () => void }[] = [];
  #otherOrigin = '';
  #ticking: Promise<readonly ImportFetch[]> = Promise.resolve([]);

  constructor({ clock, zone }: SandboxSetup) {
    this.zone = zone;
    this.#clock = clock;
    const host = (): Host => ({ faults: new FaultPlan(), wantsBrowserAgent: false });
    this.hosts = { airbnb: host(), booking: host(), vrbo: host(), other: host() };
    const handle = (request: IncomingMessage, response: ServerResponse): void =>
      this.#handle(request, response);
    this.#server = createServer(handle);
    this.#mirror = createServer(handle);
  }

  async open(port: number): Promise<this> {
    this.origin = await listen(this.#server, port);
    this.#otherOrigin = await listen(this.#mirror, 0);
    return this;
  }

  now(): number {
    return this.#clock.now();
  }

  addListing(spec: ListingSpec): Listing {
    if (this.listing(spec.channel, spec.name)) throw new Error(`${spec.channel} lists ${spec.name} already.`);
    const { zone, origin } = this;
    const listing = new Listing(spec, { now: () => this.now(), zone, origin });
    this.listings.push(listing);
    this.#bySecret.set(secretOf(listing.path), listing);
    return listing;
  }

  listing(channel: HostChannel, name: string): Listing | undefined {
    return this.listings.find((listing) => listing.channel === channel && listing.name === name);
  }

  schedule(at: number, act: () => void): () => void {
    const entry = { at, act };
    this.#scheduled.push(entry);
    return () => {
      this.#scheduled = this.#scheduled.filter((other) => other !== entry);
    };
  }

  tick(): Promise<readonly ImportFetch[]> {
    this.#ticking = this.#ticking.then(() => this.#tick());
    return this.#ticking;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([this.#server, this.#mirror].map(shut));
  }

  async #tick(): Promise<ImportFetch[]> {
    const now = this.now();
    const due = this.#scheduled.filter((entry) => entry.at <= now).sort((a, b) => a.at - b.at);
    this.#scheduled = this.#scheduled.filter((entry) => entry.at > now);
    for (const entry of due) entry.act();
    const imports = this.listings.flatMap((listing) => listing.imports).filter((entry) => entry.dueAt <= now);
    const fetches: ImportFetch[] = [];
    // one after the other: a channel further down a chain sees what the one before it has just taken
    for (const entry of imports.sort((a, b) => (a.dueAt === b.dueAt ? 0 : a.dueAt - b.dueAt)))
      if (!this.#closing.signal.aborted) fetches.push(await entry.fetch(now, this.#closing.signal));
    return fetches;
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.origin);
    const hop = /^\/hop\/(\d)(\/.*)$/.exec(url.pathname);
    if (hop) url.pathname = hop[2] ?? '/';
    const listing = this.#bySecret.get(secretOf(url.pathname + url.search)) ?? null;
    const userAgent = request.headers['user-agent'] ?? '';
    const ifNoneMatch = request.headers['if-none-match'];
    const hopsLeft = hop ? Number(hop[1]) : undefined;
    const answer = this.#answer(request, { url, listing, userAgent, hopsLeft });
    const status = answer.ending === 'never' ? 0 : answer.status;
    const path = url.pathname + url.search;
    this.fetches.push({ at: this.now(), listing, path, userAgent, ifNoneMatch: ifNoneMatch ?? null, status });
    if (this.fetches.length > MOST_REMEMBERED) this.fetches.shift();
    send(response, answer);
  }

  #answer(
    request: IncomingMessage,
    asked: { url: URL; listing: Listing | null; userAgent: string; hopsLeft: number | undefined },
  ): Answer {
    const { url, listing, hopsLeft } = asked;
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return plainAnswer(405, 'Only GET is known here.');
    if (!listing) return plainAnswer(404, 'Not found');
    const host = this.hosts[listing.channel];
    if (host.wantsBrowserAgent && !asked.userAgent.startsWith('Mozilla/'))
      return plainAnswer(403, 'Forbidden');
    if (hopsLeft !== undefined && hopsLeft > 0)
      return plainAnswer(302, 'Found', { location: `/hop/${hopsLeft - 1}${url.pathname}${url.search}` });
    const now = this.now();
    // what a redirect led to is the feed itself: the fault is played already
    const isRedirected =
      hopsLeft !== undefined || String(request.socket.localPort) !== new URL(this.origin).port;
    const fault = isRedirected ? undefined : (listing.faults.take(now) ?? host.faults.take(now));
    const ifNoneMatch = request.headers['if-none-match'];
    return answerFor({ listing, fault, now, url, ifNoneMatch, otherOrigin: this.#otherOrigin });
  }
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Starts the hosts on 127.0.0.1, with no listing yet. */
export function startSandbox(setup: SandboxSetup): Promise<Sandbox> {
  return new LoopbackSandbox(setup).open(setup.port ?? 0);
}
