import { PERSONAL_FIELDS, STATUSES, SUB_STATUSES, TEXT_FIELDS } from './booking.ts';
import {
  amount,
  type Check,
  date,
  flag,
  isItem,
  list,
  oneOf,
  orNull,
  pattern,
  text,
  whole,
} from './fields.ts';

const MOST_MONEY = 99_999_999.99;

const LENGTHS: Readonly<Record<string, number>> = {
  address: 250,
  comments: 1000,
  notes: 2000,
  message: 1000,
  groupNote: 5000,
  flagText: 32,
};

const ACTIONS = [
  'notifyGuest',
  'notifyHost',
  'assignBooking',
  'checkAvailability',
  'makeGroup',
  'autoInvoiceItemCharge',
  'assignInvoiceNumber',
  'assignInvoiceNumberInvoicee',
  'deleteInvoice',
  'allowWebhooks',
];

const actions: Check = (value) => {
  if (!isItem(value)) return 'must be an object';
  const wrong = Object.entries(value).find(([name, on]) => !ACTIONS.includes(name) || flag(on));
  return wrong && `${wrong[0]} is not a known action, or not true or false`;
};

/** The text fields that a POST may set, and how long each may be. */
export const WRITABLE_TEXT: readonly string[] = [...PERSONAL_FIELDS, ...TEXT_FIELDS, 'rateDescription'];

const textChecks = Object.fromEntries(
  WRITABLE_TEXT.map((name) => [
    name,
    text(LENGTHS[name] ?? (name.startsWith('custom') || name === 'rateDescription' ? 1000 : 100)),
  ]),
);

/**
 * What a POST may say about a booking. `apiReference`, `propertyId`, `channel` and the times are readable only: here they
 * are refused as unknown, where the real API may leave them unread.
 */
export const BOOKING_CHECKS: Readonly<Record<string, Check>> = {
  ...textChecks,
  id: whole(1),
  masterId: orNull(whole(1)),
  roomId: whole(1),
  unitId: whole(0),
  roomQty: whole(1, 99),
  status: oneOf(STATUSES),
  subStatus: oneOf(SUB_STATUSES),
  arrival: date,
  departure: date,
  numAdult: whole(0, 99),
  numChild: whole(0, 99),
  lang: pattern(/^([a-zA-Z]{2})?$/, 'must be two letters'),
  country2: pattern(/^([A-Z]{2})?$/, 'must be two capital letters'),
  flagColor: pattern(/^([0-9a-fA-F]{6})?$/, 'must be six hex digits'),
  price: amount(0, MOST_MONEY),
  deposit: amount(0, MOST_MONEY),
  tax: amount(0, MOST_MONEY),
  commission: amount(0, MOST_MONEY),
  invoiceItems: list,
  infoItems: list,
  invoiceeId: orNull(whole(1)),
  stripeToken: text(100),
  actions,
};

export const INFO_CHECKS: Readonly<Record<string, Check>> = {
  id: whole(1),
  code: text(100),
  text: text(5000),
};

export const INVOICE_CHECKS: Readonly<Record<string, Check>> = {
  id: whole(1),
  type: oneOf(['charge', 'payment']),
  invoiceeId: orNull(whole(1)),
  description: text(250),
  status: text(50),
  qty: whole(-999_999, 999_999),
  amount: amount(-MOST_MONEY, MOST_MONEY),
  vatRate: amount(0, 99.9),
  subType: whole(0),
};
