import { dateInZone, type StayDate } from '../../domain/stay-date.ts';
import { Credits } from './credits.ts';
import { stamp } from './answer.ts';
import { type Booking, holdsUnits } from './booking.ts';
import { RoomType, type RoomTypeSpec } from './room-type.ts';
import { SignIn } from './sign-in.ts';

export interface PropertySpec {
  readonly id?: number;
  readonly name: string;
  readonly currency: string;
  /** The zone in which the property's day turns; the API tells it nowhere. */
  readonly zone?: string;
  readonly country?: string;
  readonly roomTypes: readonly RoomTypeSpec[];
}

/** Where and how the bookings of a property are announced. */
export interface WebhookSetting {
  version: 'one' | 'twoNoPersonalData' | 'twoWithPersonalData';
  url: string;
  additionalData: 'none' | 'CVC' | 'token' | 'CVCAndToken';
  /** Static header lines, one to a line. */
  customHeader: string;
}

export interface Property {
  readonly id: number;
  readonly name: string;
  readonly currency: string;
  readonly zone: string;
  readonly country: string;
  readonly roomTypes: readonly RoomType[];
  webhooks: WebhookSetting | null;
}

/** Hears of what has happened, so that it can be announced. */
export interface Hearer {
  booking(booking: Booking): void;
  inventory(roomType: RoomType): void;
}

/** One account: its properties and bookings, and the rules by which bookings take units. */
export class Hotel {
  readonly ownerId = 3001;
  readonly properties: Property[] = [];
  readonly bookings = new Map<number, Booking>();
  readonly credits: Credits;
  readonly signIn: SignIn;
  readonly now: () => number;
  hearer: Hearer | undefined;
  readonly #zone: string;
  readonly #rooms = new Map<number, RoomType>();
  readonly #todays = new Map<string, { readonly at: number; readonly date: StayDate }>();
  #lastId = 70_000_000;

  constructor(now: () => number, zone: string, account: string) {
    this.now = now;
    this.#zone = zone;
    this.credits = new Credits(now);
    this.signIn = new SignIn(now, account);
  }

  addProperty(spec: PropertySpec): Property {
    const id = spec.id ?? 40_001 + this.properties.length;
    const firstRoom = 501_101 + this.properties.length * 100;
    const property: Property = {
      id,
      name: spec.name,
      currency: spec.currency,
      zone: spec.zone ?? this.#zone,
      country: spec.country ?? '',
      roomTypes: spec.roomTypes.map((room, index) => new RoomType(room, room.id ?? firstRoom + index, id)),
      webhooks: null,
    };
    const isKnown = property.roomTypes.some((room) => this.roomType(room.id)) || this.property(id);
    if (isKnown) throw new Error('An id is in use already.');
    this.properties.push(property);
    for (const room of property.roomTypes) this.#rooms.set(room.id, room);
    return property;
  }

  property(id: number): Property | undefined {
    return this.properties.find((property) => property.id === id);
  }

  get roomTypes(): readonly RoomType[] {
    return this.properties.flatMap(({ roomTypes }) => roomTypes);
  }

  roomType(id: number): RoomType | undefined {
    return this.#rooms.get(id);
  }

  /** An id for a booking or a sub-item. */
  nextId(): number {
    return ++this.#lastId;
  }

  stamp(): string {
    return stamp(this.now());
  }

  /** The date at a property. */
  today(propertyId: number): StayDate {
    const at = this.now();
    const zone = this.property(propertyId)?.zone ?? this.#zone;
    const known = this.#todays.get(zone);
    if (known?.at === at) return known.date;
    const date = dateInZone(at, zone);
    this.#todays.set(zone, { at, date });
    return date;
  }

  /** Adds a booking, or puts a changed one in place of the old; units are taken and given back accordingly. */
  put(booking: Booking): void {
    const before = this.bookings.get(booking.id);
    if (before) this.#count(before, -1);
    this.#count(booking, 1);
    this.bookings.set(booking.id, booking);
    for (const id of new Set([before?.roomId ?? booking.roomId, booking.roomId]))
      this.hearer?.inventory(this.roomType(id) as RoomType);
  }

  remove(id: number): void {
    const before = this.bookings.get(id);
    if (!before) return;
    this.#count(before, -1);
    this.bookings.delete(id);
    this.hearer?.inventory(this.roomType(before.roomId) as RoomType);
  }

  /** The first unit that nobody holds in the booking's nights, or 0. */
  freeUnit({ id, roomId, arrival, departure }: Booking): number {
    const used = new Set<number>();
    for (const other of this.bookings.values())
      if (
        other.id !== id &&
        other.roomId === roomId &&
        holdsUnits(other) &&
        other.arrival < departure &&
        arrival < other.departure
      )
        used.add(other.unitId);
    return this.roomType(roomId)?.units.find((unit) => !used.has(unit.id))?.id ?? 0;
  }

  #count(booking: Booking, sign: 1 | -1): void {
    if (holdsUnits(booking)) this.roomType(booking.roomId)?.take(booking, sign * booking.roomQty);
  }
}
