import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextRun, parseCron } from './schedule-cron.ts';
import { jitterOf, look, type Schedule } from './schedule.ts';

const ROME = 'Europe/Rome';
const MINUTE = 60_000;
const at = (iso: string): number => Date.parse(iso);
const next = (cron: string, after: string, zone = ROME): string =>
  new Date(nextRun(parseCron(cron), zone, at(after))).toISOString().replace(':00.000Z', 'Z');

describe('nights on which the clock is changed', () => {
  it('runs once where its time is jumped over, as soon as the jump is over', () => {
    expect(next('30 2 * * *', '2027-03-27T12:00Z')).toBe('2027-03-28T01:00Z');
    expect(next('30 2 * * *', '2027-03-28T01:00Z')).toBe('2027-03-29T00:30Z');
  });

  it('runs once where its time comes twice, the first time', () => {
    expect(next('30 2 * * *', '2027-10-30T12:00Z')).toBe('2027-10-31T00:30Z');
    expect(next('30 2 * * *', '2027-10-31T00:30Z')).toBe('2027-11-01T01:30Z');
  });

  it.each(['Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Santiago'])(
    'does not fall silent in %s: every five minutes stays every five minutes all year',
    (zone) => {
      const cron = parseCron('*/5 * * * *');
      let last = at('2027-01-01T00:00Z');
      for (let day = 0; day < 365; day += 1) {
        const from = at('2027-01-01T00:00Z') + day * 24 * 60 * MINUTE;
        last = from;
        // around the hours in which clocks are changed somewhere
        for (let step = 0; step < 3; step += 1) {
          const run = nextRun(cron, zone, last);
          expect(run - last).toBe(5 * MINUTE);
          last = run;
        }
      }
    },
  );

  it('passes the changed hours in steps of five minutes', () => {
    const cron = parseCron('*/5 * * * *');
    for (const night of ['2027-03-27T23:00Z', '2027-10-30T22:00Z']) {
      let last = at(night);
      for (let step = 0; step < 60; step += 1) {
        const run = nextRun(cron, ROME, last);
        expect(run - last).toBe(5 * MINUTE);
        last = run;
      }
    }
  });
});

const field = (low: number, high: number): fc.Arbitrary<string> => {
  const number = fc.integer({ min: low, max: high });
  const range = fc.tuple(number, number).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  return fc.oneof(
    fc.constant('*'),
    number.map(String),
    range,
    fc
      .tuple(fc.oneof(fc.constant('*'), range), fc.integer({ min: 1, max: 7 }))
      .map(([a, step]) => `${a}/${step}`),
    fc.array(number, { minLength: 2, maxLength: 4 }).map((all) => all.join(',')),
  );
};
const zones = fc.constantFrom(
  ...['Europe/Rome', 'UTC', 'America/New_York', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu'],
  ...['America/Santiago', 'Pacific/Apia', 'Africa/Casablanca', 'America/Havana'],
);
/** Half of them close to a night on which Rome or New York changes its clocks. */
const moments = fc.oneof(
  fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2030-01-01T00:00Z') }),
  fc
    .tuple(
      fc.constantFrom('2027-03-28T01:00Z', '2027-10-31T01:00Z', '2027-03-14T07:00Z', '2027-11-07T06:00Z'),
      fc.integer({ min: -180, max: 180 }),
    )
    .map(([night, minutes]) => at(night) + minutes * MINUTE),
);

/** The definition once more, minute by minute: does the wall clock show a moment of the schedule? */
function isShown(text: string, wall: Temporal.PlainDateTime): boolean {
  const has = (written: string, value: number, low: number, high: number): boolean =>
    written.split(',').some((part) => {
      const [range = '', step = '1'] = part.split('/');
      const [
        from = low,
        to = range === '*' ? high : part.includes('/') && !range.includes('-') ? high : from,
      ] = range === '*' ? [] : range.split('-').map(Number);
      return value >= from && value <= to && (value - from) % Number(step) === 0;
    });
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = text.split(' ');
  const isDay = has(day, wall.day, 1, 31);
  const isWeekday = has(weekday, wall.dayOfWeek % 7, 0, 6);
  const isEither = day !== '*' && weekday !== '*';
  return (
    has(minute, wall.minute, 0, 59) &&
    has(hour, wall.hour, 0, 23) &&
    has(month, wall.month, 1, 12) &&
    (isEither ? isDay || isWeekday : isDay && isWeekday)
  );
}

/** The moments of a schedule within two days by brute force. Undefined also where the clock is changed meanwhile. */
function truthWithin(text: string, zone: string, after: number): number | 'changed' | undefined {
  const shownAt = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  // a day more on both sides: a time that was jumped over, or comes twice, is near
  const day = 1440 * MINUTE;
  const offsets = new Set(
    [after - day, after, after + day, after + 2 * day, after + 3 * day].map((at) => shownAt(at).offset),
  );
  if (offsets.size > 1) return 'changed';
  for (let minute = Math.floor(after / MINUTE) + 1; minute <= after / MINUTE + 2880; minute += 1)
    if (isShown(text, shownAt(minute * MINUTE).toPlainDateTime())) return minute * MINUTE;
  return undefined;
}

it('finds what a minute-by-minute search finds, in any zone', () => {
  const crons = fc
    .tuple(
      field(0, 59),
      field(0, 23),
      fc.oneof(fc.constant('*'), field(1, 28)),
      fc.constant('*'),
      field(0, 6),
    )
    .map((fields) => fields.join(' '));
  fc.assert(
    fc.property(crons, zones, moments, (text, zone, after) => {
      const found = nextRun(parseCron(text), zone, after);
      expect(found).toBeGreaterThan(after);
      const expected = truthWithin(text, zone, after);
      if (expected === 'changed') return;
      if (expected !== undefined) expect(found).toBe(expected);
      else expect(found).toBeGreaterThan(after + 2879 * MINUTE);
    }),
    { numRuns: 60 },
  );
});

it('runs a fixed time once on each date, also where the clock is changed', () => {
  const times = fc.tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 4 }));
  fc.assert(
    fc.property(times, zones, moments, ([minute, hour], zone, after) => {
      const cron = parseCron(`${minute} ${hour} * * *`);
      const dates: string[] = [];
      for (let run = after, count = 0; count < 4; count += 1) {
        run = nextRun(cron, zone, run);
        dates.push(
          Temporal.Instant.fromEpochMilliseconds(run).toZonedDateTimeISO(zone).toPlainDate().toString(),
        );
      }
      expect(new Set(dates).size).toBe(4);
    }),
    { numRuns: 60 },
  );
});

