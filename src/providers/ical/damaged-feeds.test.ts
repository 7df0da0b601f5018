import { describe, expect, it } from 'vitest';
import { calendar, codesIn, event, nightsIn, read, stay } from './calendar-for-test.ts';

const FIRST = stay('first@example', '20270310', '20270313');
const LAST = stay('last@example', '20270320', '20270322');
const BOTH = ['2027-03-10/2027-03-13', '2027-03-20/2027-03-22'];
/** A calendar with something between two sound events; its first line is line 11 of the body. */
const between = (...lines: string[]): string => calendar([FIRST, ...lines, LAST]);
const LINE = 11;

describe('bodies that are no calendar are refused whole', () => {
  it.each([
    ['empty-body', ''],
    ['empty-body', '\n'],
    ['empty-body', '\uFEFF \r\n\r\n'],
    ['empty-body', ' '.repeat(4_000_000)],
    ['html', '<!DOCTYPE html><html><body>Sign in</body></html>'],
    ['json', '{"code":500,"message":"There was an error"}'],
    ['json', '[]'],
    ['not-a-calendar', 'Too many requests'],
    ['not-a-calendar', 'BEGIN:VCARD\r\nFN:Somebody\r\nEND:VCARD\r\n'],
    ['not-a-calendar', `${FIRST}\r\n`],
    ['json', `{"code":500}${calendar([FIRST])}`],
  ])('%s (%#)', (code, body) => {
    const feed = read(body);
    expect(feed).toMatchObject({ verdict: 'rejected', events: [], fingerprint: '' });
    expect(feed.reasons.map((reason) => reason.code)).toEqual([code]);
  });

  it('shows the first line without what is secret in it', () => {
    const page =
      '\n<a href="https://example.com/ical/0123456789abcdef0123456789abcdef.ics">ana@example.com</a>\n';
    const [reason] = read(page).reasons;
    expect(reason?.message).toContain('example.com');
    expect(reason?.message).not.toMatch(/0123456789abcdef|ana@/);
    expect(read('word '.repeat(200)).reasons[0]?.message.length).toBeLessThan(200);
  });

  it('binary', () => {
    const bytes = Uint8Array.from({ length: 4096 }, (_, index) => (index * 89 + 7) % 256);
    expect(read(bytes).verdict).toBe('rejected');
    expect(read(new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0])).reasons[0]?.code).toBe('not-a-calendar');
  });

  it('truncated anywhere after the first line', () => {
    const whole = calendar([FIRST, LAST]);
    for (let length = 15; length < whole.length - 5; length += 7) {
      const feed = read(whole.slice(0, length));
      expect(feed.verdict).toBe('rejected');
      expect(feed.reasons[0]?.code).toBe('truncated');
    }
  });

  it('over 5 MB', () => {
    const big = calendar([event('DTSTART;VALUE=DATE:20270310', `X-PAD:${'é'.repeat(2_700_000)}`)]);
    expect(read(big).reasons[0]?.code).toBe('too-large');
    expect(read(new TextEncoder().encode(big)).reasons[0]?.code).toBe('too-large');
  });

  it('20,001 events, while 20,000 are read', () => {
    const tiny = 'BEGIN:VEVENT\nUID:u\nDTSTART;VALUE=DATE:20270310\nEND:VEVENT';
    const many = (count: number): string => calendar(Array.from({ length: count }, () => tiny));
    expect(read(many(20_001)).reasons[0]?.code).toBe('too-many-events');
    const feed = read(many(20_000));
    expect(feed.verdict).toBe('ok');
    expect(new Set(feed.events.map(({ key }) => key)).size).toBe(20_000);
  });
});

