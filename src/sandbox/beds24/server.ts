import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { answerFor, outOfCredits } from './account.ts';
import { type Answer, type Asked, errorAnswer } from './answer.ts';
import type { Credits } from './credits.ts';
import { type Beds24Fault, Beds24Faults, spoil } from './faults.ts';
import { Hotel, type Property, type PropertySpec } from './hotel.ts';
import { Ota } from './ota.ts';
import type { SignIn } from './sign-in.ts';
import { type Beds24State, stateOf } from './state.ts';
import { Webhooks } from './webhooks.ts';
import { send, type Wire } from './wire.ts';

export interface Beds24Setup {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly clock: { now(): number };
  /** The zone of a property that names none. */
  readonly zone: string;
  /** Tokens of accounts with different names differ, and are the same in every run. */
  readonly account?: string;
}

/** One request that reached the API. */
export interface Beds24Request extends Asked {
  readonly at: number;
  /** What was answered; 0 where no answer was given. */
  readonly status: number;
  readonly fault: Beds24Fault | undefined;
}

export interface Beds24Sandbox {
  readonly origin: string;
  /** What a client is told: the origin and `/v2`. `/api/v2` is answered as well. */
  readonly baseUrl: string;
  readonly signIn: SignIn;
  readonly credits: Credits;
  readonly faults: Beds24Faults;
  readonly webhooks: Webhooks;
  readonly ota: Ota;
  readonly state: Beds24State;
  /** The latest requests, oldest first. */
  readonly requests: readonly Beds24Request[];
  /** By how much this clock is ahead of the one that was given. */
  skewMs: number;
  /** True refuses every connection, as if the network were unplugged. */
  isOffline: boolean;
  /** Rows to a page. The real sizes are not known. */
  pageSize: number;
  now(): number;
  addProperty(spec: PropertySpec): Property;
  /** Answers without the network, for simulations on a virtual clock. Faults of the wire strike as on the wire. */
  answer(asked: Asked): Wire;
  /** Delivers the webhooks that the clock has made due. */
  tick(): Promise<void>;
  close(): Promise<void>;
}

const MOST_REMEMBERED = 5_000;
const MOST_BYTES = 4_000_000;
/** Sent in half where a connection breaks before anything has happened. */
const NOTHING_DONE: Answer = { status: 200, headers: {}, body: { success: true } };

class LoopbackBeds24 implements Beds24Sandbox {
  origin = 'http://127.0.0.1';
  skewMs = 0;
  isOffline = false;
  pageSize = 100;
  readonly faults = new Beds24Faults();
  readonly webhooks: Webhooks;
  readonly ota: Ota;
  readonly requests: Beds24Request[] = [];
  readonly state: Beds24State;
  readonly #hotel: Hotel;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #ticking: Promise<void> = Promise.resolve();

  constructor({ clock, zone, account = 'beds24' }: Beds24Setup) {
    const hotel = new Hotel(() => clock.now() + this.skewMs, zone, account);
    this.#hotel = hotel;
    this.webhooks = new Webhooks(hotel);
    this.ota = new Ota(hotel);
    hotel.hearer = this.webhooks;
    this.state = stateOf(hotel);
    this.#server = createServer((request, response) => void this.#handle(request, response));
    this.#server.on('connection', (socket) => {
      if (this.isOffline) socket.destroy();
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  async open(port: number): Promise<this> {
    this.origin = await listen(this.#server, port);
    return this;
  }

  get baseUrl(): string {
    return `${this.origin}/v2`;
  }

  get signIn(): SignIn {
    return this.#hotel.signIn;
  }

  get credits(): Credits {
    return this.#hotel.credits;
  }

  now(): number {
    return this.#hotel.now();
  }

  addProperty(spec: PropertySpec): Property {
    return this.#hotel.addProperty(spec);
  }

  answer(asked: Asked): Wire {
    const fault = this.faults.take(this.now(), asked.method, asked.path);
    const wire = this.#wire(asked, fault);
    const status = wire.ending === 'never' ? 0 : wire.answer.status;
    this.requests.push({ ...asked, at: this.now(), status, fault });
    if (this.requests.length > MOST_REMEMBERED) this.requests.shift();
    return wire;
  }

  tick(): Promise<void> {
    this.#ticking = this.#ticking.then(() => this.webhooks.deliver());
    return this.#ticking;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      for (const socket of this.#sockets) socket.destroy();
    });
  }

  #wire(asked: Asked, fault: Beds24Fault | undefined): Wire {
    const whole: Omit<Wire, 'answer'> = { at: this.now(), fault, ending: 'whole', delayMs: 0 };
    if (!fault) return { ...whole, answer: this.#whole(asked, undefined) };
    const isLost = fault.kind === 'timeout' || fault.kind === 'reset' || fault.kind === 'status';
    const answer = isLost && !fault.applied ? NOTHING_DONE : this.#whole(asked, fault);
    switch (fault.kind) {
      case 'timeout':
        return { ...whole, answer, ending: 'never' };
      case 'reset':
        return { ...whole, answer, ending: 'reset' };
      case 'slow':
        return { ...whole, answer, delayMs: fault.ms };
      case 'status':
        return { ...whole, answer: this.#refusal(fault) };
      default:
        return { ...whole, answer: spoil(answer, fault) };
    }
  }

  #whole(asked: Asked, fault: Beds24Fault | undefined): Answer {
    const query = new URLSearchParams(asked.query);
    // whatever page is asked for, the first comes, with a link onwards
    if (fault?.kind === 'page-repeats') query.delete('page');
    const address = new URL(`${this.origin}${asked.path}?${asked.query.toString()}`);
    const answer = answerFor(this.#hotel, { ...asked, query }, address, this.pageSize);
    if (fault?.kind !== 'page-repeats' || answer.status !== 200) return answer;
    const next = new URL(address);
    next.searchParams.set('page', String(Number(asked.query.get('page') ?? 1) + 1));
    const pages = { nextPageExists: true, nextPageLink: next.href };
    return { ...answer, body: { ...(answer.body as object), pages } };
  }

  #refusal(fault: Beds24Fault & { kind: 'status' }): Answer {
    const retryAfter = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
    const base =
      fault.status === 429
        ? outOfCredits(this.#hotel)
        : errorAnswer(fault.status, fault.error ?? `Status ${fault.status}`);
    return { ...base, headers: { ...base.headers, ...retryAfter } };
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin);
    const body = await bodyOf(request);
    if (this.isOffline || body === undefined) return void request.socket.destroy();
    const headers = request.headers as Record<string, string | undefined>;
    const asked: Asked = {
      ...{ method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, headers, body },
    };
    send(response, this.answer(asked));
  }
}

/** The body as text, or undefined where it never came whole or is beyond any limit. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      bytes += (chunk as Buffer).length;
      if (bytes > MOST_BYTES) return undefined;
      chunks.push(chunk as Buffer);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString();
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

/**
 * Starts a Beds24 account on 127.0.0.1, with no property yet. Answered are the four calls about tokens, bookings (read,
 * write, delete), the calendar (read, write), availability, properties (read; of the writing only webhooks). Messages,
 * offers, fixed prices and the calls to single channels are not: they answer 404. Where the real API's behaviour is not
 * known, the strictest that is plausible was taken, and the function concerned says so.
 */
export function startBeds24(setup: Beds24Setup): Promise<Beds24Sandbox> {
  return new LoopbackBeds24(setup).open(setup.port ?? 0);
}
