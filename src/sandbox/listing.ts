import { type NightRange, overlaps } from '../domain/stay-date.ts';
import { feedPath } from './address.ts';
import type { EventLines } from './calendar-text.ts';
import { codeOf } from './chance.ts';
import { FaultPlan } from './faults.ts';
import { CalendarImport } from './importer.ts';
import { type ListingSpec, mannerOf } from './listing-spec.ts';
import {
  type ChannelStay,
  type HostChannel,
  type ListingBook,
  type Manner,
  type Moment,
  without,
} from './manner.ts';
import { type NotForSale, obstacleTo } from './not-for-sale.ts';

/** What a listing needs from the sandbox around it. */
export interface Surroundings {
  readonly now: () => number;
  readonly zone: string;
  readonly origin: string;
}

export interface NewStay extends NightRange {
  readonly guest?: string;
}

/** About as many imported calendars as a real listing takes. */
const IMPORT_SLOTS = 5;

/** One listing (Airbnb, Vrbo) or room (Booking.com) as its channel holds it. Past nights may be booked, for seeding. */
export class Listing {
  readonly channel: HostChannel;
  readonly name: string;
  /** Path and query of its feed; with the sandbox's origin, its address. */
  readonly path: string;
  readonly manner: Manner;
  readonly faults = new FaultPlan();
  readonly hasStableStamps: boolean;
  readonly #exportsImports: boolean;
  readonly #around: Surroundings;
  readonly #stays = new Map<string, ChannelStay>();
  readonly #imports: CalendarImport[] = [];
  #blocks: readonly NightRange[] = [];
  #changedAt: number;

  constructor(spec: ListingSpec, around: Surroundings) {
    this.channel = spec.channel;
    this.name = spec.name;
    this.path = feedPath(spec.channel, spec.name, spec.channel === 'airbnb' && spec.format === '0.8.8');
    this.manner = mannerOf(spec);
    this.hasStableStamps = spec.stableDtstamp ?? false;
    this.#exportsImports = spec.exportsImports ?? true;
    this.#around = around;
    this.#changedAt = around.now();
  }

  get address(): string {
    return this.#around.origin + this.path;
  }

  get imports(): readonly CalendarImport[] {
    return this.#imports;
  }

  /** Stays that take nights, earliest first. */
  get stays(): readonly ChannelStay[] {
    return [...this.#stays.values()]
      .filter((stay) => stay.status !== 'cancelled')
      .sort((a, b) => (a.arrival < b.arrival ? -1 : 1));
  }

  get blocks(): readonly NightRange[] {
    return this.#blocks;
  }

  /** Sells nights. Throws {@link NotForSale} where they are taken here or closed, by an imported calendar for one. */
  book(stay: NewStay): ChannelStay {
    return this.#sell(stay, 'confirmed');
  }

  /** An enquiry that holds its nights until it is confirmed or cancelled. Only Vrbo shows such a thing. */
  tentative(stay: NewStay): ChannelStay {
    if (this.channel !== 'vrbo') throw new Error('Only Vrbo exports enquiries.');
    return this.#sell(stay, 'tentative');
  }

  confirm(code: string): ChannelStay {
    return this.#keep({ ...this.#stay(code), status: 'confirmed' });
  }

  changeDates(code: string, dates: NightRange): ChannelStay {
    const stay = this.#stay(code);
    this.#refuse(dates, code);
    const { arrival, departure } = dates;
    return this.#keep({ ...stay, arrival, departure, edition: stay.edition + 1 });
  }

  /** The stay vanishes from the feed without a trace, as real ones do. */
  cancel(code: string): void {
    this.#keep({ ...this.#stay(code), status: 'cancelled' });
  }

  /** A cancelled stay comes back under its old code and UID, perhaps with other dates. */
  revive(code: string, dates?: NightRange): ChannelStay {
    const stay = this.#stay(code);
    const { arrival, departure } = dates ?? stay;
    this.#refuse({ arrival, departure }, code);
    return this.#keep({ ...stay, arrival, departure, status: 'confirmed' });
  }

  /** The host closes nights by hand. */
  block({ arrival, departure }: NightRange): void {
    this.#blocks = [...without(this.#blocks, [{ arrival, departure }]), { arrival, departure }];
    this.#changed();
  }

  unblock(range: NightRange): void {
    this.#blocks = this.#blocks.flatMap((block) =>
      overlaps(block, range) ? without([block], [range]) : [block],
    );
    this.#changed();
  }

  /** Lets the channel read a calendar from elsewhere, on its own slow schedule; the first read is due at the next tick. */
  importFrom(address: string, everyMinutes: number): CalendarImport {
    if (this.#imports.length >= IMPORT_SLOTS)
      throw new Error(`${this.name} imports ${IMPORT_SLOTS} calendars already.`);
    const added = new CalendarImport({
      address,
      everyMinutes,
      channel: this.channel,
      listing: this.name,
      zone: this.#around.zone,
      changed: () => this.#changed(),
    });
    this.#imports.push(added);
    return added;
  }

  /** The host takes an imported calendar away; the nights it closed open again. */
  stopImport(address: string): void {
    const index = this.#imports.findIndex((entry) => entry.address === address);
    if (index !== -1) this.#imports.splice(index, 1);
    this.#changed();
  }

  /** True where the channel would sell every night of the range. */
  isFree(range: NightRange): boolean {
    return this.#obstacle(range) === undefined;
  }

  /** The feed's events at an instant, and the moment they were written for. */
  eventsAt(now: number, query = new URLSearchParams()): { events: readonly EventLines[]; moment: Moment } {
    const moment = this.#moment(now, query);
    return { events: this.manner.events(this.#book(this.#exportsImports), moment), moment };
  }

  #moment(now: number, query = new URLSearchParams()): Moment {
    return { now, stampAt: this.hasStableStamps ? this.#changedAt : now, zone: this.#around.zone, query };
  }

  #book(withImports: boolean): ListingBook {
    const imported = withImports ? this.#imports.flatMap((entry) => entry.ranges) : [];
    return { id: `${this.channel}/${this.name}`, stays: this.stays, blocks: this.#blocks, imported };
  }

  #obstacle(range: NightRange, except?: string): NotForSale | undefined {
    const book = this.#book(true);
    const others = { ...book, stays: book.stays.filter((stay) => stay.code !== except) };
    return obstacleTo(range, others, this.manner.closedByRule(others, this.#moment(this.#around.now())));
  }

  #refuse(range: NightRange, except?: string): void {
    const obstacle = this.#obstacle(range, except);
    if (obstacle) throw obstacle;
  }

  #sell({ arrival, departure, guest = '' }: NewStay, status: 'confirmed' | 'tentative'): ChannelStay {
    this.#refuse({ arrival, departure });
    const letters = codeOf(`${this.channel}/${this.name}/${this.#stays.size}`, 8);
    const code = this.channel === 'airbnb' ? `HM${letters}` : letters;
    return this.#keep({ code, arrival, departure, guest, status, edition: 0 });
  }

  #stay(code: string): ChannelStay {
    const stay = this.#stays.get(code);
    if (!stay) throw new Error(`${this.name} has no booking ${code}.`);
    return stay;
  }

  #keep(stay: ChannelStay): ChannelStay {
    this.#stays.set(stay.code, stay);
    this.#changed();
    return stay;
  }

  #changed(): void {
    this.#changedAt = this.#around.now();
  }
}
