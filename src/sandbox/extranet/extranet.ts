import {
  addNights,
  lengthOfStay,
  type NightRange,
  nightsOf,
  overlaps,
  type StayDate,
  weekday,
} from '../../domain/stay-date.ts';
import { ExtranetRoom, type ExtranetRoomSpec, type SeenNight } from './extranet-room.ts';

/** Which extranet is played: they differ in their forms. */
export const EXTRANET_KINDS = ['agoda', 'gommt', 'booking'] as const;
export type ExtranetKind = (typeof EXTRANET_KINDS)[number];

export interface ExtranetSpec {
  readonly kind: ExtranetKind;
  readonly propertyId: string;
  readonly propertyName: string;
  readonly rooms: readonly ExtranetRoomSpec[];
  /** True: the bulk form's end date is a night that is changed too. Nobody documents it; hotels try it out. */
  readonly countsEndDate: boolean;
  /** True: a cancelled room goes back on sale by itself. */
  readonly putsBack: boolean;
  /** True: a channel manager is connected, and the extranet refuses what is entered by hand. */
  readonly isManagedElsewhere?: boolean;
}

export interface ExtranetBooking extends NightRange {
  readonly code: string;
  readonly roomId: string;
  readonly guest: string;
  readonly bookedAt: number;
  readonly status: 'confirmed' | 'cancelled';
}

/** What is typed into the bulk form. */
export interface BulkForm {
  readonly roomId: string;
  readonly from: StayDate;
  /** Whether this night is changed too depends on the extranet. */
  readonly to: StayDate;
  readonly set:
    | { readonly row: 'rooms'; readonly left: number; readonly contractType?: string }
    | { readonly row: 'price'; readonly priceMinor: number | null }
    | { readonly row: 'status'; readonly isClosed: boolean };
  /** 1 = Monday … 7 = Sunday; left out: all seven are ticked. */
  readonly weekdays?: readonly number[];
}

/** A form that is filled in; nothing changes before it is saved. */
export interface FilledForm {
  /** What the summary says before saving. */
  readonly nightCount: number;
  /** False where the extranet refuses it. */
  readonly save: () => boolean;
}

/**
 * An extranet as a person meets it: rooms in the order of their names, a grid, a bulk form that has to be saved, and guests who
 * book on the other side meanwhile. A model without pages, made from what such screens are known to do.
 */
export class Extranet {
  readonly spec: ExtranetSpec;
  readonly #rooms: ReadonlyMap<string, ExtranetRoom>;
  readonly #bookings = new Map<string, ExtranetBooking>();

  constructor(spec: ExtranetSpec) {
    this.spec = spec;
    this.#rooms = new Map(spec.rooms.map((room) => [room.id, new ExtranetRoom(room)]));
  }

  /** As listed on the screen: alphabetically, so that similar names stand side by side. */
  rooms(): ExtranetRoomSpec[] {
    const names = new Intl.Collator('en', { sensitivity: 'base' });
    return [...this.spec.rooms].sort((a, b) => names.compare(a.name, b.name));
  }

  contractTypes(roomId: string): readonly string[] {
    return this.#room(roomId).contractTypes;
  }

  /** The grid, after a reload. Without a contract type: the most that guests can book. */
  see(roomId: string, night: StayDate, contractType?: string): SeenNight {
    return this.#room(roomId).see(night, contractType);
  }

  /** The bulk form, filled in. Numbers below zero and nights in the wrong order make an empty change. */
  fill(form: BulkForm): FilledForm {
    const room = this.#room(form.roomId);
    const departure = this.spec.countsEndDate ? addNights(form.to, 1) : form.to;
    const isPossible = form.set.row !== 'rooms' || (Number.isInteger(form.set.left) && form.set.left >= 0);
    const nights = isPossible
      ? nightsOf({ arrival: form.from, departure }).filter(
          (night) => form.weekdays?.includes(weekday(night)) ?? true,
        )
      : [];
    return {
      nightCount: nights.length,
      save: () => {
        if (this.spec.isManagedElsewhere) return false;
        for (const night of nights) enter(room, night, form.set);
        return true;
      },
    };
  }

  /** One cell of the grid, clicked and saved. False where the extranet refuses it. */
  click(roomId: string, night: StayDate, set: BulkForm['set']): boolean {
    if (this.spec.isManagedElsewhere) return false;
    enter(this.#room(roomId), night, set);
    return true;
  }

  /** What a guest sees for these dates. */
  isOffered(roomId: string, range: NightRange): boolean {
    return this.#room(roomId).isOffered(range);
  }

  /** A guest books, which is confirmed at once; undefined where the room is not offered. */
  book(booking: Omit<ExtranetBooking, 'status'>): ExtranetBooking | undefined {
    if (this.#bookings.has(booking.code)) throw new Error(`There is a booking ${booking.code} already.`);
    const room = this.#room(booking.roomId);
    if (!room.isOffered(booking)) return undefined;
    room.sell(booking);
    const made: ExtranetBooking = { ...booking, status: 'confirmed' };
    this.#bookings.set(made.code, made);
    return made;
  }

  /** A guest cancels; undefined where there is nothing to cancel. */
  cancel(code: string): ExtranetBooking | undefined {
    const booking = this.#bookings.get(code);
    if (booking?.status !== 'confirmed') return undefined;
    this.#room(booking.roomId).unsell(booking, this.spec.putsBack);
    const cancelled: ExtranetBooking = { ...booking, status: 'cancelled' };
    this.#bookings.set(code, cancelled);
    return cancelled;
  }

  /** The list of reservations that touch these nights, cancelled ones too, in the order in which they were made. */
  bookings(range: NightRange): ExtranetBooking[] {
    return [...this.#bookings.values()].filter(
      (booking) => lengthOfStay(booking) > 0 && overlaps(booking, range),
    );
  }

  #room(roomId: string): ExtranetRoom {
    const room = this.#rooms.get(roomId);
    if (!room) throw new Error(`The extranet has no room ${roomId}.`);
    return room;
  }
}

function enter(room: ExtranetRoom, night: StayDate, set: BulkForm['set']): void {
  if (set.row === 'price') room.setPrice(night, set.priceMinor);
  else if (set.row === 'status') room.setClosed(night, set.isClosed);
  else room.setCount(night, set.left, set.contractType);
}
