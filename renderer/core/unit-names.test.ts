import { describe, expect, it } from 'vitest';
import { unitNames } from './unit-names.ts';

describe('unit names', () => {
  it.each([
    ['', []],
    ['201', ['201']],
    ['201-203', ['201', '202', '203']],
    ['201–203, 205', ['201', '202', '203', '205']],
    ['01-03', ['01', '02', '03']],
    ['A1-A3', ['A1', 'A2', 'A3']],
    ['A1-3', ['A1', 'A2', 'A3']],
    ['Garden, Sea-view', ['Garden', 'Sea-view']],
    ['1 2 3', ['1', '2', '3']],
    ['5, 5, 5-6', ['5', '6']],
  ])('reads %j', (text, names) => {
    expect(unitNames(text)).toEqual(names);
  });

  it.each(['206-201', '201-20600'])('refuses %j', (text) => {
    expect(unitNames(text)).toBeUndefined();
  });
});
