import { expect, it } from 'vitest';
import { type CellValue, type Lane, NO_PLAN, UNKNOWN } from './ari.ts';
import { knownToShow } from './certainty.ts';
import { compactCells } from './compact.ts';
import { deltaOf } from './delta.ts';
import type { RoomTypeId } from './property.ts';
import { type DayNumber, dayNumber, parseStayDate, type StayDate } from './stay-date.ts';
import { carryOver, dueOf, summaryOf, type WorkCell, type WorkEdit, worklistOf } from './worklist.ts';

const d = (text: string): DayNumber => dayNumber(parseStayDate(text) as StayDate);
const JUL10 = d('2027-07-10');
const [DOUBLE, TWIN, SUITE] = [1, 2, 3] as RoomTypeId[] as [RoomTypeId, RoomTypeId, RoomTypeId];
const NAMES = new Map([
  [DOUBLE, 'Standard Double'],
  [TWIN, 'Budget Twin'],
  [SUITE, 'Attic Suite'],
]);
const roomName = (id: RoomTypeId): string => NAMES.get(id) ?? '';
const MINUTE = 60_000;

/** One night of one room: what it should show, and what the ledger holds. */
interface Cell {
  readonly target: number;
  readonly acked?: number;
  readonly sent?: number;
  readonly isStopped?: boolean;
}
type Rooms = Readonly<Record<number, readonly Cell[]>>;

const value = (available: number | undefined): CellValue | null =>
  available === undefined ? null : { available };

function listOf(rooms: Rooms, at = 0): WorkEdit[] {
  const entries = Object.entries(rooms).map(([id, nights]) => [Number(id) as RoomTypeId, nights] as const);
  const desired = entries.map(([roomTypeId, nights]): Lane => ({
    ...{ roomTypeId, ratePlanId: NO_PLAN, from: JUL10, nights: nights.length },
    columns: {
      available: Int32Array.from(nights.map(({ target }) => target)),
      stopSell: Int32Array.from(nights.map(({ isStopped = false }) => Number(isStopped))),
    },
  }));
  const cells = entries.flatMap(([roomTypeId, nights]) =>
    nights.map(({ acked, sent }, place): WorkCell => ({
      ...{ roomTypeId, ratePlanId: NO_PLAN, day: (JUL10 + place) as DayNumber },
      ...{ acked: value(acked), ackedAt: acked === undefined ? null : 5, read: null, readAt: null },
      ...{ sent: value(sent), sentAt: sent === undefined ? null : 6, refused: null, refusedAt: null },
    })),
  );
  const shown = desired.map((lane): Lane => {
    const ofRoom = cells.filter(({ roomTypeId }) => roomTypeId === lane.roomTypeId).map(knownToShow);
    const column = (field: 'available' | 'stopSell'): Int32Array =>
      Int32Array.from(ofRoom.map((known) => (known[field] === undefined ? UNKNOWN : Number(known[field]))));
    return { ...lane, columns: { available: column('available'), stopSell: column('stopSell') } };
  });
  const deltas = deltaOf(desired, shown, [['available', 'stopSell']]);
  const ranges = compactCells(deltas, { nightsPerRange: 31, breaksAtMonthEnd: true });
  return worklistOf(ranges, { desired, cells, roomName, at });
}

const short = (edits: readonly WorkEdit[]): string[] =>
  edits.map(
    ({ direction, roomTypeId, nights, isSet }) =>
      `${direction} ${roomName(roomTypeId)}: ${nights
        .map(
          ({ night, expected, target }) => `${String(night - JUL10)} ${String(expected)}→${String(target)}`,
        )
        .join(', ')}${isSet ? ' (set)' : ''}`,
  );

it('names the nights and the number that each shall show', () => {
  const rooms = {
    [DOUBLE]: [
      { target: 2, acked: 2 },
      { target: 0, acked: 1 },
      { target: 1, acked: 3 },
    ],
  };
  expect(short(listOf(rooms))).toEqual(['closes Standard Double: 1 1→0, 2 3→1']);
});

it('closes before it opens, the last unit first, rooms as the extranet lists them', () => {
  const rooms: Rooms = {
    [DOUBLE]: [{ target: 0, acked: 1 }],
    [TWIN]: [
      { target: 3, acked: 4 },
      { target: 2, acked: 1 },
    ],
    [SUITE]: [{ target: 1, acked: 2 }],
  };
  expect(short(listOf(rooms))).toEqual([
    'closes Standard Double: 0 1→0',
    'closes Attic Suite: 0 2→1',
    'closes Budget Twin: 0 4→3',
    'opens Budget Twin: 1 1→2',
  ]);
});

it('has somebody look where nobody knows what is shown, dangerous nights before what opens', () => {
  const rooms: Rooms = { [TWIN]: [{ target: 2, acked: 1 }], [DOUBLE]: [{ target: 0 }] };
  expect(short(listOf(rooms))).toEqual(['verify Standard Double: 0 null→0', 'opens Budget Twin: 0 1→2']);
});

it('keeps what was set apart from what comes after it, under the key it had', () => {
  const before = listOf({
    [DOUBLE]: [
      { target: 0, acked: 1 },
      { target: 1, acked: 1 },
    ],
  });
  const after = listOf({
    [DOUBLE]: [
      { target: 0, acked: 1, sent: 0 },
      { target: 0, acked: 1 },
    ],
  });
  expect(short(after)).toEqual(['closes Standard Double: 0 null→0 (set)', 'closes Standard Double: 1 1→0']);
  expect(after[0]?.key).toBe(before[0]?.key);
  expect(after[1]?.key).not.toBe(before[0]?.key);
});

