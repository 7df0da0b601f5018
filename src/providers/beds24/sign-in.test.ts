import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Beds24Account, openBeds24Account } from '../../testing/beds24-account.ts';
import type { Outcome } from '../kit/provider.ts';
import { beds24 } from './provider.ts';
import { listRoomTypes } from './rooms.ts';
import { revoke, signIn } from './sign-in.ts';
import { missingScopes, verify } from './verify.ts';

let account: Beds24Account;
beforeEach(async () => {
  account = await openBeds24Account();
});
afterEach(() => account.close());

const DAY = 86_400_000;
const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'it worked' : outcome.failure.code);
const wordsOf = (outcome: Outcome<unknown>): string => (outcome.ok ? '' : outcome.failure.words);
const renewals = () =>
  account.sandbox.requests.filter(({ path }) => path.endsWith('/authentication/token')).length;

describe('an invite code', () => {
  it('becomes a sign-in of its own, and is good once', async () => {
    const inviteCode = account.sandbox.signIn.inviteCode();
    const first = await signIn({ inviteCode: `  ${inviteCode}\n` }, account.context);
    expect(first).toMatchObject({ ok: true, value: { kind: 'refresh' } });
    const second = await signIn({ inviteCode }, account.context);
    expect(codeOf(second)).toBe('unauthorised');
    expect(wordsOf(second)).toContain('good once');
    expect(JSON.stringify([second, account.log])).not.toContain(inviteCode);
  });

  it('is good for a day', async () => {
    const inviteCode = account.sandbox.signIn.inviteCode();
    await account.clock.advance(DAY);
    expect(codeOf(await signIn({ inviteCode }, account.context))).toBe('unauthorised');
  });

  it('that was lost on the way may be used up, and the words say so', async () => {
    account.sandbox.faults.inject({ kind: 'reset', applied: true }, 'once', { path: '/setup' });
    const lost = await signIn({ inviteCode: account.sandbox.signIn.inviteCode() }, account.context);
    expect(lost).toMatchObject({ ok: false, failure: { code: 'unavailable', mayHaveHappened: true } });
    expect(wordsOf(lost)).toContain('used up');
  });

  it.each([
    [{}, 'invalid-input'],
    [{ inviteCode: ' ', longLifeToken: '' }, 'invalid-input'],
    [{ inviteCode: 'a', longLifeToken: 'b' }, 'invalid-input'],
  ])('%j is asked for again', async (fields, code) => {
    expect(codeOf(await signIn(fields, account.context))).toBe(code);
  });

  it('answered without its token is a strange answer', async () => {
    const rewrite = (): unknown => ({ token: 'abc', expiresIn: 5 });
    account.sandbox.faults.inject({ kind: 'rewrite', rewrite }, 'once', { path: '/setup' });
    const strange = await signIn({ inviteCode: account.sandbox.signIn.inviteCode() }, account.context);
    expect(codeOf(strange)).toBe('unexpected-answer');
  });
});

describe('a long life token', () => {
  it('is looked at before it is kept, and reads', async () => {
    const longLifeToken = account.sandbox.signIn.longLifeToken();
    const signed = await signIn({ longLifeToken }, account.context);
    expect(signed).toEqual({ ok: true, value: { kind: 'long-life', token: longLifeToken } });
    account.credential = signed.ok ? signed.value : undefined;
    const verified = await verify(account.context);
    expect(verified).toMatchObject({ ok: true, value: { properties: [{ externalId: '40001' }] } });
    expect(verified.ok && verified.value.missing).toEqual([
      'It can not change availability, prices and restrictions. Tick Inventory: write.',
      'It can not send bookings from the desk. Tick Bookings: write.',
      'It can not send the names of guests. Tick Bookings personal: write.',
      'It can not send what bookings cost. Tick Bookings financial: write.',
    ]);
  });

  it('that is wrong, revoked or of another environment is not kept', async () => {
    expect(codeOf(await signIn({ longLifeToken: 'x'.repeat(160) }, account.context))).toBe('unauthorised');
  });
});

