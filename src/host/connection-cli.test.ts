import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Beds24Sandbox, startBeds24 } from '../sandbox/beds24/server.ts';
import { addNights, dateInZone, type StayDate } from '../domain/stay-date.ts';
import { programOf } from '../testing/program.ts';
import { seedHotelAt } from '../testing/seed-small-hotel.ts';
import { createClock } from './clock.ts';

const DOUBLES = 501_101;
const SUITES = 501_102;
const ZONE = 'Europe/Lisbon';
let folder: string;
let data: string;
let beds24: Beds24Sandbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-connection-cli-'));
  data = join(folder, 'hotel');
  await seedHotelAt(data);
  beds24 = await startBeds24({ clock: createClock(), zone: ZONE });
  beds24.addProperty({
    ...{ id: 40_001, name: 'Casa Prova', currency: 'EUR', zone: ZONE },
    roomTypes: [
      { id: DOUBLES, name: 'Double', qty: 2, dailyPrice: 90 },
      { id: SUITES, name: 'Suite', qty: 1, dailyPrice: 160 },
    ],
  });
});
afterAll(async () => {
  await beds24.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Near enough whatever the hour: the hotel's nights lie far beyond it. */
const tomorrow = (): StayDate => addNights(dateInZone(createClock().now(), ZONE), 1);

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function bellhop(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [programOf('cli'), ...args, '--data', data], {
    env: { ...process.env, BELLHOP_PASSPHRASE: 'for this test only', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (heard.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (heard.err += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...heard })));
}

const add = (env: Readonly<Record<string, string>>, ...more: string[]): Promise<Ended> =>
  bellhop(
    ['connection', 'add', '--provider', 'beds24', '--base-url', beds24.baseUrl, '--env', 'sandbox', ...more],
    env,
  );

it('connects, links, tells, pulls, reconciles and says what waits, one command at a time', async () => {
  const missing = await add({});
  expect([missing.code, missing.out]).toEqual([1, '']);
  expect(missing.err).toContain('BELLHOP_INVITE_CODE');

  const code = beds24.signIn.inviteCode();
  const added = await add({ BELLHOP_INVITE_CODE: code }, '--json');
  expect([added.code, added.err]).toEqual([0, expect.stringContaining('Connected Beds24.')]);
  expect(JSON.parse(added.out)).toMatchObject({ id: 1, environment: 'sandbox', unmappedRooms: 2 });
  const kept = readFileSync(join(data, 'bellhop.db')).toString('latin1');
  expect([kept.includes(code), added.err.includes(code), added.out.includes(code)]).toEqual([
    false,
    false,
    false,
  ]);

  const link = (room: number, to: string) =>
    bellhop(['connection', 'link', '--connection', 'Beds24', '--room', String(room), '--to', to]);
  expect((await link(DOUBLES, 'Double')).out).toBe('Double is Double.\n');
  expect((await link(SUITES, 'new')).out).toContain('Made Suite with 1 unit');
  const unread = await bellhop(['dry-run', '--connection', '1']);
  expect(unread.out).toContain('It is not known yet what Beds24 shows of Double and Suite');
  expect(unread.out).toContain('bellhop sync run --connection 1 --kind read-back');
  expect(unread.out).toMatch(/^ {2}Double: \d+ nights open/m);
  const tell = () => bellhop(['connection', 'tell', '--connection', '1']);
  const early = await tell();
  expect([early.code, early.err]).toEqual([1, expect.stringContaining('with --yes if it is meant')]);
  const read = await bellhop(['sync', 'run', '--connection', '1', '--kind', 'read-back']);
  expect([read.code, read.out]).toEqual([0, 'Read back 730 nights.\n']);
  expect((await tell()).code).toBe(0);

  const box = await bellhop(['outbox', '--json']);
  const { items } = JSON.parse(box.out) as { items: { kind: string; state: string }[] };
  expect(items).toContainEqual(expect.objectContaining({ kind: 'push', state: 'waiting' }));

  const pushed = await bellhop(['sync', 'run', '--connection', '1', '--kind', 'push', '--json']);
  expect([pushed.code, JSON.parse(pushed.out)]).toEqual([
    0,
    expect.objectContaining({ isGood: true, message: 'Told 3 nights.' }),
  ]);
  const reconciled = await bellhop(['reconcile', '--connection', '1', '--json']);
  expect([reconciled.code, JSON.parse(reconciled.out)]).toEqual([
    0,
    expect.objectContaining({ needsPerson: [] }),
  ]);

  const dry = await bellhop(['dry-run']);
  expect([dry.code, dry.out]).toEqual([0, 'Beds24: nothing to tell\n']);
}, 180_000);

it('says in words and with its code that the channel is out of reach', async () => {
  beds24.isOffline = true;
  const ended = await bellhop(['sync', 'run', '--connection', '1']);
  beds24.isOffline = false;
  expect([ended.code, ended.out, ended.err]).toEqual([1, '', expect.stringContaining('Beds24')]);
}, 120_000);

it('takes a credential from the environment for one run, where what is kept can not be read', async () => {
  const env = { BELLHOP_PASSPHRASE: '', BELLHOP_INVITE_CODE: beds24.signIn.inviteCode() };
  const ended = await bellhop(['sync', 'run', '--connection', '1', '--json'], env);
  expect([ended.code, ended.err]).toEqual([0, 'Signed in to Beds24 for this run only.\n']);
  expect(JSON.parse(ended.out)).toMatchObject({ isGood: true });
}, 120_000);

it('adds no property twice, signs in anew, and lets go only when it knows what the channel shall show', async () => {
  const twice = await add({ BELLHOP_INVITE_CODE: beds24.signIn.inviteCode() });
  expect([twice.code, twice.err]).toEqual([
    1,
    expect.stringContaining('bellhop connection sign-in --connection 1'),
  ]);

  const one = ['--connection', 'Beds24'];
  const code = beds24.signIn.inviteCode();
  const anew = await bellhop(['connection', 'sign-in', ...one], { BELLHOP_INVITE_CODE: code });
  expect([anew.code, anew.out]).toEqual([0, expect.stringContaining('It was read with the new sign-in.')]);
  expect(anew.out.includes(code)).toBe(false);
  const kept = await bellhop(['connection', 'sign-in', ...one, '--keep', 'new']);
  expect([kept.code, kept.out]).toEqual([0, 'Beds24 keeps its new credentials. The old ones are gone.\n']);

  const asked = await bellhop(['connection', 'remove', ...one]);
  expect([asked.code, asked.err]).toEqual([1, expect.stringContaining('--close')]);
  const closed = await bellhop(['connection', 'remove', ...one, '--close']);
  expect([closed.code, closed.out]).toEqual([0, expect.stringContaining('sells nothing any more')]);
  expect(beds24.state.calendar(DOUBLES, tomorrow(), tomorrow())).toMatchObject([{ numAvail: 0 }]);
}, 180_000);
