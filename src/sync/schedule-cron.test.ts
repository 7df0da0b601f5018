import { describe, expect, it } from 'vitest';
import { nextRun, parseCron } from './schedule-cron.ts';
import { PROVIDER_SCHEDULES, WORK_SCHEDULES } from './schedule-defaults.ts';

const ROME = 'Europe/Rome';
const at = (iso: string): number => Date.parse(iso);
const next = (cron: string, after: string, zone = ROME): string =>
  new Date(nextRun(parseCron(cron), zone, at(after))).toISOString().replace(':00.000Z', 'Z');

describe('the five fields', () => {
  it.each([
    ['* * * * *', '2027-03-01T08:00Z', '2027-03-01T08:01Z'],
    ['*/5 * * * *', '2027-03-01T08:00Z', '2027-03-01T08:05Z'],
    ['0 3 * * *', '2027-03-01T08:00Z', '2027-03-02T02:00Z'],
    ['30 2,14 * * *', '2027-03-01T08:00Z', '2027-03-01T13:30Z'],
    ['0 9-17/4 * * *', '2027-03-01T08:00Z', '2027-03-01T12:00Z'],
    ['10/20 * * * *', '2027-03-01T08:31Z', '2027-03-01T08:50Z'],
    ['0 0 1 * *', '2027-03-01T08:00Z', '2027-03-31T22:00Z'],
    ['0 0 31 * *', '2027-03-31T08:00Z', '2027-05-30T22:00Z'],
    ['0 12 29 feb *', '2027-03-01T08:00Z', '2028-02-29T11:00Z'],
    ['0 12 * * mon', '2027-03-01T12:00Z', '2027-03-08T11:00Z'],
    ['0 12 * * 7', '2027-03-01T12:00Z', '2027-03-07T11:00Z'],
    ['0 12 * * SAT-SUN', '2027-03-01T12:00Z', '2027-03-06T11:00Z'],
    ['0 12 * * fri,sat', '2027-03-01T12:00Z', '2027-03-05T11:00Z'],
    // both kinds of day: either
    ['0 12 13 * fri', '2027-03-06T12:00Z', '2027-03-12T11:00Z'],
    ['0 12 13 * fri', '2027-03-12T12:00Z', '2027-03-13T11:00Z'],
    ['0 12 1 jan-mar/2 *', '2027-01-02T00:00Z', '2027-03-01T11:00Z'],
  ])('%s after %s comes at %s', (cron, after, expected) => {
    expect(next(cron, after)).toBe(expected);
  });

  it.each([
    '',
    '* * * *',
    '* * * * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '5-1 * * * *',
    '*/0 * * * *',
    '1-2-3 * * * *',
    '1/2/3 * * * *',
    'a * * * *',
    '-1 * * * *',
    '1, * * * *',
    '0 0 31 feb,apr *',
    '@daily',
  ])('refuses “%s” in words', (text) => {
    expect(() => parseCron(text)).toThrow(/is not a schedule/);
  });

  it('knows all the schedules that come with Bellhop', () => {
    const all = [
      ...Object.values(WORK_SCHEDULES),
      ...Object.values(PROVIDER_SCHEDULES).flatMap((each) => Object.values(each)),
    ];
    for (const { cron, jitterMs } of all) {
      const first = nextRun(parseCron(cron), ROME, at('2027-03-01T08:00Z'));
      expect(nextRun(parseCron(cron), ROME, first) - first).toBeGreaterThan(jitterMs);
    }
  });
});
