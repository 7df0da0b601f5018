import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Channel } from './channel.ts';
import type { Conflict } from './conflict.ts';
import type { OutFeed } from './conflict-effect.ts';
import { allConflicts } from './conflict-recheck.ts';
import type { WayContext, WayOut, WayParty } from './conflict-way.ts';
import { waysOut } from './conflict-ways.ts';
import { type Occupant, OccupancyIndex } from './occupancy-index.ts';
import type { RoomTypeId, UnitId } from './property.ts';
import { type DayNumber, dayNumber, parseStayDate, type StayDate } from './stay-date.ts';

const day = (text: string): DayNumber => dayNumber(parseStayDate(text) as StayDate);
const TODAY = day('2026-11-20');
const STANDARD = 1 as RoomTypeId;
const DELUXE = 2 as RoomTypeId;
const ROOM_TYPES = [
  { id: STANDARD, name: 'Standard double', sleeps: 2, position: 1 },
  { id: DELUXE, name: 'Deluxe king', sleeps: 3, position: 2 },
];
const UNITS = [201, 202, 203, 301].map((id) => ({
  id: id as UnitId,
  roomTypeId: id < 300 ? STANDARD : DELUXE,
}));

interface Guest {
  readonly name: string;
  readonly unit: number | null;
  readonly from: string;
  readonly to: string;
  readonly channel?: Channel;
  readonly isBlock?: boolean;
  readonly isUncertain?: boolean;
  readonly isFixed?: boolean;
  readonly tells?: readonly string[];
  readonly status?: WayParty['status'];
}

function hotel(guests: readonly Guest[], outFeeds: readonly OutFeed[] = []) {
  const index = new OccupancyIndex(UNITS);
  const parties: WayParty[] = [];
  for (const [at, guest] of guests.entries()) {
    const { name, unit, from, to, channel = 'airbnb', isBlock = false, isUncertain = false } = guest;
    const kind = isBlock ? 'block' : 'stay';
    index.put({
      kind,
      id: at + 1,
      roomTypeId: STANDARD,
      unitId: unit as UnitId | null,
      arrival: day(from),
      departure: day(to),
      isUncertain,
      isByStaff: channel === 'direct',
    });
    const isFromFeed = channel !== 'direct';
    const status = isBlock ? null : (guest.status ?? 'confirmed');
    const told = guest.tells === undefined ? {} : { tells: guest.tells, isFromFeed: false };
    parties.push({
      ...{ kind, id: at + 1, label: name, channel, isFromFeed, status, guests: 2, receivedAt: at },
      ...told,
    });
  }
  const context: WayContext = {
    index,
    parties,
    roomTypes: ROOM_TYPES,
    unitName: String,
    guestName: (id) => guests[id - 1]?.name ?? '',
    canMove: ({ id }) => !guests[id - 1]?.isFixed,
    outFeeds,
    today: TODAY,
  };
  return { index, context };
}

const WINDOW = { from: TODAY, to: TODAY + 40 };
function settle(guests: readonly Guest[], outFeeds: readonly OutFeed[] = []): WayOut[] {
  const { index, context } = hotel(guests, outFeeds);
  const [conflict] = allConflicts(index, WINDOW);
  return waysOut(conflict as Conflict, context);
}
const saidOf = (ways: readonly WayOut[]): string[] => ways.map(({ title }) => title);

const MARLOW: Guest = { name: 'Marlow', unit: 201, from: '2026-11-25', to: '2026-11-29' };
const IYER: Guest = { name: 'Iyer', unit: 201, from: '2026-11-26', to: '2026-11-29', channel: 'booking' };
const fill = (unit: number, from = '2026-11-20', to = '2026-12-10', more: Partial<Guest> = {}): Guest => ({
  name: `Guest ${unit}`,
  unit,
  from,
  to,
  channel: 'direct',
  ...more,
});

