import { afterEach, describe, expect, it } from 'vitest';
import { call, clock, closeBeds24, openBeds24 } from './beds24-for-test.ts';

afterEach(closeBeds24);
const DAY = 86_400_000;

describe('signing in', () => {
  it('trades an invite code once for tokens of the length that is documented', async () => {
    const { sandbox, token, refreshToken } = await openBeds24();
    expect([token.length, refreshToken.length]).toEqual([160, 160]);
    const code = sandbox.signIn.inviteCode();
    const setup = `${sandbox.baseUrl}/authentication/setup`;
    const first = await call(setup, { headers: { code, deviceName: 'Front desk' } });
    expect([first.status, Object.keys(first.json)]).toEqual([200, ['token', 'expiresIn', 'refreshToken']]);
    expect((await call(setup, { headers: { code } })).json).toEqual({
      ...{ success: false, type: 'error', code: 400, error: 'invite code is not valid' },
    });
    const late = sandbox.signIn.inviteCode();
    clock.at += DAY;
    expect((await call(setup, { headers: { code: late } })).status).toBe(400);
    expect((await call(setup)).status).toBe(400);
  });

  it('lets an access token expire and a refresh token mint another, without a new refresh token', async () => {
    const { sandbox, get, refreshToken } = await openBeds24();
    expect((await get('/properties')).status).toBe(200);
    clock.at += DAY;
    const expired = await get('/properties');
    expect([expired.status, expired.json]).toEqual([
      401,
      { success: false, type: 'error', code: 401, error: 'Token not valid' },
    ]);
    const url = `${sandbox.baseUrl}/authentication/token`;
    const renewed = await call(url, { headers: { refreshToken } });
    expect([renewed.status, Object.keys(renewed.json)]).toEqual([200, ['token', 'expiresIn']]);
    expect(renewed.headers.get('x-request-cost')).toBe('1');
    const token = (renewed.json as unknown as { token: string }).token;
    expect((await call(`${sandbox.baseUrl}/properties`, { headers: { token } })).status).toBe(200);
  });

  it('forgets a refresh token that was unused for 30 days or revoked, and its access tokens with it', async () => {
    const { sandbox, get, refreshToken, send } = await openBeds24();
    const url = `${sandbox.baseUrl}/authentication/token`;
    clock.at += 29 * DAY;
    expect((await call(url, { headers: { refreshToken } })).status).toBe(200);
    clock.at += 30 * DAY;
    expect((await call(url, { headers: { refreshToken } })).status).toBe(400);
    expect((await get('/properties')).status).toBe(401);
    const again = await openBeds24();
    const gone = await again.send('DELETE', '/authentication/token', {
      headers: { refreshToken: again.refreshToken },
    });
    expect([gone.status, gone.json]).toEqual([200, {}]);
    expect((await again.get('/properties')).status).toBe(401);
    expect((await send('DELETE', '/authentication/token')).status).toBe(400);
  });

  it('wants the token header and no other', async () => {
    const { sandbox, token, get } = await openBeds24();
    const headers = { authorization: `Bearer ${token}` };
    expect((await call(`${sandbox.baseUrl}/properties`, { headers })).status).toBe(401);
    expect((await get('/properties', { organization: 'Bellhop' })).status).toBe(400);
    expect((await call(`${sandbox.origin}/api/v2/properties`, { headers: { token } })).status).toBe(200);
    expect((await get('/rooms')).status).toBe(404);
  });

  it('tells about a token without credit headers', async () => {
    const { get } = await openBeds24(['read:properties']);
    const { json, headers } = await get('/authentication/details');
    expect(json).toMatchObject({
      validToken: true,
      token: { scopes: ['read:properties'], expiresIn: 86_400 },
    });
    expect(headers.get('x-request-cost')).toBeNull();
    expect((await get('/authentication/details', { token: 'x' })).json).toMatchObject({ validToken: false });
  });

  it('holds a token to its scopes', async () => {
    const { get, post, send, sandbox } = await openBeds24(['read:bookings', 'write:bookings']);
    expect((await get('/bookings')).status).toBe(200);
    for (const path of ['/properties', '/bookings?includeGuests=true', '/bookings?includeInvoiceItems=true'])
      expect([path, (await get(path)).status]).toEqual([path, 403]);
    expect((await post('/inventory/rooms/calendar', [])).status).toBe(403);
    expect((await send('DELETE', '/bookings?id=1')).status).toBe(403);
    const stay = { roomId: 501_101, arrival: '2027-03-10', departure: '2027-03-12' };
    const { json } = await post('/bookings', [stay, { ...stay, lastName: 'Marlow' }, { ...stay, price: 90 }]);
    expect(json.map(({ success }) => success)).toEqual([true, false, false]);
    const shown = (await get('/bookings')).json as unknown as { data: object[] };
    expect(Object.keys(shown.data[0] ?? {})).not.toContain('lastName');
    expect(Object.keys(shown.data[0] ?? {})).not.toContain('price');
    const longLife = { token: sandbox.signIn.longLifeToken() };
    expect((await get('/bookings', longLife)).status).toBe(200);
    expect((await post('/bookings', [stay], longLife)).status).toBe(403);
  });
});

describe('credits', () => {
  it('are told on the wire as decimals, and not where a request is refused', async () => {
    const { get, sandbox } = await openBeds24();
    sandbox.credits.perRow = 0.2;
    const { headers } = await get('/properties');
    expect(headers.get('x-five-min-limit-remaining')).toBe('97.8');
    expect(headers.get('x-five-min-limit-resets-in')).toBe('300');
    expect(headers.get('x-request-cost')).toBe('1.2');
    const wrong = await get('/bookings?arrivalFrom=P1D');
    expect(wrong.json).toEqual({
      ...{ success: false, type: 'error', code: 400, error: 'arrivalFrom must be YYYY-MM-DD' },
    });
    expect([...wrong.headers.keys()].filter((name) => name.startsWith('x-'))).toEqual([]);
    expect(sandbox.credits.remaining).toBe(97.8);
  });

  it('refuse everything until the window ends, without Retry-After', async () => {
    const { get, sandbox, refreshToken } = await openBeds24();
    sandbox.credits.spend(98.5);
    clock.at += 100_500;
    const refused = await get('/properties');
    expect([refused.status, refused.json]).toEqual([429, { success: false }]);
    expect(refused.headers.get('x-five-min-limit-remaining')).toBe('0.5');
    expect(refused.headers.get('x-five-min-limit-resets-in')).toBe('200');
    expect(refused.headers.get('retry-after')).toBeNull();
    const url = `${sandbox.baseUrl}/authentication/token`;
    expect((await call(url, { headers: { refreshToken } })).status).toBe(429);
    clock.at += 199_500;
    expect((await get('/properties')).status).toBe(200);
  });
});