describe('whole calendars in odd dress', () => {
  it.each([
    ['byte order mark', `\uFEFF${calendar([FIRST, LAST])}`],
    ['leading blank lines', `\r\n \r\n${calendar([FIRST, LAST])}`],
    ['LF only', calendar([FIRST, LAST]).replaceAll('\r\n', '\n')],
    ['CR only', calendar([FIRST, LAST]).replaceAll('\r\n', '\r')],
    ['doubled CR', calendar([FIRST, LAST]).replaceAll('\r\n', '\r\r\n')],
    ['no final line end', calendar([FIRST, LAST]).trimEnd()],
    ['small letters', calendar([FIRST, LAST]).toLowerCase()],
    ['blank lines between', calendar([FIRST, LAST]).replaceAll('\r\n', '\r\n\r\n')],
    ['blanks at line ends', calendar([FIRST, LAST]).replaceAll('VEVENT\r\n', 'VEVENT  \r\n')],
    ['several calendars', calendar([FIRST]) + calendar([LAST])],
    ['several calendars without a line between', calendar([FIRST]) + calendar([]) + calendar([LAST])],
  ])('%s', (_name, body) => {
    for (const form of [body, new TextEncoder().encode(body)]) {
      const feed = read(form);
      expect(nightsIn(feed)).toEqual(BOTH);
      expect(feed.verdict).toBe('ok');
      expect(feed.problems).toEqual([]);
    }
  });

  it('an empty calendar is ok and says so', () => {
    const feed = read(calendar([]));
    expect(feed).toMatchObject({ verdict: 'ok', events: [], reasons: [{ code: 'empty-feed' }] });
    expect(feed.fingerprint).not.toBe('');
  });

  it('folds inside a word, inside é and inside an emoji', () => {
    const text = 'Réservée 🛎️ à deux';
    const bytes = new TextEncoder().encode(calendar([stay('u@example', '20270310', '20270313', text)]));
    const at = bytes.indexOf(0xc3);
    for (let cut = at - 3; cut < at + 16; cut++) {
      const fold = new Uint8Array([...bytes.slice(0, cut), 13, 10, 32, ...bytes.slice(cut)]);
      const feed = read(fold);
      expect(feed.events[0]?.summary).toBe(text);
      expect(feed.problems).toEqual([]);
    }
  });

  it('Latin-1 accents are read, stray bytes are put up with', () => {
    const latin = Uint8Array.from(calendar([stay('u', '20270310', '20270313', 'Réservée')]), (character) =>
      character.charCodeAt(0),
    );
    const feed = read(latin);
    expect(feed.events[0]?.summary).toBe('Réservée');
    expect(feed).toMatchObject({ verdict: 'ok', problems: [{ code: 'bad-encoding' }] });
    const mixed = new TextEncoder().encode(calendar([stay('u', '20270310', '20270313', 'Réservé Q')]));
    mixed[mixed.lastIndexOf(0x51)] = 0xff;
    expect(nightsIn(read(mixed))).toEqual(['2027-03-10/2027-03-13']);
  });

  it('comments, as in calendars made by hand', () => {
    const feed = read(`# my calendar\n${between('# DTSTART:20270101 is not ours', '// nor this')}`);
    expect(nightsIn(feed)).toEqual(BOTH);
    expect(feed.verdict).toBe('ok');
    expect(codesIn(feed)).toEqual(['comment-line', 'comment-line', 'comment-line']);
  });

  it('text after the end', () => {
    const feed = read(`${calendar([FIRST, LAST])}<!-- cached -->\n<!-- 12 ms -->\n`);
    expect(nightsIn(feed)).toEqual(BOTH);
    expect(feed).toMatchObject({ verdict: 'ok', problems: [{ code: 'text-after-end', line: 19 }] });
  });

  it('numbers lines as they stand in the body, whatever ends them', () => {
    const body = between('junk');
    for (const form of [body, body.replaceAll('\r\n', '\n'), body.replaceAll('\r\n', '\r')])
      expect(read(form).problems).toMatchObject([{ code: 'junk-line', line: LINE, isLoss: true }]);
  });
});