describe('what a schedule wants now', () => {
  const nightly: Schedule = { id: '7:reconcile', cron: parseCron('0 3 * * *'), zone: ROME, jitterMs: 0 };
  const state = { addedAt: at('2027-03-01T08:00Z'), lastRunAt: null, isPaused: false };

  it('waits for its time, is due then, and not again after it ran', () => {
    const run = at('2027-03-02T02:00Z');
    expect(look(nightly, state, run - 1)).toEqual({ isDue: false, nextAt: run, missed: 0 });
    expect(look(nightly, state, run)).toEqual({ isDue: true, nextAt: at('2027-03-03T02:00Z'), missed: 0 });
    const ran = { ...state, lastRunAt: run };
    expect(look(nightly, ran, run)).toEqual({ isDue: false, nextAt: at('2027-03-03T02:00Z'), missed: 0 });
  });

  it('makes up for a long sleep with one run', () => {
    const now = at('2027-03-05T10:00Z');
    expect(look(nightly, state, now)).toEqual({ isDue: true, nextAt: at('2027-03-06T02:00Z'), missed: 3 });
    expect(look(nightly, { ...state, lastRunAt: now }, now).isDue).toBe(false);
    const often = { ...nightly, cron: parseCron('*/5 * * * *') };
    expect(look(often, state, now)).toEqual({ isDue: true, nextAt: now + 5 * MINUTE, missed: 99 });
  });

  it('rests while it is paused and makes up for that with one run', () => {
    const now = at('2027-03-05T10:00Z');
    expect(look(nightly, { ...state, isPaused: true }, now)).toEqual({
      isDue: false,
      nextAt: null,
      missed: 0,
    });
    expect(look(nightly, state, now).isDue).toBe(true);
  });

  it('does not wait for a time that a clock now set back once showed', () => {
    const ahead = { ...state, lastRunAt: at('2028-01-01T00:00Z') };
    expect(look(nightly, ahead, at('2027-03-01T09:00Z')).nextAt).toBe(at('2027-03-02T02:00Z'));
  });

  it('spreads connections over the jitter, each always at its own moment', () => {
    const run = at('2027-03-02T02:00Z');
    const delays = Array.from({ length: 200 }, (_, id) => jitterOf(`${id}:pull`, run, 1000));
    expect(Math.min(...delays)).toBeLessThan(50);
    expect(Math.max(...delays)).toBeGreaterThan(950);
    expect(Math.max(...delays)).toBeLessThan(1000);
    const late = { ...nightly, jitterMs: 10 * MINUTE };
    const { nextAt } = look(late, state, run - 1);
    expect(nextAt).toBe(run + jitterOf(late.id, run, late.jitterMs));
    expect(look(late, state, (nextAt ?? 0) - 1).isDue).toBe(false);
    expect(look(late, state, nextAt ?? 0).isDue).toBe(true);
  });
});
