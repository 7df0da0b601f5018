import { expect, it } from 'vitest';
import { calendarOfNovember, day } from './november-for-test.ts';
import { nightsWanted } from './perform.ts';

const { layout } = calendarOfNovember();
const on = (rowKey: string) => ({
  layout,
  today: day(20),
  cursor: { rowKey, lane: 0, day: day(24) },
  range: { rowKey, first: day(23), end: day(25) },
});
const chosen = { arrival: '2026-11-23', departure: '2026-11-25' };

it('begins something new on the chosen nights, as far as the place is known', () => {
  expect(nightsWanted(on('unit-4'))).toEqual({ unitId: 4, roomTypeId: 1, ...chosen });
  expect(nightsWanted(on('type-1'))).toEqual({ roomTypeId: 1, ...chosen });
  expect(nightsWanted(on('parking'))).toEqual(chosen);
});

it('means tonight where no night was chosen, or its row is not on the chart', () => {
  const tonight = { arrival: '2026-11-20', departure: '2026-11-21' };
  expect(nightsWanted({ layout, today: day(20), cursor: undefined, range: undefined })).toEqual(tonight);
  expect(nightsWanted(on('unit-99'))).toEqual(tonight);
});
