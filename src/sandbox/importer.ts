import type { NightRange } from '../domain/stay-date.ts';
import type { HostChannel } from './manner.ts';
import { Unreadable } from './strict-lines.ts';
import { readStrictly } from './strict-reader.ts';

/** One attempt of a channel to read a calendar from elsewhere. */
export interface ImportFetch {
  readonly at: number;
  readonly channel: HostChannel;
  readonly listing: string;
  readonly address: string;
  readonly userAgent: string;
  /** Null where no answer came. */
  readonly status: number | null;
  /** `unchanged`: answered 304. `refused`: the channel keeps the last version that it took, without telling anybody. */
  readonly outcome: 'taken' | 'unchanged' | 'refused';
  /** Events read; 0 unless taken. */
  readonly events: number;
  readonly error: string | null;
  /** Rules broken that this channel lets pass. */
  readonly complaints: readonly string[];
}

interface ImportSetup {
  readonly address: string;
  readonly everyMinutes: number;
  readonly channel: HostChannel;
  readonly listing: string;
  readonly zone: string;
  readonly changed: () => void;
}

const PATIENCE_MS = 10_000;
const MOST_BYTES = 1_000_000;
const MOST_REDIRECTS = 5;
const MOST_REMEMBERED = 500;

async function readBody(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Unreadable(0, 'The calendar is larger than 1 MB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A calendar that a listing reads from elsewhere. Its nights stay closed as last taken, however long ago that was. */
export class CalendarImport {
  readonly address: string;
  readonly everyMinutes: number;
  /** Attempts, oldest first. */
  readonly fetches: ImportFetch[] = [];
  readonly #setup: ImportSetup;
  #ranges: readonly NightRange[] = [];
  #etag: string | null = null;
  #dueAt = -Infinity;

  constructor(setup: ImportSetup) {
    this.address = setup.address;
    this.everyMinutes = setup.everyMinutes;
    this.#setup = setup;
  }

  get ranges(): readonly NightRange[] {
    return this.#ranges;
  }

  /** The next attempt, epoch ms; already past for an import that was never read. */
  get dueAt(): number {
    return this.#dueAt;
  }

  /** Makes the next attempt due at the next tick. */
  hurry(): void {
    this.#dueAt = -Infinity;
  }

  /** Reads now, due or not, as the host's own refresh button does. Never throws: a refusal is in the answer. */
  async fetch(now: number, cancelled?: AbortSignal): Promise<ImportFetch> {
    this.#dueAt = now + this.everyMinutes * 60_000;
    const userAgent = `Mozilla/5.0 (compatible; sandbox-${this.#setup.channel}-importer)`;
    let status: number | null = null;
    let events = 0;
    let complaints: readonly string[] = [];
    let error: string | null = null;
    try {
      const signal = AbortSignal.any([
        AbortSignal.timeout(PATIENCE_MS),
        ...(cancelled === undefined ? [] : [cancelled]),
      ]);
      const response = await this.#ask(userAgent, signal);
      status = response.status;
      if (status === 304) await response.body?.cancel();
      else ({ events, complaints } = await this.#take(response));
    } catch (thrown) {
      error = thrown instanceof Error ? thrown.message : String(thrown);
    }
    const outcome = error !== null ? 'refused' : status === 304 ? 'unchanged' : 'taken';
    const { channel, listing } = this.#setup;
    const record: ImportFetch = {
      ...{ at: now, channel, listing, address: this.address, userAgent },
      ...{ status, outcome, events, error, complaints },
    };
    this.fetches.push(record);
    if (this.fetches.length > MOST_REMEMBERED) this.fetches.shift();
    return record;
  }

  async #ask(userAgent: string, signal: AbortSignal): Promise<Response> {
    const start = new URL(this.address);
    let target = start;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const headers: Record<string, string> = { 'user-agent': userAgent, accept: 'text/calendar' };
      if (this.#etag !== null) headers['if-none-match'] = this.#etag;
      const response = await fetch(target, { headers, redirect: 'manual', signal });
      const location = response.headers.get('location');
      if (response.status === 304 || response.status < 300 || response.status > 399 || location === null)
        return response;
      await response.body?.cancel();
      target = new URL(location, target);
      if (target.host !== start.host) throw new Unreadable(0, 'The address leads to another host.');
    }
    throw new Unreadable(0, 'The address leads in circles.');
  }

  async #take(response: Response): Promise<{ events: number; complaints: readonly string[] }> {
    try {
      if (response.status !== 200) throw new Unreadable(0, `The answer has status ${response.status}.`);
      const type = response.headers.get('content-type') ?? 'none';
      if (!/^text\/calendar\s*(;|$)/i.test(type)) throw new Unreadable(0, `The content type is ${type}.`);
      const charset = /charset="?([^";\s]+)/i.exec(type)?.[1] ?? 'utf-8';
      if (!/^utf-?8$/i.test(charset)) throw new Unreadable(0, `The character set is ${charset}.`);
    } catch (refusal) {
      await response.body?.cancel();
      throw refusal;
    }
    const reading = readStrictly(await readBody(response), this.#setup);
    this.#etag = response.headers.get('etag');
    if (JSON.stringify(reading.ranges) !== JSON.stringify(this.#ranges)) this.#setup.changed();
    this.#ranges = reading.ranges;
    return reading;
  }
}
