import fc from 'fast-check';
import { expect, it } from 'vitest';
import { UNKNOWN } from './ari.ts';
import type { CellFacts } from './certainty.ts';
import type { ConnectionId } from './connection.ts';
import { type ExposureLane, exposureOf, mayShow, sayExposed } from './exposure.ts';
import type { RoomTypeId } from './property.ts';
import { type DayNumber, dayNumber, parseStayDate, type StayDate } from './stay-date.ts';

const FROM: DayNumber = dayNumber(parseStayDate('2026-12-10') as StayDate);
const WORDS = { sayTime: (at: number): string => `14:0${at}` };

const lane = (shown: number[], left: number[], set: Partial<ExposureLane> = {}): ExposureLane => ({
  connectionId: 1 as ConnectionId,
  connectionName: 'Beds24',
  roomTypeId: 1 as RoomTypeId,
  roomTypeName: 'Double',
  from: FROM,
  shown: Int32Array.from(shown),
  left: Int32Array.from(left),
  units: null,
  ...set,
});

it('counts what can be sold and is not there, worst first and nearer nights before later ones', () => {
  const { total, lines } = exposureOf(
    [
      lane([2, 1, 3, 0], [2, 0, 0, 4]),
      lane([1, 1], [0, 2], { connectionId: 2 as ConnectionId, connectionName: 'Expedia' }),
    ],
    WORDS,
  );
  expect(total).toBe(5);
  expect(lines.map(({ connectionId, night, units }) => [connectionId, night, units])).toEqual([
    [1, '2026-12-12', 3],
    [2, '2026-12-10', 1],
    [1, '2026-12-11', 1],
  ]);
});

it('says both sums, and for how much of it there would be a room', () => {
  const beds24 = lane([2, 1, 3, 0], [2, 0, 0, 4]);
  const expedia = { connectionId: 2 as ConnectionId, closed: Int32Array.of(1, 0, 0, 0) };
  const said = (...lanes: ExposureLane[]): string => sayExposed(exposureOf(lanes, WORDS));
  expect(said(beds24, lane([2, 0, 0, 0], [5, 0, 0, 0], expedia))).toBe(
    '6 room nights can still be sold wrongly, on 3 nights at 2 channels. For 2 of them there is a room: they were only closed here.',
  );
  expect(said(lane([1], [0]))).toBe('1 room night can still be sold wrongly, on 1 night at 1 channel.');
  expect(said(lane([1], [3], { closed: Int32Array.of(1) }))).toMatch(/only closed here\.$/);
  expect(said(lane([1], [1]))).toBe('');
});

it('counts an overbooked night only as often as it is shown', () =>
  expect(exposureOf([lane([1, 0], [-2, -2])], WORDS).total).toBe(1));

it('counts every unit that is shown on a night that a person closed', () => {
  const { total, lines } = exposureOf([lane([2, 2], [5, 5], { closed: Int32Array.of(1, 0) })], WORDS);
  expect(total).toBe(2);
  expect(lines[0]?.words).toBe('Beds24 still shows 2 left of Double on 10 Dec; it was closed here.');
});

it('puts a night of which more can be sold than there is before those that were only closed here', () => {
  const { lines } = exposureOf([lane([5, 3, 1], [5, 3, 0], { closed: Int32Array.of(1, 1, 0) })], WORDS);
  expect(lines.map(({ night, units }) => [night, units])).toEqual([
    ['2026-12-12', 1],
    ['2026-12-10', 5],
    ['2026-12-11', 3],
  ]);
});

it('counts all of a channel’s units where nothing is known of it, and none where it counts none', () => {
  expect(exposureOf([lane([UNKNOWN], [1], { units: 4 })], WORDS).total).toBe(3);
  expect(exposureOf([lane([UNKNOWN], [1])], WORDS).total).toBe(0);
});

it('says what is shown, what is left and what was told', () => {
  const [line] = exposureOf([lane([2], [0], { sentAt: () => 2 })], WORDS).lines;
  expect(line?.words).toBe(
    'Beds24 still shows 2 left of Double on 10 Dec; none is left. Told at 14:02, not confirmed.',
  );
  expect(exposureOf([lane([2], [1])], WORDS).lines[0]?.words).toBe(
    'Beds24 still shows 2 left of Double on 10 Dec; 1 is left.',
  );
  expect(exposureOf([lane([UNKNOWN], [0], { units: 3 })], WORDS).lines[0]?.words).toBe(
    'It is not known what Beds24 shows of Double on 10 Dec; it can sell up to 3; none is left.',
  );
});

const NOTHING: CellFacts = {
  ...{ acked: null, ackedAt: null, read: null, readAt: null },
  ...{ sent: null, sentAt: null, refused: null },
};
const at = (available: number) => ({ available });
it.each<[string, Partial<CellFacts>, number]>([
  ['nothing is known', {}, UNKNOWN],
  ['confirmed', { acked: at(2), ackedAt: 5 }, 2],
  ['the newer of the two: read', { acked: at(2), ackedAt: 5, read: at(3), readAt: 6 }, 3],
  ['the newer of the two: confirmed', { acked: at(2), ackedAt: 7, read: at(3), readAt: 6 }, 2],
  ['told less, not answered', { acked: at(2), ackedAt: 5, sent: at(0), sentAt: 6 }, 2],
  ['told more, not answered', { acked: at(0), ackedAt: 5, sent: at(2), sentAt: 6 }, 2],
  ['told, and nothing known before', { sent: at(2), sentAt: 6 }, UNKNOWN],
  ['stopped', { acked: { available: 2, stopSell: true }, ackedAt: 5 }, 0],
  [
    'stopped, opening not answered',
    { acked: { available: 2, stopSell: true }, ackedAt: 5, sent: { stopSell: false } },
    2,
  ],
  ['told to stop, not answered', { acked: at(2), ackedAt: 5, sent: { stopSell: true } }, 2],
])('may show the worst: %s', (_, set, most) => expect(mayShow({ ...NOTHING, ...set })).toBe(most));

it('adds up to its lines, and no line is more than is shown', () => {
  const nights = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: -2, max: 5 })), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(nights, (all) => {
      const { total, lines } = exposureOf(
        [
          lane(
            all.map(([shown]) => shown),
            all.map(([, left]) => left),
          ),
        ],
        WORDS,
      );
      expect(total).toBe(lines.reduce((sum, { units }) => sum + units, 0));
      const byNight = all.map(([shown, left]) => Math.max(0, shown - Math.max(0, left)));
      expect(total).toBe(byNight.reduce((sum, units) => sum + units, 0));
      expect(lines.map(({ units }) => units)).toEqual(
        lines.map(({ units }) => units).toSorted((a, b) => b - a),
      );
    }),
  );
});
