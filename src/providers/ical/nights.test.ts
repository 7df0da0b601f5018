import { describe, expect, it } from 'vitest';
import { calendar, codesIn, event, nightsIn, read } from './calendar-for-test.ts';

const one = (lines: readonly string[], options: Parameters<typeof read>[1] = {}): string => {
  const feed = read(calendar([event('UID:u', ...lines)]), options);
  return nightsIn(feed)[0] ?? codesIn(feed)[0] ?? 'nothing';
};

describe('whole days', () => {
  it.each([
    [
      'the end is the departure',
      ['DTSTART;VALUE=DATE:20270310', 'DTEND;VALUE=DATE:20270313'],
      '2027-03-10/2027-03-13',
    ],
    ['without an end one night', ['DTSTART;VALUE=DATE:20270310'], '2027-03-10/2027-03-11'],
    ['DURATION in days', ['DTSTART;VALUE=DATE:20270310', 'DURATION:P3D'], '2027-03-10/2027-03-13'],
    ['DURATION in weeks', ['DTSTART;VALUE=DATE:20270310', 'DURATION:P1W'], '2027-03-10/2027-03-17'],
    ['DURATION in hours', ['DTSTART;VALUE=DATE:20270310', 'DURATION:PT72H'], '2027-03-10/2027-03-13'],
    [
      'over a leap day',
      ['DTSTART;VALUE=DATE:20280228', 'DTEND;VALUE=DATE:20280301'],
      '2028-02-28/2028-03-01',
    ],
    [
      'end before start, written the other way round',
      ['DTEND;VALUE=DATE:20270313', 'DTSTART;VALUE=DATE:20270310'],
      '2027-03-10/2027-03-13',
    ],
    ['a date and a time', ['DTSTART;VALUE=DATE:20270310', 'DTEND:20270313T100000'], '2027-03-10/2027-03-13'],
  ])('%s', (_name, lines, expected) => {
    expect(one(lines)).toBe(expected);
  });

  it('the end may be the last night', () => {
    const lines = ['DTSTART;VALUE=DATE:20270310', 'DTEND;VALUE=DATE:20270312'];
    expect(one(lines, { endIsLastNight: true })).toBe('2027-03-10/2027-03-13');
    const single = ['DTSTART;VALUE=DATE:20270310', 'DTEND;VALUE=DATE:20270310'];
    const feed = read(calendar([event('UID:u', ...single)]), { endIsLastNight: true });
    expect(nightsIn(feed)).toEqual(['2027-03-10/2027-03-11']);
    expect(feed.problems).toEqual([]);
    const late = ['DTSTART:20270310T150000', 'DTEND:20270312T235900'];
    expect(one(late, { endIsLastNight: true })).toBe('2027-03-10/2027-03-13');
  });
});

