import type { StayDate } from '../../domain/stay-date.ts';
import { CHANNELS } from './room-type.ts';
import type { Caller } from './sign-in.ts';

export const STATUSES = ['confirmed', 'request', 'new', 'cancelled', 'black', 'inquiry'] as const;
export type Status = (typeof STATUSES)[number];

export const SUB_STATUSES = [
  'none',
  'actionRequired',
  'allotment',
  'cancelledByGuest',
  'cancelledByHost',
  'noShow',
  'waitlist',
  'walkin',
  'nonPayment',
] as const;
export type SubStatus = (typeof SUB_STATUSES)[number];

export interface InfoItem {
  readonly id: number;
  readonly code: string;
  readonly text: string;
  readonly bookingId: number;
  readonly createTime: string;
}

export interface InvoiceItem {
  readonly id: number;
  readonly type: 'charge' | 'payment';
  readonly bookingId: number;
  readonly invoiceeId: number | null;
  readonly description: string;
  readonly status: string;
  readonly qty: number;
  readonly amount: number;
  readonly vatRate: number;
  readonly createdBy: number;
  readonly lineTotal: number;
  readonly createTime: string;
  readonly invoiceId: number | null;
  readonly subType: number;
}

/** A row of the account. `unitId` 0 is a booking without a unit of its own; how the real API writes that is not known. */
export interface Booking {
  readonly id: number;
  readonly propertyId: number;
  readonly roomId: number;
  readonly unitId: number;
  readonly roomQty: number;
  /** Every booking of a group carries the master's id, the master its own. */
  readonly masterId: number | null;
  readonly channel: string;
  readonly apiReference: string;
  readonly status: Status;
  readonly subStatus: SubStatus;
  readonly arrival: StayDate;
  readonly departure: StayDate;
  readonly numAdult: number;
  readonly numChild: number;
  readonly price: number;
  readonly deposit: number;
  readonly tax: number;
  readonly commission: number;
  readonly bookingTime: string;
  readonly modifiedTime: string;
  readonly cancelTime: string | null;
  /** Guest and text fields, by their names on the wire. */
  readonly details: Readonly<Record<string, string>>;
  readonly infoItems: readonly InfoItem[];
  readonly invoiceItems: readonly InvoiceItem[];
}

export const PERSONAL_FIELDS = [
  'title',
  'firstName',
  'lastName',
  'email',
  'phone',
  'mobile',
  'fax',
  'company',
  'address',
  'city',
  'state',
  'postcode',
  'country',
  'country2',
] as const;
export const TEXT_FIELDS = [
  'arrivalTime',
  'lang',
  'comments',
  'notes',
  'message',
  'groupNote',
  'flagText',
  'flagColor',
  'voucher',
  'reference',
  'referer',
  ...Array.from({ length: 10 }, (_, index) => `custom${index + 1}`),
] as const;
export const MONEY_FIELDS = ['price', 'deposit', 'tax', 'commission'] as const;

/** Cancelled bookings and inquiries hold no unit; every other status does. */
export const holdsUnits = ({ status }: Booking): boolean => status !== 'cancelled' && status !== 'inquiry';

/** What differs makes a webhook, where one was asked for. */
export const movesInventory = (before: Booking, after: Booking): boolean =>
  (['status', 'arrival', 'departure', 'roomId', 'unitId', 'roomQty'] as const).some(
    (field) => before[field] !== after[field],
  );

const pick = (booking: Booking, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, booking.details[name] ?? '']));

const STATUS_CODES: Readonly<Record<Status, number>> = {
  cancelled: 0,
  confirmed: 1,
  new: 2,
  request: 3,
  black: 4,
  inquiry: 5,
};

/** A booking as the API writes it for a caller: guest and money only where the scopes allow. */
export function bookingOnWire(booking: Booking, caller: Caller): Record<string, unknown> {
  const { details: _details, infoItems: _infoItems, invoiceItems: _invoiceItems, ...rest } = booking;
  const { price, deposit, tax, commission, ...core } = rest;
  const source = CHANNELS[booking.channel];
  return {
    ...core,
    statusCode: STATUS_CODES[booking.status],
    offerId: 0,
    apiSourceId: source?.sourceId ?? 0,
    apiSource: source?.source ?? '',
    refererEditable: booking.details['referer'] ?? '',
    allowChannelUpdate: 'all',
    allowAutoAction: 'enable',
    allowReview: 'default',
    allowCancellation: { type: 'propertyDefault', daysBeforeArrivalValue: 0 },
    ...pick(booking, TEXT_FIELDS),
    ...(caller.may('read', 'bookings-personal') && pick(booking, PERSONAL_FIELDS)),
    ...(caller.may('read', 'bookings-financial') && {
      ...{ price, deposit, tax, commission },
      rateDescription: booking.details['rateDescription'] ?? '',
    }),
  };
}
