import { expect, it } from 'vitest';
import { suggestLinks } from './connection-suggest.ts';

const named = (name: string, quantity = 1) => ({ name, quantity });
const suggested = (there: readonly { name: string; quantity: number }[], here: typeof there) =>
  [...suggestLinks(there, here)].map(([room, type]) => [room.name, type.name]);

it('finds the room type of the same words, whatever their order, case and accents', () => {
  const here = [named('Double'), named('Double with balcony'), named('Suíte Mar')];
  expect(suggested([named('BALCONY DOUBLE ROOM'), named('Double Room'), named('Suite Mar')], here)).toEqual([
    ['BALCONY DOUBLE ROOM', 'Double with balcony'],
    ['Double Room', 'Double'],
    ['Suite Mar', 'Suíte Mar'],
  ]);
});

it('uses each room type once and would rather say nothing than guess far', () => {
  expect(suggested([named('Twin'), named('Twin')], [named('Twin')])).toEqual([['Twin', 'Twin']]);
  expect(suggested([named('Room')], [named('Room')])).toEqual([]);
  expect(suggested([named('Family house garden view')], [named('Garden')])).toEqual([]);
});

it('prefers the same number of units between two that are equally near', () => {
  const here = [named('Twin A', 2), named('Twin B', 4)];
  expect(suggested([named('Twin', 4)], here)).toEqual([['Twin', 'Twin B']]);
});
