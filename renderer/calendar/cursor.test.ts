import { describe, expect, it } from 'vitest';
import { calendarOfNovember, day } from './november-for-test.ts';
import { barInCell, followBar, stepRows } from './cursor.ts';

const { index, layout } = calendarOfNovember();

describe('the cursor', () => {
  it('steps through the lanes of a grown row before it leaves it', () => {
    const start = { rowKey: 'unit-3', lane: 0, day: day(26) };
    const first = stepRows(layout, start, 1);
    const second = stepRows(layout, first, 1);
    expect([first.rowKey, first.lane]).toEqual(['unit-4', 0]);
    expect([second.rowKey, second.lane]).toEqual(['unit-4', 1]);
    expect(stepRows(layout, second, 1).rowKey).toBe('parking');
    expect(stepRows(layout, stepRows(layout, second, 1), -1)).toEqual(second);
  });
  it('stops at the first and the last row', () => {
    expect(stepRows(layout, { rowKey: 'unit-3', lane: 0, day: 0 }, -8).rowKey).toBe('type-1');
    expect(stepRows(layout, { rowKey: 'unit-3', lane: 0, day: 0 }, 80).rowKey).toBe('parking');
  });
  it('finds the bar of its lane, and on a turnover the one that takes the night', () => {
    const at = (lane: number, inNovember: number) =>
      barInCell(index, layout, { rowKey: 'unit-4', lane, day: day(inNovember) });
    expect(at(0, 26)).toBe(0);
    expect(at(1, 26)).toBe(1);
    expect(at(0, 29)).toBe(2);
    expect(at(0, 31)).toBe(2);
    expect(at(0, 24)).toBeUndefined();
  });
  it('goes along with the stay that it stood on', () => {
    const before = calendarOfNovember();
    const on = { rowKey: 'unit-4', lane: 0, day: day(30) };
    const follow = (suda: Parameters<typeof calendarOfNovember>[0], cursor = on) =>
      followBar(before, calendarOfNovember(suda), cursor, 'stay-3');
    expect(follow({ unitId: 3 })).toEqual({ rowKey: 'unit-3', lane: 0, day: day(30) });
    expect(follow({ arrival: day(40), departure: day(42) })).toEqual({ ...on, day: day(41) });
    expect(follow({ departure: day(30) })).toEqual({ ...on, day: day(29) });
    expect(follow({ unitId: 0 })?.rowKey).toBe('parking');
    expect(follow({})).toBeUndefined();
    // it stood elsewhere
    expect(follow({ unitId: 3 }, { ...on, day: day(24) })).toBeUndefined();
  });
});