describe('ways out of a double booking', () => {
  it('begins with moving whoever came last to a free unit of the same type', () => {
    const ways = settle([MARLOW, IYER, fill(202)]);
    expect(ways[0]).toEqual({
      id: 'move:s2>203',
      act: 'move',
      title: 'Move Iyer to 203',
      effect: 'Free all 3 nights, same type. No other move. Nothing to tell any channel.',
      needsReason: false,
      party: null,
      moves: [{ stayId: 2, from: 201, to: 203 }],
    });
    expect(saidOf(ways)).toEqual([
      'Move Iyer to 203',
      'Move Marlow to 203',
      'Iyer and Marlow are the same stay',
      'Turn Iyer into a block',
      'Turn Marlow into a block',
      'Park Iyer',
      'Park Marlow',
      'Cancel Iyer…',
      'Cancel Marlow…',
      'Accept, with a reason',
    ]);
  });

  it('says which calendars close and open which nights', () => {
    const feeds = (['airbnb', 'vrbo'] as const).flatMap((channel) =>
      [201, 203].map((unit) => ({
        channel,
        unitId: unit as UnitId,
        roomTypeId: STANDARD,
        placeName: String(unit),
      })),
    );
    const [first] = settle([MARLOW, { ...IYER, to: '2026-11-30' }, fill(202)], feeds);
    expect(first?.effect).toBe(
      'Free all 4 nights, same type. No other move. Airbnb and Vrbo feeds for 201 will open 29 Nov again. Airbnb and Vrbo feeds for 203 will close 26 to 29 Nov (4 nights).',
    );
  });

  it('offers another type, and says that it is an upgrade', () => {
    const ways = settle([MARLOW, IYER, fill(202), fill(203, '2026-11-28')]);
    expect(ways[0]).toMatchObject({
      title: 'Move Iyer to 301',
      effect: 'Free all 3 nights, upgrade to Deluxe king. No other move. Nothing to tell any channel.',
    });
  });

  it('says what channels are told that count what is left', () => {
    const told = ROOM_TYPES.map(({ id, name }): OutFeed => ({
      ...{ channel: 'beds24', unitId: null, roomTypeId: id, placeName: name, told: 'Beds24' },
    }));
    const [first] = settle([MARLOW, IYER, fill(202), fill(203, '2026-11-28')], told);
    expect(first?.title).toBe('Move Iyer to 301');
    expect(first?.effect).toContain('Beds24 is told none left of Deluxe king for 26 to 28 Nov (3 nights).');
    expect(first?.effect).not.toContain('Nothing to tell');
  });

  it('finds a chain of moves where no unit of the type is free', () => {
    const ways = settle([
      MARLOW,
      IYER,
      fill(202, '2026-11-20', '2026-11-27', { name: 'Weiss' }),
      fill(203, '2026-11-28', '2026-12-02', { name: 'Sato' }),
      fill(301),
    ]);
    expect(ways[0]).toMatchObject({ act: 'move', title: 'Move Iyer to 202 and Weiss to 203' });
    expect(ways[0]?.effect).toBe(
      '2 moves, all same type: Iyer to 202 and Weiss to 203. Nothing to tell any channel.',
    );
  });

  it('leaves whoever is in house where they are', () => {
    const ways = settle([
      { ...MARLOW, isFixed: true, status: 'in-house' },
      { ...IYER, isFixed: true, status: 'in-house' },
    ]);
    expect(ways.some(({ act }) => act === 'move' || act === 'park' || act === 'cancel')).toBe(false);
    expect(ways.at(-1)).toMatchObject({ act: 'accept', needsReason: true });
  });

  it('says plainly that cancelling here does not cancel at the channel', () => {
    const cancel = settle([MARLOW, { ...IYER, channel: 'direct' }]).filter(({ act }) => act === 'cancel');
    expect(cancel.map(({ effect, needsReason }) => ({ effect, needsReason }))).toEqual([
      {
        effect: '26 to 28 Nov (3 nights) open again wherever nobody else sleeps. Tell the guest.',
        needsReason: true,
      },
      {
        effect:
          'Cancelling here does not cancel at Airbnb: the guest still holds the booking. Cancel it at Airbnb first; 25 to 28 Nov (4 nights) open here once its calendar no longer shows it.',
        needsReason: true,
      },
    ]);
  });
});

