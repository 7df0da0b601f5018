import { afterEach, beforeEach, expect, it } from 'vitest';
import { contract, isCallName } from '../contract/index.ts';
import { CallFailed, type Client, createClient } from '../contract/client.ts';
import type { PinHasher } from '../domain/person-pin.ts';
import { openDatabase } from '../store/database.ts';
import { coreForTest, type CoreForTest, MIGRATIONS } from '../testing/core-for-test.ts';
import { withoutAct } from './people-acts.ts';

let desk: CoreForTest;
/** Quick: the real one has tests of its own, and takes memory for every guess. */
const pinHasher: PinHasher = {
  hash: (pin) => Promise.resolve(`hashed$${pin}`),
  verify: (pin, hash) => Promise.resolve(hash === `hashed$${pin}`),
};
/** What the computer's account says when it is asked. */
let isConfirmed: boolean;
beforeEach(async () => {
  isConfirmed = true;
  desk = await coreForTest({ confirmOwner: () => Promise.resolve(isConfirmed), pinHasher });
});
afterEach(() => desk.close());

const windowOf = (session: string): Client =>
  createClient({
    send: (request) => desk.core.dispatch(request, { actor: 'Front desk', origin: 'test', session }),
    subscribe: (listen) => desk.core.subscribe(listen),
  });
const failureOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CallFailed)) throw new Error('It was not refused');
  return error.failure;
};
const MINUTE = 60_000;
const OWNER_PIN = '739146';

async function staff(): Promise<{ ines: number; rui: number; window: Client }> {
  const window = windowOf('1');
  const { id: ines } = await window.call('people.save', {
    id: null,
    name: 'Ines',
    role: 'owner',
    isActive: true,
  });
  await window.call('people.setPin', { id: ines, pin: OWNER_PIN });
  const { id: rui } = await window.call('people.save', {
    id: null,
    name: 'Rui',
    role: 'clerk',
    isActive: true,
  });
  return { ines, rui, window };
}
const saveHotel = (window: Client) =>
  window.call('property.save', { name: 'Casa Prova', zone: 'Europe/Lisbon', currency: 'EUR' });

it('asks nobody to sign in as long as nobody was added', async () => {
  await saveHotel(windowOf('1'));
  const { people, signedIn } = await windowOf('1').call('people.list', {});
  expect([people, signedIn]).toEqual([[], null]);
});

it('wants an owner first, and one to stay', async () => {
  const window = windowOf('1');
  const first = window.call('people.save', { id: null, name: 'Rui', role: 'clerk', isActive: true });
  expect((await failureOf(first)).message).toContain('owner');
  const { ines } = await staff();
  const last = window.call('people.save', { id: ines, name: 'Ines', role: 'clerk', isActive: true });
  expect((await failureOf(last)).code).toBe('invalid-input');
});

it('signs each command with the person at that window', async () => {
  const { rui, window } = await staff();
  const other = windowOf('2');
  await other.call('people.setPin', { id: rui, pin: '5083' });
  await saveHotel(window);
  expect((await failureOf(saveHotel(other))).message).toMatch(/^A manager or the owner may/);
  expect((await failureOf(saveHotel(windowOf('3')))).details).toMatchObject({ needs: 'sign-in' });
  const { entries } = await window.call('history.list', { limit: 20 });
  expect(entries.find(({ entity }) => entity === 'property')?.actor).toBe('Ines');
  await window.call('people.signOut', {});
  expect((await failureOf(saveHotel(window))).code).toBe('forbidden');
  expect((await other.call('people.list', {})).signedIn).toMatchObject({ name: 'Rui', role: 'clerk' });
});

it('locks after five wrong PINs, many at once counted like many one after the other', async () => {
  const { ines } = await staff();
  const window = windowOf('2');
  const tries = await Promise.all(
    Array.from({ length: 8 }, () => failureOf(window.call('people.signIn', { id: ines, pin: '1357' }))),
  );
  expect(tries.every(({ code }) => code === 'forbidden')).toBe(true);
  const { message } = await failureOf(window.call('people.signIn', { id: ines, pin: OWNER_PIN }));
  expect(message).toMatch(/^Too many wrong PINs for Ines\. Try again in 5 minutes/);
  await desk.clock.advance(5 * MINUTE);
  await window.call('people.signIn', { id: ines, pin: OWNER_PIN });
  expect((await window.call('people.list', {})).people[0]).toMatchObject({ lockedUntil: null });
});

