import { describe, expect, it } from 'vitest';
import { failureOfError } from './http-error.ts';
import { channelOfHost, failureOfStatus, fetchFailure, parseRetryAfter } from './http-failure.ts';

const NOW = Date.parse('2027-03-01T08:00:00Z');
const coded = (code: string): Error => Object.assign(new Error('text from outside'), { code });

it.each([
  ['www.airbnb.com', 'airbnb'],
  ['www.airbnb.co.uk', 'airbnb'],
  ['www.airbnb.com.br:443', 'airbnb'],
  ['AIRBNB.fr', 'airbnb'],
  ['www.vrbo.com', 'vrbo'],
  ['www.abritel.fr', 'vrbo'],
  ['www.stayz.com.au', 'vrbo'],
  ['ical.booking.com', 'booking'],
  ['beds24.com', 'beds24'],
  ['airbnb.com.evil.example', 'other'],
  ['notairbnb.com', 'other'],
  ['booking.com.example', 'other'],
  ['127.0.0.1:4567', 'other'],
])('%s belongs to %s', (host, channel) => {
  expect(channelOfHost(host)).toBe(channel);
});

it.each([
  ['120', 120_000],
  [' 1 ', 1_000],
  ['0', undefined],
  ['-5', undefined],
  ['', undefined],
  [undefined, undefined],
  ['soon', undefined],
  ['1.5', undefined],
  ['Mon, 01 Mar 2027 08:10:00 GMT', 600_000],
  ['Mon, 01 Mar 2027 07:00:00 GMT', undefined],
  ['Thu, 01 Jan 2099 00:00:00 GMT', 24 * 3_600_000],
  ['999999999999', 24 * 3_600_000],
])('Retry-After %s is %s', (value, ms) => {
  expect(parseRetryAfter(value, NOW)).toBe(ms);
});

it.each([
  [401, 'unauthorised'],
  [403, 'forbidden'],
  [451, 'forbidden'],
  [404, 'gone'],
  [410, 'gone'],
  [408, 'unavailable'],
  [429, 'rate-limited'],
  [500, 'unavailable'],
  [503, 'unavailable'],
  [204, 'unexpected-answer'],
  [300, 'unexpected-answer'],
  [304, 'unexpected-answer'],
  [418, 'unexpected-answer'],
])('status %i means %s', (status, code) => {
  const failed = failureOfStatus('host.example', status, '60', NOW);
  expect(failed).toMatchObject({ ok: false, status, failure: { code } });
  const isAsked = status === 429 || status === 408 || status >= 500;
  expect(failed.retryAfterMs).toBe(isAsked ? 60_000 : undefined);
});

it.each([
  [coded('ENOTFOUND'), 'address-unknown-host'],
  [coded('EAI_AGAIN'), 'unavailable'],
  [new AggregateError([coded('ENETUNREACH'), coded('ECONNREFUSED')]), 'unavailable'],
  [new Error('wrapped', { cause: coded('ETIMEDOUT') }), 'timed-out'],
  [coded('CERT_HAS_EXPIRED'), 'unavailable'],
  [coded('HPE_INVALID_CONSTANT'), 'unexpected-answer'],
  [new Error('text from outside'), 'unexpected-answer'],
  ['text from outside', 'unexpected-answer'],
])('an error %s means %s, and its own text stays outside', (error, code) => {
  const failed = failureOfError(error, { host: 'host.example' });
  expect(failed.failure.code).toBe(code);
  expect(JSON.stringify(failed)).not.toContain('text from outside');
});

describe('the words for staff', () => {
  it.each([
    [
      fetchFailure('no-answer', { host: 'www.airbnb.com', ms: 30_000 }),
      "Airbnb's calendar host did not answer for 30 seconds. Nothing was changed. Try again in a few minutes. " +
        'If other pages do not open either, check the internet connection of this computer.',
    ],
    [
      fetchFailure('gone', { host: 'ical.booking.com', status: 404 }),
      "Booking.com's calendar host has no calendar at this address any more (404). The channel has probably reset the " +
        'address. Nothing was changed. Ask for the new one there and paste it.',
    ],
    [
      fetchFailure('too-often', { host: 'feeds.example', status: 429, retryAfterMs: 600_000 }),
      'The calendar host feeds.example has been asked too often and wants to be left alone for 10 minutes. ' +
        'Nothing was changed. There is nothing to do: it is asked again when the time is over.',
    ],
    [
      fetchFailure('too-large', { host: 'feeds.example', bytes: 5 * 2 ** 20 }),
      'The calendar host feeds.example sent more than 5 MB, which no calendar of a single room needs. ' +
        'Nothing was changed. Check that the address is that of a calendar.',
    ],
    [
      fetchFailure('not-understood', { host: 'feeds.example', status: 418, reason: 'status 418' }),
      'The calendar host feeds.example answered in a way Bellhop cannot read (418). Nothing was changed. ' +
        'Try again later. If it stays so, copy the calendar address from the channel again.',
    ],
    [
      fetchFailure('slow-answer', { host: 'feeds.example', ms: 1_000 }),
      'The calendar host feeds.example began to answer, but was not done after 1 second. Nothing was changed. ' +
        'Try again in a few minutes. If other pages do not open either, check the internet connection of this computer.',
    ],
  ])('%#', (failed, message) => {
    expect(failed.failure.message).toBe(message);
  });

  it('leave no blank to fill', () => {
    const problems = ['no-answer', 'offline', 'broken', 'too-often', 'not-understood', 'cancelled'] as const;
    for (const problem of problems) {
      const { message } = fetchFailure(problem, { host: 'feeds.example' }).failure;
      expect(message).not.toMatch(/[{}]| {2}|undefined/);
    }
  });
});
