import { type NightRange, nightsOf, type StayDate } from '../../domain/stay-date.ts';

export const OVERRIDES = [
  'none',
  'blackout',
  'exception',
  'noCheckIn',
  'noCheckOut',
  'noCheckInOrCheckOut',
] as const;
export type Override = (typeof OVERRIDES)[number];

/** The channels that the API names by slug, as far as they are known here, with the source id of their bookings. */
export const CHANNELS: Readonly<Record<string, { readonly sourceId: number; readonly source: string }>> = {
  direct: { sourceId: 0, source: 'Direct' },
  bookingpage: { sourceId: 1, source: 'Booking page' },
  expedia: { sourceId: 14, source: 'Expedia' },
  agoda: { sourceId: 17, source: 'Agoda' },
  booking: { sourceId: 19, source: 'Booking.com' },
  vrbo: { sourceId: 30, source: 'Vrbo' },
  airbnb: { sourceId: 46, source: 'Airbnb' },
};

/** Prices of a slot that are computed from another: they cannot be written. */
export interface PriceLink {
  readonly roomId: number;
  /** The slot of the other price, 1 to 16. */
  readonly priceId: number;
  readonly offsetMultiplier: number;
  readonly offsetAmount: number;
}

/** What a price slot means. Rules are made in the control panel, never by the API. */
export interface PriceRule {
  /** The slot, 1 to 16. */
  readonly id: number;
  readonly name: string;
  readonly upToPersons?: number;
  readonly link?: PriceLink;
}

export interface RoomTypeSpec {
  readonly id?: number;
  readonly name: string;
  readonly qty: number;
  readonly maxPeople?: number;
  readonly minStay?: number;
  readonly maxStay?: number;
  /** A price set up outside the calendar: it makes nights sellable and the calendar does not show it. */
  readonly dailyPrice?: number;
  readonly unitNames?: readonly string[];
  readonly priceRules?: readonly PriceRule[];
}

/** What was written for one night. */
export interface Night {
  /** Free units that are held back from sale. */
  withheld: number;
  override: Override;
  minStay: number | null;
  maxStay: number | null;
  multiplier: number | null;
  readonly prices: Map<number, number>;
  readonly caps: Map<string, number>;
}

const freshNight = (): Night => ({
  withheld: 0,
  override: 'none',
  minStay: null,
  maxStay: null,
  multiplier: null,
  prices: new Map(),
  caps: new Map(),
});

/** A room type, in the API's words a room: `qty` units of one kind and what was written for its nights. */
export class RoomType {
  readonly id: number;
  readonly propertyId: number;
  readonly name: string;
  readonly qty: number;
  readonly maxPeople: number;
  readonly minStay: number;
  readonly maxStay: number;
  readonly dailyPrice: number | null;
  readonly units: readonly { readonly id: number; readonly name: string }[];
  readonly priceRules: readonly PriceRule[];
  readonly #nights = new Map<StayDate, Night>();
  readonly #taken = new Map<StayDate, number>();

  constructor(spec: RoomTypeSpec, id: number, propertyId: number) {
    this.id = id;
    this.propertyId = propertyId;
    this.name = spec.name;
    this.qty = spec.qty;
    this.maxPeople = spec.maxPeople ?? 2;
    this.minStay = spec.minStay ?? 1;
    this.maxStay = spec.maxStay ?? 364;
    this.dailyPrice = spec.dailyPrice ?? null;
    this.units = Array.from({ length: spec.qty }, (_, index) => ({
      id: index + 1,
      name: spec.unitNames?.[index] ?? String(index + 1),
    }));
    this.priceRules = spec.priceRules ?? [{ id: 1, name: 'Price 1' }];
  }

  /** What was written for a night; not to be changed. */
  night(date: StayDate): Readonly<Night> {
    return this.#nights.get(date) ?? freshNight();
  }

  /** What was written for a night, to be changed. */
  edit(date: StayDate): Night {
    const night = this.#nights.get(date) ?? freshNight();
    this.#nights.set(date, night);
    return night;
  }

  /** Counts `units` more, or with a negative number fewer, as taken on each night. */
  take(range: NightRange, units: number): void {
    for (const night of nightsOf(range)) this.#taken.set(night, (this.#taken.get(night) ?? 0) + units);
  }

  /** Units less bookings; negative where overbooked. */
  free(date: StayDate): number {
    return this.qty - (this.#taken.get(date) ?? 0);
  }

  /** Units left to sell. What is held back shrinks before it would make a night look overbooked. */
  numAvail(date: StayDate): number {
    const free = this.free(date);
    return free < 0 ? free : Math.max(0, free - this.night(date).withheld);
  }

  linkOf(slot: number): PriceLink | undefined {
    return this.priceRules.find(({ id }) => id === slot)?.link;
  }

  /** True where a night cannot be sold for want of units, price or by blackout. */
  isShut(date: StayDate, units = 1): boolean {
    const night = this.night(date);
    const hasPrice = this.dailyPrice !== null || night.prices.size > 0;
    return night.override === 'blackout' || !hasPrice || this.numAvail(date) < units;
  }

  /** Why a channel would not sell these nights, or undefined. */
  obstacle(range: NightRange, units = 1): string | undefined {
    const nights = nightsOf(range);
    if (nights.length === 0) return 'A stay needs a night';
    if (nights.some((date) => this.isShut(date, units))) return 'Not available';
    const first = this.night(range.arrival);
    const arrivals: readonly Override[] = ['noCheckIn', 'noCheckInOrCheckOut'];
    const departures: readonly Override[] = ['noCheckOut', 'noCheckInOrCheckOut'];
    if (arrivals.includes(first.override)) return 'Closed to arrival';
    if (departures.includes(this.night(range.departure).override)) return 'Closed to departure';
    if (nights.length < (first.minStay ?? this.minStay)) return 'Stay too short';
    if (nights.length > (first.maxStay ?? this.maxStay)) return 'Stay too long';
    return undefined;
  }

  /** The price of the stay by slot 1, or by the room's own price. */
  priceOf(range: NightRange): number {
    const sum = nightsOf(range).reduce((total, date) => {
      const { prices, multiplier } = this.night(date);
      return total + (prices.get(1) ?? this.dailyPrice ?? 0) * (multiplier ?? 1);
    }, 0);
    return Math.round(sum * 100) / 100;
  }
}