it('says who is told of a cancellation by itself, and that the nights stay taken until then', () => {
  const ways = settle([
    { ...MARLOW, tells: ['Beds24'] },
    { ...IYER, tells: ['Beds24'] },
  ]);
  const effects = ways.filter(({ act }) => act === 'cancel').map(({ effect }) => effect);
  expect(effects).toHaveLength(2);
  for (const effect of effects)
    expect(effect).toBe('Beds24 is told; the nights stay taken until it has let go. Tell the guest.');
});

describe('ways out of the others', () => {
  it('first asks whether there is a second guest at all', () => {
    const ways = settle([MARLOW, { ...IYER, isUncertain: true }]);
    expect(saidOf(ways).slice(0, 3)).toEqual([
      'Iyer and Marlow are the same stay',
      'Turn Iyer into a block',
      'Turn Marlow into a block',
    ]);
  });

  it('offers to lift a block that staff made', () => {
    const paint: Guest = { ...IYER, name: 'Painting', isBlock: true, channel: 'direct' };
    const ways = settle([MARLOW, paint]);
    expect(saidOf(ways)).toContain('Lift the desk block “Painting”');
    expect(ways[0]?.title).toBe('Move Marlow to 202');
  });

  it('gives an overbooked stay another type, and says what parking would oversell', () => {
    const ways = settle([fill(201), fill(202), fill(203), { ...IYER, unit: null }]);
    expect(saidOf(ways)).toEqual([
      'Move Iyer to 301',
      'Turn Iyer into a block',
      'Cancel Iyer…',
      'Accept, with a reason',
    ]);
    const park = settle([MARLOW, IYER, fill(202), fill(203)]).find(({ act }) => act === 'park');
    expect(park?.effect).toContain('Standard double is oversold on 26 to 28 Nov (3 nights).');
  });
});

it('offers only moves that work, and leaves the draft as it was', () => {
  const guest = fc.record({
    unit: fc.constantFrom(201, 202, 203, 301),
    from: fc.integer({ min: 1, max: 12 }),
    nights: fc.integer({ min: 1, max: 6 }),
    isFixed: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(guest, { minLength: 2, maxLength: 9 }), (drawn) => {
      const text = (offset: number): string =>
        new Date((TODAY + offset) * 86_400_000).toISOString().slice(0, 10);
      const guests = drawn.map(({ unit, from, nights, isFixed }, at) => ({
        ...fill(unit, text(from), text(from + nights), { isFixed }),
        name: `G${at}`,
      }));
      const { index, context } = hotel(guests);
      const stays = (): (Occupant | undefined)[] => guests.map((_, at) => index.get('stay', at + 1));
      const before = stays();
      for (const conflict of allConflicts(index, WINDOW)) {
        const ways = waysOut(conflict, context);
        expect(new Set(ways.map(({ id }) => id)).size).toBe(ways.length);
        expect(stays()).toEqual(before);
        for (const { moves } of ways) {
          const draft = hotel(guests).index;
          for (const { stayId, to } of moves)
            draft.put({ ...(draft.get('stay', stayId) as Occupant), unitId: to });
          for (const { stayId, to } of moves) {
            const moved = draft.get('stay', stayId) as Occupant;
            expect(guests[stayId - 1]?.isFixed).toBe(false);
            expect(draft.sharing(to, moved.arrival, moved.departure)).toEqual([moved]);
          }
        }
      }
    }),
    { numRuns: 200 },
  );
});
