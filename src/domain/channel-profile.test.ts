import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChannelProfile,
  checklistOff,
  type Checked,
  emptyProfile,
  extranetAddressProblem,
  guestPageLink,
  guestPageProblem,
  HUMAN_CHANNELS,
  HUMAN_PLACES,
  missingAnswers,
  parseProfileBody,
  type ProfileAnswers,
} from './channel-profile.ts';
import type { RoomTypeId } from './property.ts';
import type { StayDate } from './stay-date.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2027-07-01T09:00:00Z');
const known = <T>(value: T, checkedAt = NOW): Checked<T> => ({ value, checkedAt, checkedBy: 'Nela' });
const profile = (
  answers: Partial<ProfileAnswers> = {},
  channel: ChannelProfile['channel'] = 'agoda',
): ChannelProfile => {
  const body = emptyProfile(channel);
  return { ...body, answers: { ...body.answers, ...answers }, rooms: [] };
};
const STAY = { arrival: '2027-07-10' as StayDate, departure: '2027-07-13' as StayDate };

describe('addresses', () => {
  it.each(HUMAN_CHANNELS)('%s is opened where it was fixed', (channel) => {
    expect(extranetAddressProblem(channel, HUMAN_PLACES[channel].extranet)).toBeUndefined();
  });
  it.each([
    'http://ycs.agoda.com/',
    'https://ycs.agoda.com.evil.example/',
    'https://evilycs.agoda.com.example/',
    'https://staff:secret@ycs.agoda.com/',
    'https://ycs.agoda.com:8443/',
    'https://ycs.agoda.com@evil.example/',
    'https://admin.booking.com/',
    'javascript:alert(1)',
    'ycs.agoda.com',
    '',
    `https://ycs.agoda.com/${'x'.repeat(3000)}`,
  ])('refuses %s for Agoda in words', (address) => {
    expect(extranetAddressProblem('agoda', address)).toMatch(/^The address .*\.$/u);
  });

  it('fills dates in as the site writes them', () => {
    expect(guestPageLink('https://www.agoda.com/a.html?checkIn={checkin}&los={nights}', STAY)).toBe(
      'https://www.agoda.com/a.html?checkIn=2027-07-10&los=3',
    );
    expect(
      guestPageLink('https://x/?a={checkin:mmddyyyy}&b={checkout:ddmmyyyy}&c={checkin:yyyymmdd}', STAY),
    ).toBe('https://x/?a=07102027&b=13072027&c=20270710');
  });
  it.each([
    ['agoda', 'agoda', 'https://www.agoda.com/h.html?checkIn={checkin}&checkOut={checkout}'],
    [
      'gommt',
      'makemytrip',
      'https://www.makemytrip.com/h?checkin={checkin:mmddyyyy}&checkout={checkout:mmddyyyy}',
    ],
    ['gommt', 'goibibo', 'https://www.goibibo.com/hotels/h-{checkin:yyyymmdd}-{checkout:yyyymmdd}/'],
    ['booking', 'booking', 'https://www.booking.com/hotel/pt/h.html?checkin={checkin}&checkout={checkout}'],
  ] as const)('takes the guest page of %s %s', (channel, site, template) => {
    expect(guestPageProblem(channel, site, template)).toBeUndefined();
  });
  it.each([
    ['another site', 'https://www.booking.com/?a={checkin}&b={checkout}', 'agoda.com'],
    ['no https', 'http://www.agoda.com/?a={checkin}&b={checkout}', 'https'],
    ['no dates', 'https://www.agoda.com/', '{checkin}'],
    ['no end', 'https://www.agoda.com/?a={checkin}', '{checkout}'],
    ['dates in the name of the site', 'https://{checkin}.agoda.com/{checkout}', 'behind the name'],
    ['dates before the site', 'https://{checkin}@agoda.com/{checkout}', 'name or a password'],
    ['another placeholder', 'https://www.agoda.com/?a={checkin}&b={checkout}&c={guest}', 'Only'],
    ['another format', 'https://www.agoda.com/?a={checkin:x}&b={checkout}', 'yyyymmdd'],
  ])('refuses a guest page with %s', (_name, template, complaint) => {
    expect(guestPageProblem('agoda', 'agoda', template)).toContain(complaint);
  });
  it('leads nowhere else, whatever was typed', () => {
    const part = fc.oneof(
      fc.constantFrom(
        'https://',
        'www.agoda.com',
        '/',
        '@',
        '.',
        ':',
        '{checkin}',
        '{checkout}',
        '?',
        '#',
        '\\',
        'evil.example',
        '\t',
      ),
      fc.string({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const template = parts.join('');
        if (guestPageProblem('agoda', 'agoda', template) !== undefined) return;
        const url = new URL(guestPageLink(template, STAY));
        expect([url.protocol, /(?:^|\.)agoda\.com$/u.test(url.hostname)]).toEqual(['https:', true]);
      }),
      { numRuns: 500, examples: [[['https://', 'www.agoda.com', '/', '{checkin}', '{checkout}']]] },
    );
  });
});

