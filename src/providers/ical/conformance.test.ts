import { describeProvider } from '../kit/conformance.ts';
import { AIRBNB, BOOKING, calendar, stay, VRBO } from './calendar-for-test.ts';
import { ical } from './provider.ts';
import { renderFeed } from './render.ts';

const answer = (status: number, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: undefined,
});

describeProvider(ical, {
  now: Date.parse('2027-03-01T12:00:00Z'),
  connection: {
    environment: 'production',
    externalPropertyId: '',
    currency: 'EUR',
    zone: 'Europe/Lisbon',
  },
  room: { externalRoomId: 'room 4', externalPlanId: null },
  fixtures: [],
  histories: [],
  failures: [
    { name: 'the address asks for a sign-in', answer: answer(401), code: 'unauthorised' },
    { name: 'the address is refused', answer: answer(403), code: 'forbidden' },
    { name: 'the address was reset', answer: answer(404), code: 'gone' },
    { name: 'the listing is gone', answer: answer(410), code: 'gone' },
    { name: 'asked too often', answer: answer(429, { 'retry-after': '120' }), code: 'rate-limited' },
    { name: 'asked too often, who knows how long', answer: answer(429), code: 'rate-limited' },
    { name: 'out of order', answer: answer(503), code: 'unavailable' },
    { name: 'a teapot', answer: answer(418), code: 'unexpected-answer' },
  ],
  documents: [
    {
      name: 'Airbnb',
      body: calendar(
        [
          stay('1418fb94e984-a@airbnb.com', '20270310', '20270313'),
          stay('1418fb94e984-b@airbnb.com', '20270402', '20270405', 'Airbnb (Not available)'),
        ],
        AIRBNB,
      ),
      holds: 2,
    },
    {
      name: 'Booking.com',
      body: calendar([stay('0d6f@booking.com', '20270310', '20270313', 'CLOSED - Not available')], BOOKING),
      holds: 1,
    },
    {
      name: 'Vrbo',
      body: calendar([stay('9b2d', '20270310', '20270313', 'Reserved - Ada')], VRBO),
      holds: 1,
    },
    {
      name: 'our own, with nothing taken but a night long past',
      body: renderFeed({ calendarName: 'Room 4', events: [] }),
      holds: 1,
    },
  ],
});