describe('a damaged event costs nothing but itself', () => {
  const sound = (...lines: string[]): string => event('UID:odd@example', ...lines);
  /** code, offset of its line from BEGIN:VEVENT, lines behind the UID */
  it.each([
    ['no-start', 0, ['SUMMARY:x']],
    ['bad-start', 2, ['DTSTART', 'SUMMARY:x']],
    ['bad-start', 2, ['DTSTART;VALUE=DATE:tomorrow']],
    ['bad-start', 2, ['DTSTART;VALUE=DATE:20271301', 'DTEND;VALUE=DATE:20271305']],
    ['bad-start', 2, ['DTSTART;VALUE=DATE:20270230', 'DTEND;VALUE=DATE:20270305']],
    ['bad-start', 2, ['DTSTART:20270310T250000', 'DTEND:20270313T100000']],
    ['bad-start', 2, ['DTSTART;VALUE=DATE:2027 310', 'DTEND;VALUE=DATE:20270313']],
    ['bad-start', 2, ['DTSTART;VALUE=DATE:20270310', ' DTEND;VALUE=DATE:20270313']],
    ['bad-end', 3, ['DTSTART;VALUE=DATE:20270310', 'DTEND;VALUE=DATE:']],
    ['bad-end', 3, ['DTSTART;VALUE=DATE:20270310', 'DTEND:']],
    ['bad-end', 3, ['DTSTART;VALUE=DATE:20270310', 'DTEND;VALUE=DATE:20270431']],
    ['bad-end', 3, ['DTSTART;VALUE=DATE:20270310', 'DTEND']],
    ['bad-end', 3, ['DTSTART;VALUE=DATE:20270310', 'DURATION:three nights']],
    ['date-out-of-range', 2, ['DTSTART;VALUE=DATE:02070701', 'DTEND;VALUE=DATE:20270702']],
    ['date-out-of-range', 3, ['DTSTART;VALUE=DATE:20270701', 'DTEND;VALUE=DATE:22070702']],
    ['date-out-of-range', 2, ['DTSTART;VALUE=DATE:20991231', 'DURATION:P900W']],
    ['date-out-of-range', 2, ['DTSTART:20000101T000000Z', 'DTEND:20000102T000000Z'], 'America/New_York'],
    ['end-before-start', 3, ['DTSTART;VALUE=DATE:20270313', 'DTEND;VALUE=DATE:20270310']],
    ['end-before-start', 3, ['DTSTART:20270313T100000', 'DTEND:20270313T090000']],
    ['end-before-start', 3, ['DTSTART;VALUE=DATE:20270313', 'DURATION:-P3D']],
  ] as const)('%s (line %i): %j', (code, offset, lines, zone?: string) => {
    const feed = read(between(sound(...lines)), zone === undefined ? {} : { zone });
    expect(nightsIn(feed)).toEqual(BOTH);
    expect(feed.verdict).toBe('suspect');
    expect(feed.reasons[0]?.code).toBe('nights-may-be-missing');
    const problem = feed.problems.find((each) => each.code === code);
    expect(problem).toMatchObject({ code, uid: 'odd@example', isLoss: true });
    if (code !== 'date-out-of-range') expect(problem?.line).toBe(LINE + offset);
  });

  it.each([
    ['spaced-date', ['DTSTART;VALUE=DATE: 20270701', 'DTEND;VALUE=DATE:20270703 ']],
    ['spaced-date', ['DTSTART;VALUE=DATE:2027-07-01', 'DTEND;VALUE=DATE:2027-07-03']],
    ['date-without-value', ['DTSTART:20270701', 'DTEND:20270703']],
    ['date-with-time', ['DTSTART;VALUE=DATE:20270701T150000', 'DTEND;VALUE=DATE:20270703T100000']],
    ['bad-parameter', ['DTSTART;VALUE=DATE:20270701', 'DTEND;VALUE=DATE:20270703', 'SUMMARY;FOO:Reserved']],
    ['bad-parameter', ['DTSTART;FOO:20270701', 'DTEND;VALUE=DATE:20270703']],
  ])('%s is read and noted: %j', (code, lines) => {
    const feed = read(between(sound(...lines)));
    expect(nightsIn(feed)).toEqual([...BOTH, '2027-07-01/2027-07-03']);
    expect(feed.verdict).toBe('ok');
    expect(codesIn(feed)).toContain(code);
  });

  it('a parameter without a value costs no text', () => {
    const odd = sound('DTSTART;VALUE=DATE:20270701', 'SUMMARY;FOO:Booked');
    expect(read(calendar([odd])).events[0]?.summary).toBe('Booked');
  });

  it('an end on the day of the start is one night, and no loss', () => {
    const feed = read(between(stay('odd@example', '20270315', '20270315')));
    expect(nightsIn(feed)).toContain('2027-03-15/2027-03-16');
    expect(feed).toMatchObject({
      verdict: 'ok',
      problems: [{ code: 'end-equals-start', line: LINE + 3, uid: 'odd@example', isLoss: false }],
    });
  });

  it('two starts: the first counts, the same one twice is nothing', () => {
    const twice = (second: string): string =>
      sound('DTSTART;VALUE=DATE:20270315', `DTSTART;VALUE=DATE:${second}`, 'DTEND;VALUE=DATE:20270317');
    const feed = read(between(twice('20270316')));
    expect(nightsIn(feed)).toContain('2027-03-15/2027-03-17');
    expect(feed).toMatchObject({ verdict: 'suspect', problems: [{ code: 'two-starts', line: LINE + 3 }] });
    expect(read(between(twice('20270315')))).toMatchObject({ verdict: 'ok', problems: [] });
  });

  it('a missing or empty UID', () => {
    const anonymous = event('DTSTART;VALUE=DATE:20270315', 'DTEND;VALUE=DATE:20270317', 'SUMMARY:Booked');
    const feed = read(calendar([anonymous, anonymous, anonymous.replace('SUMMARY', 'UID: \r\nSUMMARY')]));
    expect(feed.events.map(({ uid }) => uid)).toEqual([null, null, null]);
    expect(feed.events.map(({ key }) => key)).toEqual([
      '2027-03-15/2027-03-17/Booked',
      '2027-03-15/2027-03-17/Booked#2',
      '2027-03-15/2027-03-17/Booked#3',
    ]);
    expect(feed.verdict).toBe('ok');
  });

  it('equal UIDs are all kept, with the start in their keys', () => {
    const feed = read(
      calendar([
        stay('same', '20270310', '20270313'),
        stay('same', '20270410', '20270413'),
        stay('same', '20270410', '20270414'),
        stay('same', '20270410', '20270414'),
        stay('other', '20270501', '20270502'),
      ]),
    );
    expect(feed.events.map(({ key }) => key)).toEqual([
      'same/2027-03-10',
      'same/2027-04-10',
      'same/2027-04-10/2027-04-14',
      'same/2027-04-10/2027-04-14#2',
      'other',
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('UID %s', (uid) => {
    const feed = read(calendar([stay(uid, '20270310', '20270313'), stay('b', '20270320', '20270322')]));
    expect(feed.events.map(({ key }) => key)).toEqual([uid, 'b']);
    const odd = event(`${uid}:x`, `UID;${uid}=1:a`, 'DTSTART;VALUE=DATE:20270310', `SUMMARY;VALUE=${uid}:s`);
    expect(nightsIn(read(calendar([odd])))).toEqual(['2027-03-10/2027-03-11']);
  });

  it('overlapping events stay apart', () => {
    const feed = read(calendar([stay('a', '20270310', '20270320'), stay('b', '20270312', '20270314')]));
    expect(nightsIn(feed)).toEqual(['2027-03-10/2027-03-20', '2027-03-12/2027-03-14']);
  });
});

describe('foreign text', () => {
  const error = '{"code":500,"message":"oops: try again"}';

  it('a junk line between events', () => {
    const feed = read(between('Warning: out of memory'));
    expect(nightsIn(feed)).toEqual(BOTH);
    expect(codesIn(read(between('Warning: out of memory in line 7 of all')))).toEqual([]);
    expect(read(between('Fatal error in line 7'))).toMatchObject({
      verdict: 'suspect',
      problems: [{ code: 'junk-line', line: LINE, isLoss: true }],
    });
  });

  it('a junk line inside an event', () => {
    const odd = stay('odd', '20270401', '20270402').replace('SUMMARY', '%%%\r\nSUMMARY');
    const feed = read(between(odd));
    expect(nightsIn(feed)).toEqual([...BOTH, '2027-04-01/2027-04-02']);
    expect(feed).toMatchObject({
      verdict: 'suspect',
      problems: [{ code: 'junk-line', uid: 'odd', line: LINE + 4 }],
    });
  });

  it('a description broken over lines is no loss', () => {
    const odd = stay('odd', '20270401', '20270402').replace(
      'UID',
      'DESCRIPTION:Arrives late\r\n(call first)\r\nDoor 4\r\nUID',
    );
    const feed = read(between(odd));
    expect(feed.events.at(-1)?.uid).toBe('odd');
    expect(feed.verdict).toBe('ok');
    expect(codesIn(feed)).toEqual(['junk-in-text', 'junk-in-text']);
  });

  it.each(['DTSTART', 'DTEND', 'UID', 'SUMMARY'])('glued before %s', (name) => {
    const feed = read(between(stay('odd', '20270401', '20270403').replace(name, error + name)));
    expect(nightsIn(feed)).toEqual([...BOTH, '2027-04-01/2027-04-03']);
    expect(feed.events.at(-1)).toMatchObject({ uid: 'odd', summary: 'Reserved' });
    expect(feed.verdict).toBe('suspect');
    expect(codesIn(feed)).toEqual(['foreign-text']);
  });

  it.each(['DTSTART', 'DTEND', 'UID'])('a word glued before %s', (name) => {
    const feed = read(between(stay('odd', '20270401', '20270403').replace(name, `error${name}`)));
    expect(nightsIn(feed)).toEqual([...BOTH, '2027-04-01/2027-04-03']);
    expect(feed.verdict).toBe('suspect');
  });

  it('glued before or between events', () => {
    for (const glued of [error + FIRST, FIRST.replace('END:VEVENT', `${error}END:VEVENT`)]) {
      const feed = read(calendar([glued, LAST]));
      expect(nightsIn(feed)).toEqual(BOTH);
      expect(feed.verdict).toBe('suspect');
    }
    const joined = read(calendar([FIRST + LAST]));
    expect(nightsIn(joined)).toEqual(BOTH);
    expect(joined).toMatchObject({ verdict: 'suspect', problems: [{ code: 'foreign-text', line: 10 }] });
  });

  it('an event swallowed by a fold is missed, not forgotten', () => {
    const feed = read(calendar(['X-NOTE:hello', ` ${FIRST}`, LAST]));
    expect(feed.verdict).toBe('suspect');
    expect(feed.problems).toContainEqual(expect.objectContaining({ code: 'event-not-found', line: 5 }));
    expect(nightsIn(feed)).toEqual(BOTH.slice(1));
  });

  it('a missing END or BEGIN of one event', () => {
    const open = read(between(stay('odd', '20270401', '20270402').replace('\r\nEND:VEVENT', '')));
    expect(nightsIn(open)).toEqual([...BOTH, '2027-04-01/2027-04-02']);
    expect(open).toMatchObject({ verdict: 'suspect', problems: [{ code: 'component-not-closed' }] });
    const headless = read(between(stay('odd', '20270401', '20270402').replace('BEGIN:VEVENT\r\n', '')));
    expect(nightsIn(headless)).toEqual(BOTH);
    expect(headless).toMatchObject({ verdict: 'suspect', problems: [{ code: 'end-without-begin' }] });
    const misnamed = read(
      between(stay('odd', '20270401', '20270402').replace('BEGIN:VEVENT', 'BEGIN:VEVEMT')),
    );
    expect(nightsIn(misnamed)).toEqual(BOTH);
    expect(misnamed.verdict).toBe('suspect');
  });

  it('an end lost to the line before it', () => {
    const odd = stay('odd', '20270401', '20270409').replace('20270401\r\nDTEND', '20270401\r\nX-A:bDTEND');
    const feed = read(between(odd));
    expect(feed.verdict).toBe('suspect');
    expect(codesIn(feed)).toEqual(['end-maybe-lost']);
  });

  it('an event outside any calendar', () => {
    const feed = read(`${calendar([FIRST])}${LAST}\r\n`);
    expect(nightsIn(feed)).toEqual(BOTH);
    expect(feed).toMatchObject({ verdict: 'suspect', problems: [{ code: 'event-outside-calendar' }] });
  });

  it('a calendar that begins before the last one ends', () => {
    const feed = read(calendar([FIRST]).replace('END:VCALENDAR\r\n', '') + calendar([LAST]));
    expect(nightsIn(feed)).toEqual(BOTH);
    expect(feed.verdict).toBe('suspect');
  });

  it('alarms and tasks are passed over, busy lists are named', () => {
    const alarm = 'BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nDURATION:PT5M\r\nSUMMARY:Ring\r\nUID:alarm\r\nEND:VALARM';
    const withAlarm = FIRST.replace('END:VEVENT', `${alarm}\r\nEND:VEVENT`);
    const task = 'BEGIN:VTODO\r\nUID:t\r\nDTSTART;VALUE=DATE:20270101\r\nEND:VTODO';
    const feed = read(calendar([withAlarm, task, LAST]));
    expect(nightsIn(feed)).toEqual(BOTH);
    expect(feed.events[0]).toMatchObject({ uid: 'first@example', summary: 'Reserved' });
    expect(feed.problems).toEqual([]);
    const busy = read(calendar(['BEGIN:VFREEBUSY\r\nFREEBUSY:20270101T000000Z/P1D\r\nEND:VFREEBUSY']));
    expect(busy).toMatchObject({ verdict: 'suspect', problems: [{ code: 'busy-list-not-read' }] });
  });
});

describe('size', () => {
  it('a line over 256 kB is cut, and a loss unless it is a mere text', () => {
    const long = 'x'.repeat(300 * 1024);
    const text = read(between(stay('odd', '20270401', '20270402', long)));
    expect(text.events.at(-1)?.summary.length).toBe(300);
    expect(text.verdict).toBe('ok');
    const folded = long.match(/.{1,70}/g)?.join('\r\n ') ?? '';
    const uid = read(between(stay(folded, '20270401', '20270402')));
    expect(nightsIn(uid)).toEqual([...BOTH, '2027-04-01/2027-04-02']);
    expect(uid).toMatchObject({ verdict: 'suspect', problems: [{ code: 'line-too-long', line: LINE + 5 }] });
  });

  it('4 MB of folds, quotes, colons, markers and nested parts are all got through', () => {
    const filler = (part: string): string => part.repeat(Math.floor(4_000_000 / part.length));
    for (const part of [
      '\r\n x',
      '"',
      ':',
      ';A="',
      'END:VEVENTBEGIN:VEVENT',
      'BEGIN:X-A\r\n',
      '=',
      'UID',
      '\r',
    ])
      expect(() =>
        read(`${calendar([FIRST]).replace('END:VCALENDAR', `X-A${filler(part)}`)}\r\nEND:VCALENDAR`),
      ).not.toThrow();
  });

  it('problems are listed one by one up to a limit, losses first', () => {
    const odd = Array.from({ length: 800 }, (_, index) => event(`UID:${index}`, 'DTSTART:20270701'));
    const feed = read(calendar([...odd, event('UID:lost')]));
    expect(feed.problems.length).toBe(502);
    expect(feed.problems.some(({ uid, isLoss }) => uid === 'lost' && isLoss)).toBe(true);
    expect(feed.problems.at(-1)).toMatchObject({ code: 'more-problems' });
  });
});
