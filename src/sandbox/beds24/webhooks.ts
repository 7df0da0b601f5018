import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { stamp } from './answer.ts';
import { type Booking, bookingOnWire } from './booking.ts';
import type { Hearer, Hotel, WebhookSetting } from './hotel.ts';
import type { RoomType } from './room-type.ts';
import { Caller } from './sign-in.ts';

const MINUTE = 60_000;
/** Minutes from one try to the next. The real steps are not known; the tries end after about half an hour. */
const RETRY_MINUTES = [1, 2, 4, 8, 15];
const ANSWER_WITHIN_MS = 10_000;
const FULL = new Caller(['all:bookings', 'all:bookings-personal', 'all:bookings-financial']);
const NO_PERSONAL = new Caller(['all:bookings', 'all:bookings-financial']);

interface Pending {
  dueAt: number;
  retries: number;
  readonly key: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: (retries: number) => unknown;
}

/** One try to deliver a webhook. `status` 0: nobody answered in time. */
export interface Delivery {
  readonly at: number;
  readonly url: string;
  readonly body: unknown;
  readonly status: number;
  readonly isLast: boolean;
}

/** How the next webhooks go wrong. */
export type WebhookFault = 'duplicate' | 'reorder' | 'lose';

/** Every line of the setting is a header; a line without a colon is left out. */
function headersOf({ customHeader }: WebhookSetting): Record<string, string> {
  const lines = customHeader.split(/\r?\n/).filter((line) => line.indexOf(':') > 0);
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()]),
  );
}

/**
 * Announces what happened, never by itself: {@link deliver} sends what the clock has made due. A body tells what held
 * when it was written, so an old one may arrive after a newer. Version `one`, whose template is not documented well
 * enough, sends nothing.
 */
export class Webhooks implements Hearer {
  /** From an event to its first delivery. About a minute in the real service. */
  delayMs = MINUTE;
  /** Where inventory changes are announced, for the whole account; null sends none. */
  inventoryUrl: string | null = null;
  /** Every try, oldest first. */
  readonly deliveries: Delivery[] = [];
  readonly #hotel: Hotel;
  readonly #faults: WebhookFault[] = [];
  #pending: Pending[] = [];

  constructor(hotel: Hotel) {
    this.#hotel = hotel;
  }

  /** `duplicate` and `lose` strike the next delivery, `reorder` the next round of them. */
  inject(fault: WebhookFault): void {
    this.#faults.push(fault);
  }

  get waiting(): number {
    return this.#pending.length;
  }

  booking(booking: Booking): void {
    const setting = this.#hotel.property(booking.propertyId)?.webhooks;
    if (!setting || setting.url === '' || setting.version === 'one') return;
    const timeStamp = stamp(this.#hotel.now());
    const { infoItems, invoiceItems } = booking;
    const told = bookingOnWire(booking, setting.version === 'twoWithPersonalData' ? FULL : NO_PERSONAL);
    const body = (retries: number): unknown => ({
      ...{ timeStamp, booking: told, infoItems, invoiceItems, messages: [], retries },
    });
    this.#pending.push({ ...this.#first(), key: '', url: setting.url, headers: headersOf(setting), body });
  }

  inventory(room: RoomType): void {
    if (this.inventoryUrl === null) return;
    const { id, propertyId } = room;
    const ownerId = String(this.#hotel.ownerId);
    const body = { roomId: String(id), propId: String(propertyId), ownerId, action: 'SYNC_ROOM' };
    const key = `room ${id}`;
    // several changes of a room before the first is announced are one
    if (this.#pending.some((pending) => pending.key === key && pending.retries === 0)) return;
    this.#pending.push({ ...this.#first(), key, url: this.inventoryUrl, headers: {}, body: () => body });
  }

  /** Sends what is due, one after the other; any answer but 2xx brings it back later. */
  async deliver(): Promise<void> {
    const now = this.#hotel.now();
    const due = this.#pending.filter(({ dueAt }) => dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
    this.#pending = this.#pending.filter(({ dueAt }) => dueAt > now);
    if (due.length > 1 && this.#take('reorder')) due.reverse();
    for (const pending of due) {
      if (this.#take('lose')) continue;
      if (this.#take('duplicate')) await this.#post(pending, false);
      await this.#post(pending, true);
    }
  }

  async #post(pending: Pending, mayRetry: boolean): Promise<void> {
    const body = pending.body(pending.retries);
    const status = await post(pending.url, pending.headers, JSON.stringify(body));
    const wait = RETRY_MINUTES[pending.retries];
    const isLast = (status >= 200 && status < 300) || wait === undefined;
    const at = this.#hotel.now();
    this.deliveries.push({ at, url: pending.url, body, status, isLast });
    if (isLast || !mayRetry) return;
    pending.retries++;
    pending.dueAt = at + wait * MINUTE;
    this.#pending.push(pending);
  }

  #take(fault: WebhookFault): boolean {
    const index = this.#faults.indexOf(fault);
    if (index !== -1) this.#faults.splice(index, 1);
    return index !== -1;
  }

  #first(): { dueAt: number; retries: number } {
    return { dueAt: this.#hotel.now() + this.delayMs, retries: 0 };
  }
}

/** The status that came back; 0 where none did, or where address or headers cannot be sent at all. */
async function post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<number> {
  try {
    return await postOnce(url, headers, body);
  } catch {
    return 0;
  }
}

function postOnce(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<number> {
  return new Promise((resolve) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const sending = send(
      url,
      {
        method: 'POST',
        agent: false,
        headers: { ...headers, 'content-type': 'application/json' },
        timeout: ANSWER_WITHIN_MS,
      },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sending.on('timeout', () => sending.destroy());
    sending.on('error', () => resolve(0));
    sending.on('close', () => resolve(0));
    sending.end(body);
  });
}
