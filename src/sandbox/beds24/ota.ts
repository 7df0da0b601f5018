import { type NightRange, nightsOf, type StayDate } from '../../domain/stay-date.ts';
import { codeOf } from '../chance.ts';
import { NotForSale } from '../not-for-sale.ts';
import type { Booking, Status, SubStatus } from './booking.ts';
import type { Hotel } from './hotel.ts';
import type { RoomType } from './room-type.ts';

export interface OtaBooking extends NightRange {
  readonly roomId: number;
  /** A slug of the API; `booking` unless told otherwise. */
  readonly channel?: string;
  readonly adults?: number;
  readonly children?: number;
  readonly price?: number;
  readonly commission?: number;
  /** Guest fields by their names on the wire. */
  readonly guest?: Readonly<Record<string, string>>;
  readonly comments?: string;
  readonly units?: number;
  /** Books whatever the calendar says, as guests do in the moment before a closing arrives. */
  readonly force?: boolean;
}

export interface OtaChange {
  readonly roomId?: number;
  readonly arrival?: StayDate;
  readonly departure?: StayDate;
  readonly adults?: number;
  readonly children?: number;
  readonly price?: number;
  readonly guest?: Readonly<Record<string, string>>;
  /** To cancel, use `cancel`; any status here brings a cancelled booking back. */
  readonly status?: Exclude<Status, 'cancelled'>;
  readonly subStatus?: SubStatus;
}

/** The guests of the channels behind the account: their bookings arrive on their own, and webhooks tell of them. */
export class Ota {
  readonly #hotel: Hotel;

  constructor(hotel: Hotel) {
    this.#hotel = hotel;
  }

  /** Why a channel would not sell these nights, or undefined where it would. */
  obstacle({ roomId, channel = 'booking', units = 1, ...range }: OtaBooking): string | undefined {
    const room = this.#room(roomId);
    const obstacle = room.obstacle(range, units);
    if (obstacle !== undefined) return obstacle;
    const isCapped = nightsOf(range).some((date) => {
      const cap = room.night(date).caps.get(channel);
      return cap !== undefined && this.#soldBy(channel, room, date) + units > cap;
    });
    return isCapped ? 'Allotment sold' : undefined;
  }

  /** Takes a booking. It is `new`, in the first free unit, or in none where the room type is overbooked. */
  book(spec: OtaBooking): Booking {
    return this.#announced([this.#take(spec)])[0] as Booking;
  }

  /** Takes several rooms under one reference: the first is the master of the group. */
  bookGroup(specs: readonly OtaBooking[]): readonly Booking[] {
    const [first, ...others] = specs.map((spec) => this.#take(spec));
    if (!first) throw new Error('A group needs a booking.');
    const group = [first, ...others].map((booking) => ({
      ...booking,
      masterId: first.id,
      apiReference: first.apiReference,
    }));
    return this.#announced(group);
  }

  /** Changes a booking as its guest did at the channel, whether or not the nights are free. */
  change(id: number, { adults, children, guest, ...fields }: OtaChange): Booking {
    const before = this.#booking(id);
    const roomId = fields.roomId ?? before.roomId;
    const next: Booking = {
      ...before,
      ...fields,
      ...{ roomId, propertyId: this.#room(roomId).propertyId },
      ...{ numAdult: adults ?? before.numAdult, numChild: children ?? before.numChild },
      details: { ...before.details, ...guest },
      modifiedTime: this.#hotel.stamp(),
      cancelTime: fields.status === undefined ? before.cancelTime : null,
    };
    const hasMoved = (['roomId', 'arrival', 'departure'] as const).some(
      (name) => next[name] !== before[name],
    );
    const placed = hasMoved ? { ...next, unitId: this.#hotel.freeUnit(next) } : next;
    return this.#announced([placed])[0] as Booking;
  }

  /** Cancels; the row stays, with a cancel time. */
  cancel(id: number, by: 'guest' | 'host' = 'guest'): Booking {
    const at = this.#hotel.stamp();
    return this.#announced([
      {
        ...this.#booking(id),
        ...{ status: 'cancelled', modifiedTime: at, cancelTime: at },
        subStatus: by === 'guest' ? 'cancelledByGuest' : 'cancelledByHost',
      },
    ])[0] as Booking;
  }

  #take(spec: OtaBooking): Booking {
    const { roomId, arrival, departure, channel = 'booking', units = 1 } = spec;
    const room = this.#room(roomId);
    const obstacle = spec.force ? undefined : this.obstacle(spec);
    if (obstacle !== undefined) throw new NotForSale(obstacle, nightsOf({ arrival, departure }));
    const at = this.#hotel.stamp();
    const id = this.#hotel.nextId();
    const booking: Booking = {
      ...{ id, propertyId: room.propertyId, roomId, unitId: 0, roomQty: units, masterId: null },
      ...{ channel, apiReference: this.#reference(channel, id), status: 'new', subStatus: 'none' },
      ...{ arrival, departure, numAdult: spec.adults ?? 2, numChild: spec.children ?? 0 },
      ...{ price: spec.price ?? room.priceOf({ arrival, departure }), deposit: 0, tax: 0 },
      ...{ commission: spec.commission ?? 0, bookingTime: at, modifiedTime: at, cancelTime: null },
      details: { ...spec.guest, ...(spec.comments !== undefined && { comments: spec.comments }) },
      ...{ infoItems: [], invoiceItems: [] },
    };
    const placed = { ...booking, unitId: this.#hotel.freeUnit(booking) };
    this.#hotel.put(placed);
    return placed;
  }

  /** Booking.com numbers its bookings; the others use letters too. */
  #reference(channel: string, id: number): string {
    return channel === 'booking' ? String(4_000_000_000 + id) : codeOf(`${channel}/${id}`, 10);
  }

  #announced(bookings: readonly Booking[]): readonly Booking[] {
    for (const booking of bookings) this.#hotel.put(booking);
    for (const booking of bookings) this.#hotel.hearer?.booking(booking);
    return bookings;
  }

  #soldBy(channel: string, room: RoomType, date: StayDate): number {
    return [...this.#hotel.bookings.values()]
      .filter(
        (other) => other.channel === channel && other.roomId === room.id && other.status !== 'cancelled',
      )
      .filter(({ arrival, departure }) => arrival <= date && date < departure)
      .reduce((sum, { roomQty }) => sum + roomQty, 0);
  }

  #room(id: number): RoomType {
    const room = this.#hotel.roomType(id);
    if (!room) throw new Error(`There is no room ${id}.`);
    return room;
  }

  #booking(id: number): Booking {
    const booking = this.#hotel.bookings.get(id);
    if (!booking) throw new Error(`There is no booking ${id}.`);
    return booking;
  }
}
