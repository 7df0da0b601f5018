import type { StayDate } from '../../domain/stay-date.ts';
import { type Booking, bookingOnWire } from './booking.ts';
import { type DayFields, wholeCalendar } from './calendar-read.ts';
import type { Hotel, WebhookSetting } from './hotel.ts';
import { Caller } from './sign-in.ts';

export interface PropertyState {
  readonly id: number;
  readonly name: string;
  readonly currency: string;
  readonly zone: string;
  readonly roomTypes: readonly { readonly id: number; readonly name: string; readonly qty: number }[];
  readonly webhooks: Readonly<WebhookSetting> | null;
}

/** The account from within, as plain copies: what a test compares with what it believes. */
export interface Beds24State {
  /** Every row, cancelled and past ones too, in the order of their ids, with guest, money, info and invoice items. */
  readonly bookings: readonly Readonly<Record<string, unknown>>[];
  readonly properties: readonly PropertyState[];
  /** Each night from `from` to `to`, both included, with `date`, every field and every price. */
  calendar(roomId: number, from: StayDate, to: StayDate): readonly DayFields[];
}

const FULL = new Caller(['all:bookings', 'all:bookings-personal', 'all:bookings-financial']);

function told(booking: Booking): Record<string, unknown> {
  const { infoItems, invoiceItems } = booking;
  return structuredClone({ ...bookingOnWire(booking, FULL), infoItems, invoiceItems });
}

export function stateOf(hotel: Hotel): Beds24State {
  return {
    get bookings() {
      return [...hotel.bookings.values()].map(told);
    },
    get properties() {
      return hotel.properties.map(({ id, name, currency, zone, roomTypes, webhooks }) => ({
        ...{ id, name, currency, zone },
        roomTypes: roomTypes.map((room) => ({ id: room.id, name: room.name, qty: room.qty })),
        webhooks: webhooks && { ...webhooks },
      }));
    },
    calendar(roomId, from, to) {
      const room = hotel.roomType(roomId);
      if (!room) throw new Error(`There is no room ${roomId}.`);
      return wholeCalendar(hotel, room, from, to);
    },
  };
}
