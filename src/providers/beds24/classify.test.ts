import { describe, expect, it } from 'vitest';
import { classify } from './classify.ts';
import { theirWords } from './failures.ts';
import { limitsOf } from './limits.ts';

const NOW = Date.UTC(2027, 2, 1, 12);
const error = (code: number, text: string): unknown => ({ success: false, type: 'error', code, error: text });
const judge = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  classify({ status, headers, body }, NOW);

describe('good answers', () => {
  it.each([
    [200, { success: true, type: 'booking', pages: { nextPageExists: false }, data: [] }],
    [201, [{ success: true }, { success: false, errors: [] }]],
    [200, { token: 'x', expiresIn: 86_400 }],
    [200, { validToken: true, token: { scopes: [] } }],
  ])('%i %j', (status, body) => {
    expect(judge(status, body)).toBeUndefined();
  });
});

describe('bad answers', () => {
  it.each([
    [401, undefined, 'unauthorised'],
    [401, error(401, 'Token not valid'), 'unauthorised'],
    [403, error(403, 'Forbidden'), 'unauthorised'],
    [403, error(403, 'Token has no scope write:inventory'), 'forbidden'],
    [200, { validToken: false }, 'unauthorised'],
    [200, error(401, 'Token not valid'), 'unauthorised'],
    [400, error(1009, 'no'), 'forbidden'],
    [400, error(1010, 'no'), 'forbidden'],
    [401, error(1022, 'not whitelisted'), 'forbidden'],
    [429, { success: false }, 'rate-limited'],
    [429, undefined, 'rate-limited'],
    [400, error(1016, 'limit'), 'rate-limited'],
    [200, error(1020, 'limit'), 'rate-limited'],
    [403, error(1021, 'no credit'), 'quota-exhausted'],
    [400, error(400, 'arrivalFrom must be YYYY-MM-DD'), 'rejected'],
    [200, error(0, 'something else'), 'rejected'],
    [413, undefined, 'too-large'],
    [404, undefined, 'unexpected-answer'],
    [302, undefined, 'redirect-refused'],
    [408, undefined, 'unavailable'],
    [500, undefined, 'unavailable'],
    [503, error(503, 'down'), 'unavailable'],
    [200, undefined, 'unexpected-answer'],
    [200, null, 'unexpected-answer'],
    [200, 'fine', 'unexpected-answer'],
    [200, { success: false }, 'unexpected-answer'],
  ])('%i %j is %s, in words for staff', (status, body, code) => {
    const failure = judge(status, body);
    expect(failure).toMatchObject({ code, words: expect.stringMatching(/^[A-Z].*\.$/) as string });
  });

  it('surely did nothing where they refuse, and leaves it open where they break', () => {
    expect(judge(400, error(400, 'no'))?.mayHaveHappened).toBe(false);
    expect(judge(429, undefined)?.mayHaveHappened).toBe(false);
    expect(judge(502, undefined)?.mayHaveHappened).toBeUndefined();
    expect(judge(200, undefined)?.mayHaveHappened).toBeUndefined();
  });

  it('names the parameter and the scope', () => {
    expect(judge(400, error(400, 'arrivalFrom must be YYYY-MM-DD'))).toMatchObject({
      details: { parameter: 'arrivalFrom' },
      words: expect.stringContaining('arrivalFrom must be YYYY-MM-DD') as string,
    });
    expect(judge(403, error(403, 'Token has no scope write:inventory'))).toMatchObject({
      details: { scope: 'write:inventory' },
    });
  });

  it('waits as long as they say: Retry-After, else the reset, else a whole window', () => {
    const resets = { 'x-five-min-limit-resets-in': '154.2' };
    const retryAt = (headers: Record<string, string>) => judge(429, { success: false }, headers)?.retryAt;
    expect(retryAt({})).toBe(NOW + 300_000);
    expect(retryAt(resets)).toBe(NOW + 154_200);
    expect(retryAt({ ...resets, 'retry-after': '7' })).toBe(NOW + 7_000);
    expect(retryAt({ 'retry-after': 'Mon, 01 Mar 2027 12:01:00 GMT' })).toBe(NOW + 60_000);
    expect(retryAt({ 'retry-after': 'soon', ...resets })).toBe(NOW + 154_200);
    expect(retryAt({ 'x-five-min-limit-resets-in': 'NaN' })).toBe(NOW + 300_000);
    expect(judge(503, undefined, { 'retry-after': '30' })?.retryAt).toBe(NOW + 30_000);
    expect(judge(503, undefined)?.retryAt).toBeUndefined();
  });
});

it('repeats nothing that somebody typed', () => {
  expect(theirWords('lastName "Marlow" is too long')).toBe('lastName … is too long');
  expect(theirWords("email 'ana@guest.example' is wrong.")).toBe('email … is wrong');
  expect(theirWords('Marlow, Ana (ana@guest.example) is refused', ['Ana Marlow'])).not.toMatch(
    /Ana|Marlow|guest\.example/,
  );
  expect(theirWords({ text: 'Marlow' })).toBe('');
  expect(theirWords('x'.repeat(5_000)).length).toBeLessThanOrEqual(200);
});

describe('limits', () => {
  const read = (headers: Record<string, string>) => limitsOf({ status: 200, headers, body: {} }, NOW);

  it('are decimals, by the names on the wire or those of the description', () => {
    const wire = {
      'x-five-min-limit-remaining': '97.6',
      'x-five-min-limit-resets-in': '155',
      'x-request-cost': '1.2',
    };
    expect(read(wire)).toEqual({ remaining: 97.6, resetsAt: NOW + 155_000, cost: 1.2 });
    const documented = { 'x-fivemincreditlimit-remaining': '97', 'x-fivemincreditlimit-resetsin': '155' };
    expect(read(documented)).toEqual({ remaining: 97, resetsAt: NOW + 155_000 });
  });

  it('that are missing are not known, which is not zero', () => {
    expect(read({})).toBeUndefined();
    expect(read({ 'x-five-min-limit-remaining': 'many' })).toBeUndefined();
    expect(read({ 'x-five-min-limit-remaining': '-3' })).toEqual({ remaining: 0, resetsAt: NOW + 300_000 });
  });
});