describe('a profile', () => {
  it.each(HUMAN_CHANNELS)('of %s can be kept before anybody has said anything', (channel) => {
    const body = emptyProfile(channel);
    expect(parseProfileBody(JSON.parse(JSON.stringify(body)))).toEqual({ ok: true, body });
  });
  it.each([
    ['a password', { ...emptyProfile('agoda'), password: 'x' }, 'profile'],
    ['a phishing address', { ...emptyProfile('agoda'), address: 'https://agoda.evil.example/' }, 'address'],
    ['no name', profileBody({ property: known({ name: ' ', id: '7' }) }), 'answers.property.value.name'],
    ['no time', profileBody({ usualUpdateTime: known('25:00') }), 'answers.usualUpdateTime.value'],
    [
      'no date',
      profileBody({ autoReplenishmentOffSince: known('2027-02-30' as StayDate) }),
      'answers.autoReplenishmentOffSince.value',
    ],
    [
      'a page elsewhere',
      profileBody({ guestPages: known({ agoda: 'https://evil.example/{checkin}/{checkout}' }) }),
      'answers.guestPages.agoda',
    ],
    [
      'a page of no site',
      profileBody({ guestPages: known({ elsewhere: 'https://www.agoda.com/{checkin}/{checkout}' }) }),
      'answers.guestPages.elsewhere',
    ],
    ['nothing', null, 'profile'],
  ])('with %s is refused, and the field is named', (_name, json, field) => {
    const parsed = parseProfileBody(json);
    expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.field)).toContain(field);
  });

  it('asks first what may switch all off, and for a room without a name', () => {
    const missing = missingAnswers(profile(), NOW, [4 as RoomTypeId]);
    expect(missing.map(({ question }) => question)).toEqual([
      'channelManager',
      'property',
      'guestPages',
      'guaranteedAllotment',
      'icalImport',
      'cancellationReopens',
      'usualUpdateTime',
      'picturesAllowed',
      'rooms',
    ]);
    expect(missing[0]?.words).toBe('Is a channel manager connected to the Agoda extranet?');
    expect(missing.every(({ reason }) => reason === 'never')).toBe(true);
  });
  it('asks each channel only what it has', () => {
    const asked = (channel: ChannelProfile['channel']) =>
      missingAnswers(profile({}, channel), NOW).map(({ question }) => question);
    expect(asked('gommt')).toEqual(
      expect.arrayContaining(['contractTypes', 'hourlyStays', 'programmes', 'bulkEndIncluded']),
    );
    expect(asked('gommt')).not.toContain('autoReplenishmentOffSince');
    expect(asked('booking')).toContain('autoReplenishmentOffSince');
  });
  it('asks again after a month, and where the clock was set back', () => {
    const answered = (at: number) =>
      missingAnswers(
        profile({ channelManager: known(false, at), property: known({ name: 'Hotel', id: '7' }, at) }),
        NOW,
      )
        .filter(({ question }) => question === 'channelManager' || question === 'property')
        .map(({ question, reason }) => `${question} ${reason}`);
    expect(answered(NOW - 30 * DAY)).toEqual([]);
    expect(answered(NOW - 31 * DAY)).toEqual(['channelManager old']);
    expect(answered(NOW + 2 * DAY)).toEqual(['channelManager old']);
  });
  it('wants both guest pages of GoMMT', () => {
    const pages = { makemytrip: 'https://www.makemytrip.com/?a={checkin}&b={checkout}' };
    const asks = (guestPages: Record<string, string>) =>
      missingAnswers(profile({ guestPages: known(guestPages) }, 'gommt'), NOW).some(
        ({ question }) => question === 'guestPages',
      );
    expect(asks(pages)).toBe(true);
    expect(asks({ ...pages, goibibo: 'https://www.goibibo.com/?a={checkin}&b={checkout}' })).toBe(false);
  });
  it('switches the checklist off, with the reason, where a channel manager is connected', () => {
    expect(checklistOff(profile({ channelManager: known(true) }))).toMatch(
      /channel manager is connected to the Agoda/u,
    );
    expect(checklistOff(profile({ channelManager: known(false) }))).toBeUndefined();
    expect(checklistOff(profile())).toBeUndefined();
  });
});

function profileBody(answers: Partial<ProfileAnswers>): unknown {
  const body = emptyProfile('agoda');
  return { ...body, answers: { ...body.answers, ...answers } };
}
