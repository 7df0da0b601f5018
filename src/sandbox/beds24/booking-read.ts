import type { Answer } from './answer.ts';
import { Refusal } from './answer.ts';
import { type Booking, bookingOnWire, STATUSES } from './booking.ts';
import type { Hotel } from './hotel.ts';
import { type Page, pageOf } from './page.ts';
import type { Parameter, Query } from './query.ts';
import { CHANNELS } from './room-type.ts';
import type { Caller } from './sign-in.ts';

export const BOOKING_PARAMETERS: Readonly<Record<string, Parameter>> = {
  filter: { one: ['arrivals', 'departures', 'new', 'current'] },
  propertyId: 'whole-numbers',
  roomId: 'whole-numbers',
  id: 'whole-numbers',
  masterId: 'whole-numbers',
  apiReference: 'texts',
  channel: { one: Object.keys(CHANNELS) },
  arrival: 'date',
  arrivalFrom: 'date',
  arrivalTo: 'date',
  departure: 'date',
  departureFrom: 'date',
  departureTo: 'date',
  bookingTimeFrom: 'date-time',
  bookingTimeTo: 'date-time',
  modifiedFrom: 'date-time',
  modifiedTo: 'date-time',
  searchString: 'text',
  includeInvoiceItems: 'flag',
  includeInfoItems: 'flag',
  includeGuests: 'flag',
  includeBookingGroup: 'flag',
  status: { many: STATUSES },
  page: 'page',
};

type Test = (booking: Booking) => boolean;

/** What lifts the rule that only upcoming bookings are told. */
const NAMES_STAYS = [
  'filter',
  'id',
  'masterId',
  'apiReference',
  'searchString',
  'arrival',
  'arrivalFrom',
  'arrivalTo',
  'departure',
  'departureFrom',
  'departureTo',
];

function listTests(query: Query): Test[] {
  const tests: Test[] = [];
  for (const name of ['propertyId', 'roomId', 'id', 'masterId'] as const) {
    const wanted = query.numbers(name);
    if (wanted) tests.push((booking) => wanted.includes(booking[name] ?? -1));
  }
  const references = query.texts('apiReference');
  if (references) tests.push((booking) => references.includes(booking.apiReference));
  const channel = query.text('channel');
  if (channel !== undefined) tests.push((booking) => booking.channel === channel);
  const sought = query.text('searchString')?.toLowerCase();
  if (sought !== undefined)
    tests.push(({ id, apiReference, details }) =>
      [
        String(id),
        apiReference,
        `${details['firstName'] ?? ''} ${details['lastName'] ?? ''}`,
        details['email'],
      ]
        .join('\n')
        .toLowerCase()
        .includes(sought),
    );
  return tests;
}

function timeTests(query: Query): Test[] {
  const tests: Test[] = [];
  for (const name of ['arrival', 'departure'] as const) {
    const [on, after, before] = [query.date(name), query.date(`${name}From`), query.date(`${name}To`)];
    if (on) tests.push((booking) => booking[name] === on);
    if (after) tests.push((booking) => booking[name] > after);
    if (before) tests.push((booking) => booking[name] < before);
  }
  for (const [field, name] of [
    ['bookingTime', 'bookingTime'],
    ['modifiedTime', 'modified'],
  ] as const) {
    const [after, before] = [query.text(`${name}From`), query.text(`${name}To`)];
    if (after !== undefined) tests.push((booking) => booking[field] > `${after}Z`);
    if (before !== undefined) tests.push((booking) => booking[field] < `${before}Z`);
  }
  return tests;
}

function filterTest(hotel: Hotel, filter: string): Test {
  const dayAgo = new Date(hotel.now() - 86_400_000).toISOString();
  const told: readonly string[] = ['confirmed', 'new', 'request'];
  return (booking) => {
    const today = hotel.today(booking.propertyId);
    if (!told.includes(booking.status)) return false;
    if (filter === 'arrivals') return booking.arrival === today;
    if (filter === 'departures') return booking.departure === today;
    if (filter === 'new') return booking.bookingTime >= dayAgo;
    return booking.arrival <= today && today < booking.departure;
  };
}

/**
 * The bookings that a query asks for. Not known, and taken at its strictest: `From` and `To` leave out the value itself,
 * `modifiedFrom` is UTC, "upcoming" is an arrival today or later, and it holds for `modifiedFrom` too unless the query
 * also names dates or bookings.
 */
function find(hotel: Hotel, query: Query): Booking[] {
  const statuses = query.texts('status') ?? STATUSES.filter((status) => status !== 'cancelled');
  const tests: Test[] = [
    (booking) => statuses.includes(booking.status),
    ...listTests(query),
    ...timeTests(query),
  ];
  const filter = query.text('filter');
  if (filter !== undefined) tests.push(filterTest(hotel, filter));
  if (!query.has(...NAMES_STAYS)) tests.push((booking) => booking.arrival >= hotel.today(booking.propertyId));
  return [...hotel.bookings.values()].filter((booking) => tests.every((test) => test(booking)));
}

function groupOf(hotel: Hotel, { masterId }: Booking): unknown {
  if (masterId === null) return null;
  const ids = [...hotel.bookings.values()].filter((other) => other.masterId === masterId).map(({ id }) => id);
  return { master: masterId, ids };
}

/** `GET /bookings`. Asking for guests or invoice items without their scope is refused; how the real API takes it is not known. */
export function readBookings(hotel: Hotel, query: Query, caller: Caller, page: Page): Answer {
  const wantsGuests = query.flag('includeGuests');
  const wantsInvoices = query.flag('includeInvoiceItems');
  if (wantsGuests && !caller.may('read', 'bookings-personal'))
    throw new Refusal(403, 'includeGuests needs the scope read:bookings-personal');
  if (wantsInvoices && !caller.may('read', 'bookings-financial'))
    throw new Refusal(403, 'includeInvoiceItems needs the scope read:bookings-financial');
  return pageOf('booking', find(hotel, query), query.page, page, (booking) => ({
    ...bookingOnWire(booking, caller),
    bookingGroup: query.flag('includeBookingGroup') ? groupOf(hotel, booking) : null,
    ...(query.flag('includeInfoItems') && { infoItems: booking.infoItems }),
    ...(wantsInvoices && { invoiceItems: booking.invoiceItems }),
    ...(wantsGuests && { guests: [] }),
  }));
}
