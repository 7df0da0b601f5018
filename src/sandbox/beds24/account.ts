import { type Answer, type Asked, errorAnswer, type ItemResult, Refusal } from './answer.ts';
import { BOOKING_PARAMETERS, readBookings } from './booking-read.ts';
import { deleteBookings, writeBookings } from './booking-write.ts';
import {
  AVAILABILITY_PARAMETERS,
  CALENDAR_PARAMETERS,
  readAvailability,
  readCalendar,
} from './calendar-read.ts';
import { writeCalendar } from './calendar-write.ts';
import { readItems } from './fields.ts';
import type { Hotel } from './hotel.ts';
import type { Page } from './page.ts';
import { PROPERTY_PARAMETERS, readProperties, writeProperties } from './properties.ts';
import { readQuery } from './query.ts';
import type { Caller } from './sign-in.ts';

interface Call {
  readonly asked: Asked;
  readonly caller: Caller;
  readonly page: Page;
}

interface Route {
  readonly verb: 'read' | 'write' | 'delete';
  readonly area: string;
  readonly answer: (hotel: Hotel, call: Call) => Answer;
}

const results = (body: readonly ItemResult[]): Answer => ({ status: 201, headers: {}, body });
const DATES = ['startDate', 'endDate'];

function write(
  act: (hotel: Hotel, items: readonly unknown[], caller: Caller) => ItemResult[],
): Route['answer'] {
  return (hotel, { asked, caller }) => {
    readQuery(asked.query, {});
    return results(act(hotel, readItems(asked), caller));
  };
}

const ROUTES: Readonly<Record<string, Route>> = {
  'GET /bookings': {
    ...{ verb: 'read', area: 'bookings' },
    answer: (hotel, { asked, caller, page }) =>
      readBookings(hotel, readQuery(asked.query, BOOKING_PARAMETERS), caller, page),
  },
  'POST /bookings': { verb: 'write', area: 'bookings', answer: write(writeBookings) },
  'DELETE /bookings': {
    ...{ verb: 'delete', area: 'bookings' },
    answer: (hotel, { asked }) => {
      const query = readQuery(asked.query, { id: 'whole-numbers' }, ['id']);
      return results(deleteBookings(hotel, query.numbers('id') ?? []));
    },
  },
  'GET /inventory/rooms/calendar': {
    ...{ verb: 'read', area: 'inventory' },
    answer: (hotel, { asked, page }) =>
      readCalendar(hotel, readQuery(asked.query, CALENDAR_PARAMETERS, DATES), page),
  },
  'POST /inventory/rooms/calendar': { verb: 'write', area: 'inventory', answer: write(writeCalendar) },
  'GET /inventory/rooms/availability': {
    ...{ verb: 'read', area: 'inventory' },
    answer: (hotel, { asked, page }) =>
      readAvailability(hotel, readQuery(asked.query, AVAILABILITY_PARAMETERS, DATES), page),
  },
  'GET /properties': {
    ...{ verb: 'read', area: 'properties' },
    answer: (hotel, { asked, page }) =>
      readProperties(hotel, readQuery(asked.query, PROPERTY_PARAMETERS), page),
  },
  'POST /properties': { verb: 'write', area: 'properties', answer: write(writeProperties) },
};

/** The four calls about tokens, without the token header and without the envelope. */
function signIn(hotel: Hotel, asked: Asked, call: string): Answer | undefined {
  switch (call) {
    case 'GET /authentication/setup':
      return hotel.signIn.setup(asked);
    case 'GET /authentication/token':
      return hotel.signIn.token(asked);
    case 'DELETE /authentication/token':
      return hotel.signIn.drop(asked);
    case 'GET /authentication/details':
      return hotel.signIn.details(asked, hotel.ownerId);
    default:
      return undefined;
  }
}

const withHeaders = (answer: Answer, headers: Readonly<Record<string, string>>): Answer => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
});

/** What refuses a call once the credits are spent: no `Retry-After`, and a body that says nothing. */
export const outOfCredits = (hotel: Hotel): Answer => ({
  status: 429,
  headers: hotel.credits.headers(0),
  body: { success: false },
});

/** What a call weighs in the pool: rows that were told, or items that were sent. */
function rowsOf({ body }: Answer, asked: Asked): number {
  if (Array.isArray(body)) return asked.body.split('"from"').length - 1 + body.length;
  return (body as { data?: readonly unknown[] } | undefined)?.data?.length ?? 0;
}

function authenticated(hotel: Hotel, asked: Asked, route: Route, page: Page): Answer {
  const caller = hotel.signIn.callerOf(asked.headers['token']);
  if (!caller) return errorAnswer(401, 'Token not valid');
  if (asked.headers['organization'] !== undefined)
    return errorAnswer(400, 'organization is for integration partners only');
  if (hotel.credits.isEmpty) return outOfCredits(hotel);
  if (!caller.may(route.verb, route.area))
    return errorAnswer(403, `Token has no scope ${route.verb}:${route.area}`);
  const answer = route.answer(hotel, { asked, caller, page });
  return withHeaders(answer, hotel.credits.charge(rowsOf(answer, asked)));
}

/**
 * Answers one request, without any fault. A request that is refused costs no credit and carries no credit header, nor
 * does `/authentication/details`. Which status answers an unknown path or verb is not documented: 404 here.
 */
export function answerFor(hotel: Hotel, asked: Asked, address: URL, pageSize: number): Answer {
  const call = `${asked.method} ${asked.path.replace(/^(\/api)?\/v2(?=\/)/, '')}`;
  try {
    if (!/^(\/api)?\/v2\//.test(asked.path)) return errorAnswer(404, 'Not found');
    if (call.includes(' /authentication/')) {
      if (hotel.credits.isEmpty)
        return { ...outOfCredits(hotel), ...(call.endsWith('details') && { headers: {} }) };
      const answer = signIn(hotel, asked, call);
      if (!answer) return errorAnswer(404, 'Not found');
      return call.endsWith('details') ? answer : withHeaders(answer, hotel.credits.charge(0));
    }
    const route = Object.hasOwn(ROUTES, call) ? ROUTES[call] : undefined;
    if (!route) return errorAnswer(404, 'Not found');
    return authenticated(hotel, asked, route, { size: pageSize, address });
  } catch (error) {
    if (error instanceof Refusal) return errorAnswer(error.status, error.message);
    throw error;
  }
}
