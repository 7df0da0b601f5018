import { describe, expect, it } from 'vitest';
import type { StayDate } from '../../src/domain/stay-date.ts';
import { cellKey, differencesOf, typedOver } from './sweep-cells.ts';

const nights = ['2027-03-10', '2027-03-11'] as StayDate[];
const cell = (target: number) => ({ target, shows: null, certainty: 'by-hand', isPending: false });
const rooms = [{ roomTypeId: 7, name: 'Twin', externalName: 'Twin Room', cells: [cell(2), cell(0)] }];

describe('a sweep', () => {
  it('finds only what is another number than it should be', () => {
    const seen = { [cellKey(7, nights[0] as StayDate)]: '2', [cellKey(7, nights[1] as StayDate)]: '1' };
    expect(differencesOf({ rooms, nights }, seen)).toMatchObject([
      { roomTypeId: 7, night: '2027-03-11', seen: 1, target: 0 },
    ]);
  });
  it('takes an emptied cell for what it should be', () => {
    expect(differencesOf({ rooms, nights }, { [cellKey(7, nights[0] as StayDate)]: '' })).toEqual([]);
  });
});

describe('a key in a cell', () => {
  it('begins anew where the cursor has just come, and goes on after', () => {
    expect(typedOver('5', '1', true)).toBe('1');
    expect(typedOver('1', '2', false)).toBe('12');
    expect(typedOver('0', '3', false)).toBe('3');
    expect(typedOver('0', '0', false)).toBe('0');
  });
  it('keeps three digits, takes them back, and means nothing else', () => {
    expect(typedOver('123', '4', false)).toBe('234');
    expect(typedOver('12', 'Backspace', false)).toBe('1');
    expect(typedOver('12', 'Delete', false)).toBe('');
    expect(typedOver('12', 'x', false)).toBeUndefined();
  });
});