describe('a session', () => {
  it('is opened once and renewed when it ends', async () => {
    expect(codeOf(await verify(account.context))).toBe('it worked');
    expect(codeOf(await verify(account.context))).toBe('it worked');
    expect(renewals()).toBe(1);
    await account.clock.advance(DAY);
    expect(codeOf(await verify(account.context))).toBe('it worked');
    expect(renewals()).toBe(2);
  });

  it('that they ended early is renewed on the way', async () => {
    await verify(account.context);
    account.sandbox.signIn.expireAccess();
    expect(codeOf(await listRoomTypes(account.context))).toBe('it worked');
    expect(renewals()).toBe(2);
  });

  it.each([
    ['revoked', (refreshToken: string) => account.sandbox.signIn.revoke(refreshToken)],
    [
      'of another environment',
      () => (account.credential = { kind: 'refresh', refreshToken: 'y'.repeat(160) }),
    ],
    ['empty', () => (account.credential = {})],
  ])('whose sign-in is %s asks staff to sign in again', async (_name, spoil) => {
    spoil(account.credential?.['refreshToken'] ?? '');
    const refused = await verify(account.context);
    expect(codeOf(refused)).toBe('unauthorised');
    expect(wordsOf(refused)).toContain('sign in again');
    expect(JSON.stringify([refused, account.log])).not.toMatch(/y{160}/);
  });

  it('not used for thirty days has ended', async () => {
    await account.clock.advance(31 * DAY);
    expect(codeOf(await verify(account.context))).toBe('unauthorised');
  });

  it('answered by something else is a strange answer, and nothing was sent with it', async () => {
    account.sandbox.faults.inject({ kind: 'malformed-json' }, 'once', { path: '/authentication/token' });
    expect(codeOf(await verify(account.context))).toBe('unexpected-answer');
    expect(renewals()).toBe(1);
  });
});

describe('letting go', () => {
  it('ends the sign-in there, and is content where it had ended already', async () => {
    const credential = account.credential ?? {};
    expect(codeOf(await revoke(credential, account.context))).toBe('it worked');
    expect(codeOf(await verify(account.context))).toBe('unauthorised');
    expect(codeOf(await revoke(credential, account.context))).toBe('it worked');
    expect(codeOf(await revoke({ kind: 'long-life', token: 'x' }, account.context))).toBe('it worked');
  });

  it('says so where they do not answer', async () => {
    account.sandbox.faults.inject({ kind: 'status', status: 500 }, 'once', { method: 'DELETE' });
    expect(codeOf(await revoke(account.credential ?? {}, account.context))).toBe('unavailable');
  });
});

describe('who we are there', () => {
  it('is told with the properties, and with nothing missing after the usual invite', async () => {
    expect(await verify(account.context)).toEqual({
      ok: true,
      value: {
        properties: [{ externalId: '40001', name: 'Casa Maresia', currency: 'EUR', zone: '' }],
        missing: [],
      },
    });
  });

  it('without the right to read properties says what to tick', async () => {
    await account.close();
    account = await openBeds24Account({ scopes: ['all:bookings'] });
    const verified = await verify(account.context);
    expect(verified).toMatchObject({ ok: true, value: { properties: [] } });
    expect(verified.ok && verified.value.missing[0]).toContain('Tick Properties: read');
    expect(verified.ok && verified.value.missing).toHaveLength(7);
  });

  it('takes all: for each of its kinds', () => {
    expect(missingScopes(['all:properties', 'all:inventory', 'all:bookings'])).toHaveLength(4);
    expect(missingScopes([7, null, 'write:properties'])).toHaveLength(9);
  });
});

describe('rooms', () => {
  it('come with their prices, the computed ones marked', async () => {
    expect(await listRoomTypes(account.context)).toEqual({
      ok: true,
      value: [
        {
          ...{ externalId: '501101', name: 'Double', quantity: 3, sleeps: 2 },
          plans: [
            { externalId: '1', name: 'Standard', isLinked: false },
            { externalId: '2', name: 'Non-refundable', isLinked: false },
            { externalId: '3', name: 'Breakfast', isLinked: true },
          ],
        },
        {
          ...{ externalId: '501102', name: 'Suite', quantity: 1, sleeps: 4 },
          plans: [{ externalId: '1', name: 'Price 1', isLinked: false }],
        },
      ],
    });
  });

  it('are the same with ids as text', async () => {
    const before = await listRoomTypes(account.context);
    account.sandbox.faults.inject({ kind: 'ids-as-text' }, 'once', { path: '/properties' });
    expect(await listRoomTypes(account.context)).toEqual(before);
  });

  it('of a property that was never chosen, or is out of reach, are a failure', async () => {
    const of = (externalPropertyId: string) =>
      listRoomTypes({
        ...account.context,
        connection: { ...account.context.connection, externalPropertyId },
      });
    expect(codeOf(await of(''))).toBe('not-possible');
    expect(codeOf(await of('99'))).toBe('gone');
  });
});

it('asks for exactly what its descriptor says', () => {
  const { fields } = beds24.descriptor.auth;
  for (const { pattern } of fields) {
    expect(account.sandbox.signIn.inviteCode()).toMatch(new RegExp(`^(?:${pattern})$`));
    expect('two words').not.toMatch(new RegExp(`^(?:${pattern})$`));
  }
});
