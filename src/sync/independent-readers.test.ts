import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedHotel, type FeedHotel } from '../testing/feed-hotel.ts';

/**
 * What we publish, read by two readers that share nothing with us: Debian's python3-icalendar, and libical through its
 * C interface. Where one is missing, its test says which package to install.
 */
const PYTHON = '/usr/bin/python3';

const ICALENDAR = `
import json, sys
from icalendar import Calendar
found = []
for event in Calendar.from_ical(sys.stdin.buffer.read()).walk('VEVENT'):
    start, end = event.decoded('DTSTART'), event.decoded('DTEND')
    day = lambda value: value.strftime('%Y-%m-%d')
    found.append([day(start), day(end), str(event['UID']), str(event['SUMMARY']), event.is_broken])
print(json.dumps(found))
`;

const LIBICAL = `
import ctypes, ctypes.util, json, sys
lib = ctypes.CDLL(ctypes.util.find_library('ical') or 'libical.so.3')
class Time(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in
                ('year', 'month', 'day', 'hour', 'minute', 'second', 'is_date', 'is_daylight')] + [('zone', ctypes.c_void_p)]
VEVENT = 4
for name, result, args in [
    ('icalparser_parse_string', ctypes.c_void_p, [ctypes.c_char_p]),
    ('icalcomponent_get_first_component', ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
    ('icalcomponent_get_next_component', ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
    ('icalcomponent_get_dtstart', Time, [ctypes.c_void_p]),
    ('icalcomponent_get_dtend', Time, [ctypes.c_void_p]),
    ('icalcomponent_get_uid', ctypes.c_char_p, [ctypes.c_void_p]),
    ('icalcomponent_get_summary', ctypes.c_char_p, [ctypes.c_void_p]),
    ('icalcomponent_count_errors', ctypes.c_int, [ctypes.c_void_p]),
    ('icalrestriction_check', ctypes.c_int, [ctypes.c_void_p]),
]:
    function = getattr(lib, name)
    function.restype, function.argtypes = result, args
root = lib.icalparser_parse_string(sys.stdin.buffer.read())
broken = not root or lib.icalcomponent_count_errors(root) > 0 or lib.icalrestriction_check(root) != 1
day = lambda time: '%04d-%02d-%02d' % (time.year, time.month, time.day)
found, event = [], root and lib.icalcomponent_get_first_component(root, VEVENT)
while event:
    found.append([day(lib.icalcomponent_get_dtstart(event)), day(lib.icalcomponent_get_dtend(event)),
                  lib.icalcomponent_get_uid(event).decode(), lib.icalcomponent_get_summary(event).decode(), broken])
    event = lib.icalcomponent_get_next_component(root, VEVENT)
print(json.dumps(found))
`;

type Event = readonly [arrival: string, departure: string, uid: string, summary: string, isBroken: boolean];

function read(script: string, text: string): Event[] {
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', script], { input: text, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Event[];
}

const runs = (script: string): boolean =>
  existsSync(PYTHON) && spawnSync(PYTHON, ['-c', script], { encoding: 'utf8' }).status === 0;
const READERS = [
  {
    name: 'python3-icalendar',
    script: ICALENDAR,
    isThere: runs('import icalendar'),
    missing: 'the packages python3 and python3-icalendar',
  },
  {
    name: 'libical',
    script: LIBICAL,
    isThere: runs(
      "import ctypes, ctypes.util; ctypes.CDLL(ctypes.util.find_library('ical') or 'libical.so.3')",
    ),
    missing: 'the packages python3 and libical3',
  },
];

let hotel: FeedHotel;
beforeAll(async () => {
  hotel = await feedHotel();
});
afterAll(() => hotel.close());

/** Stays and blocks of every shape, with a name that tests escaping and folding once it is switched on. */
async function fill(): Promise<void> {
  const [unit] = [hotel.units.get('1')];
  const place = { roomTypeId: unit?.roomTypeId ?? 0, unitId: unit?.unitId ?? 0 };
  const guest = {
    contact: '',
    guests: 1,
    priceMinor: null,
    paidMinor: 0,
    note: '',
    source: 'phone' as const,
  };
  const stays = [
    ['2027-03-10', '2027-03-11', 'Ana'],
    [
      '2027-03-26',
      '2027-03-30',
      'Zoë; Éva, "the" \\ elder 🎉 of a house with a very long name indeed, Ñandú',
    ],
    ['2027-03-30', '2027-04-02', 'Ben'],
    ['2028-02-27', '2028-03-02', 'Cleo'],
  ] as const;
  for (const [arrival, departure, guestName] of stays)
    await hotel.client.call('reservations.create', { ...place, arrival, departure, guestName, ...guest });
  await hotel.client.call('blocks.create', {
    ...{
      unitId: place.unitId,
      arrival: '2027-12-24',
      departure: '2028-01-02',
      kind: 'block',
      reason: 'Paint',
    },
  });
}

describe('our calendars in the eyes of others', () => {
  it.for(READERS)('$name reads the same nights', async ({ name, script, isThere, missing }, { skip }) => {
    if (!isThere) skip(`${name} is not here; install ${missing}`);
    const known = (await hotel.client.call('exports.list', {})).rows[0];
    if (!known) await fill();
    const id = known?.id ?? (await hotel.addExport('airbnb', '1')).id;
    for (const showGuestNames of [false, true]) {
      for (const withTimes of [false, true]) {
        await hotel.client.call('exports.change', { id, showGuestNames, withTimes });
        const { text, nights } = await hotel.client.call('exports.preview', { id });
        const events = read(script, text);
        expect(events.map(([arrival, departure]) => ({ arrival, departure }))).toEqual(nights);
        expect(new Set(events.map(([, , uid]) => uid)).size).toBe(nights.length);
        expect(events.some(([, , , , isBroken]) => isBroken)).toBe(false);
        const names = events.map(([, , , summary]) => summary);
        if (showGuestNames) expect(names[1]).toContain('Zoë; Éva, "the" \\ elder 🎉');
        else expect(new Set(names)).toEqual(new Set(['Unavailable']));
      }
    }
  });

  it.for(READERS)(
    '$name reads a calendar with nothing to tell',
    async ({ name, script, isThere, missing }, { skip }) => {
      if (!isThere) skip(`${name} is not here; install ${missing}`);
      const { rows } = await hotel.client.call('exports.list', {});
      const id =
        rows.find(({ unitName }) => unitName === '9')?.id ?? (await hotel.addExport('booking', '9')).id;
      const { text, nights } = await hotel.client.call('exports.preview', { id });
      expect(nights).toEqual([]);
      const events = read(script, text);
      expect(events).toHaveLength(1);
      expect((events[0]?.[1] ?? '') < '2027-01-01').toBe(true);
    },
  );
});
