import type { ItemError } from './answer.ts';
import type { Booking, InfoItem, InvoiceItem } from './booking.ts';
import { INFO_CHECKS, INVOICE_CHECKS } from './booking-fields.ts';
import { type Check, isItem, type Item, missingFields, wrongFields } from './fields.ts';
import type { Hotel } from './hotel.ts';

interface Kind<T> {
  readonly name: string;
  readonly checks: Readonly<Record<string, Check>>;
  readonly required: readonly string[];
  make(id: number, item: Item, before: T | undefined): T;
}

export interface SubItemsOutcome {
  readonly booking: Booking;
  readonly errors: readonly ItemError[];
  readonly newIds: Readonly<Record<string, readonly { readonly id: number }[]>>;
}

interface Outcome<T> {
  rows: T[];
  readonly errors: ItemError[];
  readonly newIds: { readonly id: number }[];
}

/** No id adds, an id with fields changes, an id alone deletes. A wrong one is left out; the others go on. */
function apply<T extends { readonly id: number }>(
  hotel: Hotel,
  kind: Kind<T>,
  before: readonly T[],
  asked: readonly unknown[],
): Outcome<T> {
  const outcome: Outcome<T> = { rows: [...before], errors: [], newIds: [] };
  for (const item of asked) {
    const isNew = isItem(item) && item['id'] === undefined;
    const action = `${isNew ? 'new' : 'modify'} ${kind.name}`;
    const old = isItem(item) ? outcome.rows.find(({ id }) => id === item['id']) : undefined;
    const wrong = !isItem(item)
      ? [{ action, field: kind.name, message: 'must be an object' }]
      : [
          ...wrongFields(item, kind.checks, action),
          ...(isNew ? missingFields(item, kind.required, action) : []),
          ...(isNew || old ? [] : [{ action, field: 'id', message: `${kind.name} not found` }]),
        ];
    outcome.errors.push(...wrong);
    if (wrong.length > 0 || !isItem(item)) continue;
    if (!old) {
      const id = hotel.nextId();
      outcome.newIds.push({ id });
      outcome.rows.push(kind.make(id, item, undefined));
    } else if (Object.keys(item).length === 1) outcome.rows = outcome.rows.filter((row) => row !== old);
    else outcome.rows = outcome.rows.map((row) => (row === old ? kind.make(old.id, item, old) : row));
  }
  return outcome;
}

const infoKind = (hotel: Hotel, bookingId: number): Kind<InfoItem> => ({
  name: 'infoItem',
  checks: INFO_CHECKS,
  required: ['code'],
  make: (id, item, before) => ({
    ...(before ?? { text: '', createTime: hotel.stamp() }),
    ...(item as Pick<InfoItem, 'code'>),
    ...{ id, bookingId },
  }),
});

const invoiceKind = (hotel: Hotel, bookingId: number): Kind<InvoiceItem> => ({
  name: 'invoiceItem',
  checks: INVOICE_CHECKS,
  required: ['type', 'amount'],
  make(id, item, before) {
    const row = {
      ...(before ?? {
        ...{ invoiceeId: null, description: '', status: '', qty: 1, vatRate: 0 },
        ...{ createdBy: hotel.ownerId, createTime: hotel.stamp(), invoiceId: null, subType: 0 },
      }),
      ...(item as Pick<InvoiceItem, 'type' | 'amount'>),
      ...{ id, bookingId },
    };
    return { ...row, lineTotal: Math.round(row.qty * row.amount * 100) / 100 };
  },
});

/** Applies the sub-items of one booking. */
export function applySubItems(hotel: Hotel, booking: Booking, item: Item): SubItemsOutcome {
  const listOf = (name: string): readonly unknown[] => (item[name] as readonly unknown[] | undefined) ?? [];
  const info = apply(hotel, infoKind(hotel, booking.id), booking.infoItems, listOf('infoItems'));
  const invoice = apply(hotel, invoiceKind(hotel, booking.id), booking.invoiceItems, listOf('invoiceItems'));
  return {
    booking: { ...booking, infoItems: info.rows, invoiceItems: invoice.rows },
    errors: [...info.errors, ...invoice.errors],
    newIds: {
      ...(info.newIds.length > 0 && { infoItems: info.newIds }),
      ...(invoice.newIds.length > 0 && { invoiceItems: invoice.newIds }),
    },
  };
}