it('asks for the PIN again after a while without a touch', async () => {
  const { ines, window } = await staff();
  await window.call('people.setIdleMinutes', { minutes: 2 });
  await desk.clock.advance(MINUTE);
  await window.call('people.touch', {});
  await desk.clock.advance(MINUTE + 1);
  await saveHotel(window);
  await desk.clock.advance(2 * MINUTE);
  expect(await window.call('people.touch', {})).toEqual({ isIdle: true });
  expect((await failureOf(saveHotel(window))).details).toMatchObject({ needs: 'pin' });
  await window.call('people.signIn', { id: ines, pin: OWNER_PIN });
  await saveHotel(window);
});

it('signs out whose PIN was taken back, and who was let go', async () => {
  const { rui, window } = await staff();
  const other = windowOf('2');
  await other.call('people.setPin', { id: rui, pin: '5083' });
  await window.call('people.takeBackPin', { id: rui });
  expect((await other.call('people.list', {})).signedIn).toBeNull();
  expect((await failureOf(other.call('people.signIn', { id: rui, pin: '5083' }))).details).toMatchObject({
    needs: 'choose-pin',
  });
  await other.call('people.setPin', { id: rui, pin: '6194' });
  await window.call('people.save', { id: rui, name: 'Rui', role: 'clerk', isActive: false });
  expect((await other.call('people.list', {})).signedIn).toBeNull();
  expect((await failureOf(other.call('people.signIn', { id: rui, pin: '6194' }))).message).toContain(
    'no longer',
  );
});

it('changes a PIN only with the one before, and takes no easy one', async () => {
  const { ines } = await staff();
  const window = windowOf('2');
  expect((await failureOf(window.call('people.setPin', { id: ines, pin: '864213' }))).code).toBe('forbidden');
  const wrong = window.call('people.setPin', { id: ines, pin: '864213', currentPin: '5555' });
  expect((await failureOf(wrong)).message).toContain('4 more tries');
  const easy = window.call('people.setPin', { id: ines, pin: '1234', currentPin: OWNER_PIN });
  expect((await failureOf(easy)).code).toBe('invalid-input');
  await window.call('people.setPin', { id: ines, pin: '864213', currentPin: OWNER_PIN });
  expect((await window.call('people.list', {})).signedIn).toMatchObject({ name: 'Ines' });
});

it('gives an owner back their place only when the computer’s account confirms', async () => {
  const { ines, rui } = await staff();
  const window = windowOf('2');
  isConfirmed = false;
  expect((await failureOf(window.call('people.recover', { id: ines }))).code).toBe('forbidden');
  isConfirmed = true;
  expect((await failureOf(window.call('people.recover', { id: rui }))).message).toContain('no owner');
  await window.call('people.recover', { id: ines });
  await window.call('people.setPin', { id: ines, pin: '864213' });
  expect((await window.call('people.list', {})).signedIn).toMatchObject({ role: 'owner' });
});

it('refuses to recover where the host can not ask the account', async () => {
  const bare = await coreForTest();
  const { id } = await bare.client.call('people.save', {
    id: null,
    name: 'Ines',
    role: 'owner',
    isActive: true,
  });
  const { code, message } = await failureOf(bare.client.call('people.recover', { id }));
  await bare.close();
  expect(code).toBe('not-possible');
  expect(message).toContain('can not ask');
});

it('tells every change of people in the history, and keeps no PIN or hash in it or in the log of commands', async () => {
  const { rui, window } = await staff();
  await window.call('people.save', { id: rui, name: 'Rui', role: 'manager', isActive: true });
  const { entries } = await window.call('history.list', { limit: 20 });
  const told = entries.filter(({ entity }) => entity === 'person').flatMap(({ changes }) => changes);
  expect(told).toEqual(expect.arrayContaining(['Role: clerk → manager', 'PIN: none → chosen']));
  const store = openDatabase(`${desk.folder}/bellhop.db`, MIGRATIONS);
  const journal = JSON.stringify(store.read.prepare('SELECT * FROM journal').all());
  const names = store.read.prepare('SELECT name FROM command_log').pluck<string>();
  store.close();
  expect(journal).not.toContain('hashed$');
  expect(names.filter((name) => /setPin|signIn|recover/.test(name))).toEqual([]);
});

it('knows of every command what it is part of', () => {
  const commands = Object.keys(contract)
    .filter(isCallName)
    .filter((name) => contract[name].type === 'command');
  expect(withoutAct(commands)).toEqual([]);
});