describe('times of day, at the property', () => {
  it.each([
    ['floating', ['DTSTART:20270310T160000', 'DTEND:20270313T110000'], '2027-03-10/2027-03-13'],
    ['an end at midnight', ['DTSTART:20270310T160000', 'DTEND:20270313T000000'], '2027-03-10/2027-03-13'],
    ['an end at 24:00', ['DTSTART:20270310T160000', 'DTEND:20270312T240000'], '2027-03-10/2027-03-13'],
    [
      'a late departure adds no night',
      ['DTSTART:20270310T160000', 'DTEND:20270313T180000'],
      '2027-03-10/2027-03-13',
    ],
    ['one day', ['DTSTART:20270310T100000', 'DTEND:20270310T120000'], 'not-overnight'],
    ['a time alone', ['DTSTART:20270310T100000'], 'not-overnight'],
    ['DURATION', ['DTSTART:20270310T160000', 'DURATION:P2DT19H'], '2027-03-10/2027-03-13'],
    ['UTC', ['DTSTART:20270310T160000Z', 'DTEND:20270313T110000Z'], '2027-03-10/2027-03-13'],
    [
      'UTC before summer midnight',
      ['DTSTART:20270710T233000Z', 'DTEND:20270713T110000Z'],
      '2027-07-11/2027-07-13',
    ],
    [
      'UTC before winter midnight',
      ['DTSTART:20270110T233000Z', 'DTEND:20270113T110000Z'],
      '2027-01-10/2027-01-13',
    ],
    [
      'another zone',
      ['DTSTART;TZID=America/New_York:20270310T200000', 'DTEND;TZID=America/New_York:20270313T110000'],
      '2027-03-11/2027-03-13',
    ],
    [
      'the zone of the property',
      ['DTSTART;TZID=Europe/Lisbon:20270310T233000', 'DTEND;TZID=Europe/Lisbon:20270313T000000'],
      '2027-03-10/2027-03-13',
    ],
    [
      'across the change to summer time',
      ['DTSTART;TZID=Europe/Berlin:20270327T160000', 'DTEND;TZID=Europe/Berlin:20270329T003000'],
      '2027-03-27/2027-03-28',
    ],
    [
      'at a time that the clock skips',
      ['DTSTART;TZID=Europe/Lisbon:20270328T013000', 'DTEND;TZID=Europe/Lisbon:20270329T100000'],
      '2027-03-28/2027-03-29',
    ],
    [
      'a Windows zone',
      [
        'DTSTART;TZID=Eastern Standard Time:20270310T200000',
        'DTEND;TZID=Eastern Standard Time:20270313T110000',
      ],
      '2027-03-11/2027-03-13',
    ],
    [
      'a quoted Windows name',
      ['DTSTART;TZID="(UTC-05:00)":20270310T200000', 'DTEND;TZID="(UTC-05:00)":20270313T110000'],
      '2027-03-11/2027-03-13',
    ],
    [
      'a prefixed zone',
      [
        'DTSTART;TZID=/example.org/20200101_1/America/New_York:20270310T200000',
        'DTEND;TZID=/example.org/20200101_1/America/New_York:20270313T110000',
      ],
      '2027-03-11/2027-03-13',
    ],
  ])('%s', (_name, lines, expected) => {
    expect(one(lines)).toBe(expected);
  });

  it('an event within a day is no stay and no loss, unless wanted', () => {
    const lines = ['DTSTART:20270310T100000', 'DTEND:20270310T120000'];
    const feed = read(calendar([event('UID:u', ...lines)]));
    expect(feed).toMatchObject({
      verdict: 'ok',
      problems: [{ code: 'not-overnight', isLoss: false, line: 6 }],
    });
    expect(one(lines, { timedEventsAreStays: true })).toBe('2027-03-10/2027-03-11');
  });

  it('an unknown zone is read as local and named', () => {
    const lines = ['DTSTART;TZID=Atlantis/Deep:20270310T233000', 'DTEND;TZID=Atlantis/Deep:20270313T110000'];
    const feed = read(calendar([event('UID:u', ...lines)]));
    expect(nightsIn(feed)).toEqual(['2027-03-10/2027-03-13']);
    expect(feed).toMatchObject({ verdict: 'ok', problems: [{ code: 'unknown-zone', line: 6, uid: 'u' }] });
  });

  it('an unquoted zone name with a colon in it', () => {
    const zone = '(UTC+01:00) Amsterdam';
    const feed = read(
      calendar([
        event('UID:u', `DTSTART;TZID=${zone}:20270310T160000`, `DTEND;TZID=${zone}:20270313T110000`),
      ]),
    );
    expect(nightsIn(feed)).toEqual(['2027-03-10/2027-03-13']);
  });
});

describe('events that take no night', () => {
  const lines = ['DTSTART;VALUE=DATE:20270310', 'DTEND;VALUE=DATE:20270313'];
  it.each([
    ['STATUS:CANCELLED', 'cancelled-event'],
    ['STATUS:cancelled', 'cancelled-event'],
    ['TRANSP:TRANSPARENT', 'transparent-event'],
  ])('%s', (line, code) => {
    const feed = read(calendar([event('UID:u', ...lines, line)]));
    expect(feed.events).toEqual([]);
    expect(feed).toMatchObject({ verdict: 'ok', problems: [{ code, uid: 'u', line: 4, isLoss: false }] });
  });

  it('free events take their nights where the hotel wants it, cancelled ones never', () => {
    expect(one([...lines, 'TRANSP:TRANSPARENT'], { allEventsBlock: true })).toBe('2027-03-10/2027-03-13');
    expect(one([...lines, 'STATUS:CANCELLED'], { allEventsBlock: true })).toBe('cancelled-event');
  });

  it('a calendar of only such events is not an empty one', () => {
    const feed = read(calendar([event('UID:u', ...lines, 'STATUS:CANCELLED')]));
    expect(feed.reasons).toEqual([]);
  });
});
