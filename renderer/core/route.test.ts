import { describe, expect, it } from 'vitest';
import { hashOf, placeOf } from './route.ts';

describe('the route', () => {
  it.each([
    { screen: 'today', id: null, date: null },
    { screen: 'conflicts', id: 12, date: null },
    { screen: 'calendar', id: null, date: '2026-11-26' },
    { screen: 'calendar', id: 7, date: '2026-11-26' },
  ] as const)('reads what it wrote: $screen $id $date', (place) => {
    expect(placeOf(hashOf(place))).toEqual(place);
  });

  it.each(['', '#', '#/', '#/rates', '#secret-from-the-host', '#/conflicts/x', '#/today/1/2'])(
    'goes to Today for %j',
    (hash) => {
      expect(placeOf(hash)).toEqual({ screen: 'today', id: null, date: null });
    },
  );
});