it('turns what was set and is not wanted any more into a look', () => {
  const rooms = { [DOUBLE]: [{ target: 1, acked: 1, sent: 0 }] };
  expect(short(listOf(rooms))).toEqual(['verify Standard Double: 0 null→1']);
});

it('takes a change of what was set for a closing while it may show too many', () => {
  expect(short(listOf({ [DOUBLE]: [{ target: 1, acked: 3, sent: 0 }] }))).toEqual([
    'closes Standard Double: 0 null→1',
  ]);
  expect(short(listOf({ [DOUBLE]: [{ target: 4, acked: 3, sent: 0 }] }))).toEqual([
    'opens Standard Double: 0 null→4',
  ]);
});

it('counts a night with stop-sell as none left', () => {
  const rooms = {
    [DOUBLE]: [
      { target: 3, acked: 3, isStopped: true },
      { target: 3, acked: 0, isStopped: true },
    ],
  };
  expect(short(listOf(rooms))).toEqual(['closes Standard Double: 0 3→0']);
});

it('lists neither prices nor what is told of a plan', () => {
  const [from, to] = ['2027-07-10', '2027-07-12'] as StayDate[] as [StayDate, StayDate];
  const desired: Lane[] = [
    {
      ...{ roomTypeId: DOUBLE, ratePlanId: 7, from: JUL10, nights: 3 },
      columns: { priceMinor: Int32Array.of(1, 1, 1) },
    },
  ];
  const range = { roomTypeId: DOUBLE, from, to, before: {}, direction: 'other', urgency: 1 } as const;
  const ranges = [
    { ...range, ratePlanId: 7, value: { priceMinor: 1 } },
    { ...range, ratePlanId: NO_PLAN, value: { minLos: 2 } },
  ];
  expect(worklistOf(ranges, { desired, cells: [], roomName, at: 0 })).toEqual([]);
});

it('keeps since when a night is needed, and counts what is new from now', () => {
  const first = listOf({ [DOUBLE]: [{ target: 0, acked: 1 }] }, 1_000);
  const second = carryOver(
    first,
    listOf(
      {
        [DOUBLE]: [
          { target: 0, acked: 1 },
          { target: 0, acked: 1 },
        ],
      },
      9_000,
    ),
    9_000,
  );
  expect(second.map(({ since, nights }) => [since, nights.map((night) => night.since)])).toEqual([
    [1_000, [1_000, 9_000]],
  ]);
});

it.each<[string, Rooms, number, number, number, number, string]>([
  ['the last unit is sold', { 1: [{ target: 0, acked: 1 }] }, -90, 5, 10, 20, 'now'],
  ['the guest comes in two days', { 1: [{ target: 3, acked: 4 }] }, -2, 5, 10, 20, 'now'],
  ['the guest comes in three days', { 1: [{ target: 3, acked: 4 }] }, -3, 15, 10, 20, 'soon'],
  ['it is far off, with rooms to spare', { 1: [{ target: 3, acked: 4 }] }, -30, 60, 55, 65, 'later'],
  ['it is far off, with one left', { 1: [{ target: 1, acked: 2 }] }, -30, 15, 10, 20, 'soon'],
  ['it opens far off and sells nothing', { 1: [{ target: 1, acked: 0 }] }, -30, 15, 10, 20, 'soon'],
  ['it opens tomorrow', { 1: [{ target: 1, acked: 0 }] }, -1, 5, 10, 20, 'now'],
  [
    'one of many is dangerous',
    { 1: [{ target: 3, acked: 4 }], 2: [{ target: 0, acked: 1 }] },
    -60,
    5,
    10,
    20,
    'now',
  ],
])('is due by danger: %s', (_, rooms, ahead, due, warn, escalate, danger) => {
  const edits = listOf(rooms, 1_000);
  expect(dueOf(edits, { today: (JUL10 + ahead) as DayNumber, now: 2_000 })).toEqual({
    dueAt: 1_000 + due * MINUTE,
    warnAt: 1_000 + warn * MINUTE,
    escalateAt: 1_000 + escalate * MINUTE,
    danger,
  });
});

it('is not put off by a clock that was set back, and has no time where there is nothing to do', () => {
  const edits = listOf({ [DOUBLE]: [{ target: 0, acked: 1 }] }, 60 * MINUTE);
  expect(dueOf(edits, { today: JUL10, now: 10 * MINUTE })?.dueAt).toBe(15 * MINUTE);
  expect(dueOf([], { today: JUL10, now: 0 })).toBeUndefined();
});

it('says a visit in one line', () => {
  const rooms: Rooms = {
    [DOUBLE]: [
      { target: 0, acked: 1 },
      { target: 0, acked: 2 },
      { target: 0, acked: 1 },
    ],
    [TWIN]: [
      { target: 1, acked: 0 },
      { target: 2, acked: 3 },
      { target: 1, acked: 1, sent: 0 },
    ],
  };
  expect(summaryOf(listOf(rooms), { roomName })).toBe(
    'Close Standard Double on 10, 11 and 12 Jul; set Budget Twin to 2 left on 11 Jul; open Budget Twin on 10 Jul; check Budget Twin on 12 Jul',
  );
  expect(summaryOf(listOf(rooms), { roomName, parts: 2, today: '2026-12-31' as StayDate })).toBe(
    'Close Standard Double on 10, 11 and 12 Jul 2027; 3 more',
  );
  expect(summaryOf([], { roomName })).toBe('');
});
