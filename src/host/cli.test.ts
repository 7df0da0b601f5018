import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStrictly } from '../sandbox/strict-reader.ts';
import { programOf } from '../testing/program.ts';
import { seedHotelAt } from '../testing/seed-small-hotel.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function bellhop(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [programOf('cli'), ...args], {
    env: { ...process.env, BELLHOP_DATA: join(folder, 'usual'), NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (heard.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (heard.err += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...heard })));
}

const event = (uid: string, arrival: string, departure: string, summary = 'Reserved'): string =>
  `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20270301T000000Z\r\nDTSTART;VALUE=DATE:${arrival}\r\nDTEND;VALUE=DATE:${departure}\r\nSUMMARY:${summary}\r\nEND:VEVENT\r\n`;
const calendar = (...events: string[]): string =>
  `BEGIN:VCALENDAR\r\nPRODID:-//Airbnb Inc//Hosting Calendar 1.0//EN\r\nVERSION:2.0\r\n${events.join('')}END:VCALENDAR\r\n`;
const a = event('a', '20270310', '20270313');
const b = event('b', '20270320', '20270322');
const c = event('c', '20270401', '20270405', 'Airbnb (Not available)');

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('feed inspect', () => {
  it('says what a calendar means, as JSON, and ends with 0 for ok and suspect, 1 for rejected', async () => {
    const cleaning =
      'BEGIN:VEVENT\r\nUID:x\r\nDTSTART:20270501T090000Z\r\nDTEND:20270501T110000Z\r\nEND:VEVENT\r\n';
    const good = file('good.ics', calendar(a, c, cleaning));
    const inspected = await bellhop(
      'feed',
      'inspect',
      good,
      '--zone',
      'Europe/Lisbon',
      '--as-of',
      '2027-03-01',
      '--json',
    );
    expect(inspected.code).toBe(0);
    expect(JSON.parse(inspected.out)).toMatchObject({
      verdict: 'ok',
      channel: 'airbnb',
      reasons: [],
      events: [
        {
          uid: 'a',
          summary: 'Reserved',
          kind: 'reservation',
          firstNight: '2027-03-10',
          departure: '2027-03-13',
          status: null,
        },
        { uid: 'c', kind: 'block', firstNight: '2027-04-01', departure: '2027-04-05' },
      ],
      problems: [{ code: 'not-overnight', line: 20, uid: 'x' }],
    });
    const broken = await bellhop(
      'feed',
      'inspect',
      file('broken.ics', calendar(event('z', '20270420', '20270410'))),
      '--json',
    );
    expect([broken.code, (JSON.parse(broken.out) as { verdict: string }).verdict]).toEqual([0, 'suspect']);
    const page = await bellhop('feed', 'inspect', file('page.ics', '<html>Sign in</html>'), '--json');
    expect([page.code, (JSON.parse(page.out) as { verdict: string }).verdict]).toEqual([1, 'rejected']);
  });

  it('reads an address by the rules: this computer only where it is allowed', async () => {
    const server = createServer((_request, response) => response.end(calendar(a)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-part.ics`;
    const refused = await bellhop('feed', 'inspect', address, '--json');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('address-private');
    expect(refused.err).not.toContain('secret-part');
    const allowed = await bellhop('feed', 'inspect', address, '--json', '--allow-loopback');
    expect(allowed.code).toBe(0);
    server.close();
  });

  it('says in words what is wrong with what it was asked', async () => {
    for (const [args, code] of [
      [['/no/such.ics'], 'file-unreadable'],
      [['ftp://example.org/a.ics'], 'address-not-http'],
      [[file('a.ics', calendar(a)), '--zone', 'Mars/Base'], 'invalid-input'],
      [[file('a.ics', calendar(a)), '--as-of', '2027-02-30'], 'invalid-input'],
    ] as const) {
      const ended = await bellhop('feed', 'inspect', ...args);
      expect(ended.code).toBe(1);
      expect(ended.err).toContain(`(${code}`);
      expect(ended.out).toBe('');
    }
  });
});

describe('feed replay', () => {
  it('plays failures, an empty answer and a cancellation, one line a fetch', async () => {
    const at = (minutes: number): string =>
      new Date(Date.UTC(2027, 2, 1, 8) + minutes * 60_000).toISOString();
    const fetches = [
      { at: at(0), status: 200, body: calendar(a, b, c) },
      { at: at(30), status: 200, body: calendar() },
      { at: at(60), status: 503, body: '' },
      { at: at(90), status: 200, body: '{"code":500}' },
      { at: at(120), status: 200, body: calendar(a, b, c) },
      ...[150, 180, 210, 240, 270].map((minutes) => ({ at: at(minutes), status: 200, body: calendar(b, c) })),
    ];
    const jsonl = file('past.jsonl', fetches.map((fetch) => JSON.stringify(fetch)).join('\n'));
    const ended = await bellhop('feed', 'replay', jsonl, '--zone', 'Europe/Lisbon', '--json');
    expect(ended.code).toBe(0);
    const lines = ended.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map((line) => [line['at'], line['verdict'], (line['blocked'] as string[]).length])).toEqual([
      [at(0), 'ok', 9],
      [at(30), 'suspect', 9],
      [at(60), 'rejected', 9],
      [at(90), 'rejected', 9],
      [at(120), 'ok', 9],
      ...[150, 180, 210, 240].map((minutes) => [at(minutes), 'ok', 9]),
      [at(270), 'ok', 6],
    ]);
    expect(lines[9]).toMatchObject({
      released: ['2027-03-10', '2027-03-11', '2027-03-12'],
      reservations: { created: 0, changed: 0, cancelled: 1 },
      alerts: ['stay-cancelled'],
    });
    expect(lines.flatMap((line) => line['alerts'])).toEqual([
      'feed-quarantined',
      'feed-failing',
      'stay-cancelled',
    ]);
  });

  it('names the line that is no fetch', async () => {
    const ended = await bellhop(
      'feed',
      'replay',
      file('bad.jsonl', '{"at":"2027-03-01T08:00:00Z","status":503}\nnonsense\n'),
    );
    expect(ended.code).toBe(1);
    expect(ended.err).toContain('Line 2');
  });
});

describe('with a hotel', () => {
  it('exports, lists conflicts, backs up, and looks after itself', async () => {
    const data = join(folder, 'hotel');
    await seedHotelAt(data);
    const exported = await bellhop('feed', 'export', '--unit', '201', '--for', 'airbnb', '--data', data);
    expect(exported.code).toBe(0);
    const { ranges } = readStrictly(Buffer.from(exported.out), { channel: 'airbnb', zone: 'Europe/Lisbon' });
    expect(ranges).toHaveLength(1);
    const out = join(folder, 'out.ics');
    const again = await bellhop(
      'feed',
      'export',
      '--unit',
      '201',
      '--for',
      'airbnb',
      '--data',
      data,
      '--out',
      out,
    );
    expect([again.code, again.out]).toEqual([0, '']);
    expect(readFileSync(out, 'utf8')).toBe(exported.out);
    expect((await bellhop('feed', 'export', '--unit', '999', '--data', data)).err).toContain('not-found');
    const typo = await bellhop('conflicts', '--json', '--data', `${data}-typo`);
    expect([typo.code, typo.err]).toEqual([1, expect.stringContaining('There is no hotel in')]);
    expect(JSON.parse((await bellhop('conflicts', '--json', '--data', data)).out)).toEqual([]);
    expect((await bellhop('feed', 'refresh', '--all', '--data', data)).out).toContain('Read 0 calendars');
    const copy = join(folder, 'copy.db');
    expect((await bellhop('backup', copy, '--data', data)).code).toBe(0);
    expect((await bellhop('backup', copy, '--data', data)).err).toContain('file-unwritable');
    const doctor = await bellhop('doctor', '--data', data, '--json');
    const findings = JSON.parse(doctor.out) as { what: string; state: string }[];
    expect(findings.find(({ what }) => what === 'Hotel')).toMatchObject({ state: 'ok' });
  });
});
