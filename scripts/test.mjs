// `npm test`: all that must hold, from a bare checkout. The last line is `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { ensureInstalled, hostEnv, pinnedNode, root } from './ready.mjs';

const began = Date.now();
const results = join(root, 'test-results');
const inModules = (...parts) => join(root, 'node_modules', ...parts);
const print = (words) => process.stdout.write(`${words}\n`);
const chromium = findChromium();
const total = { passed: 0, failed: 0, skipped: 0 };

/** Needed by the tests and not npm packages. Only without the first can the end-to-end tests not run at all. */
const PACKAGES = ['chromium', 'python3-icalendar', 'python3-gi', 'gir1.2-ical-3.0', 'gnome-keyring', 'dbus'];

const isInstalled = (name) =>
  spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' }).stdout?.includes(
    'ok installed',
  );

/** On Debian as root, brings what is missing; elsewhere says what to install. */
function ensureSystem() {
  const isDebian = existsSync('/usr/bin/dpkg-query') && existsSync('/usr/bin/apt-get');
  if (!isDebian) {
    if (!chromium)
      print(
        'No Chromium is found here: install it, or name one in BELLHOP_CHROMIUM, for the end-to-end tests.',
      );
    return;
  }
  const missing = PACKAGES.filter((name) => !isInstalled(name) && !(name === 'chromium' && chromium));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    print(`Some tests need more than npm brings. As root: apt-get install ${missing.join(' ')}`);
    return;
  }
  print(`Installing ${missing.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) =>
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: 240_000 }).status ===
    0;
  apt('update', '-qq');
  const install = (names) => apt('install', '-y', '-qq', '--no-install-recommends', ...names);
  // one package that is not to be had must not take the others with it
  if (!install(missing)) for (const name of missing) install([name]);
}

/** Runs a step and answers its exit code. What it prints is shown as it comes, or handed to `hear` where there is one. */
function run(args, { env = {}, hear } = {}) {
  return new Promise((done) => {
    const child = spawn(pinnedNode, args, {
      cwd: root,
      stdio: hear ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      // colours are noise in a log; what the programs are made of is compiled once for all of them
      env: {
        ...hostEnv(),
        ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
        PATH: `${inModules('.bin')}:${process.env.PATH}`,
        ...env,
      },
    });
    for (const stream of hear ? [child.stdout, child.stderr] : []) stream.on('data', hear);
    child.on('error', () => done(1));
    child.on('close', (code) => done(code ?? 1));
  });
}

function tell(name, startedAt, { passed = 0, failed = 0, skipped = 0 }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  const left = skipped > 0 ? `, ${skipped} skipped` : '';
  print(
    `== ${name}: ${failed > 0 ? 'FAILED, ' : ''}${passed} passed, ${failed} failed${left} (${seconds} s)`,
  );
}

/** A check that is one thing: it holds or it does not. Its words are kept together, since another runs beside it. */
async function check([name, args]) {
  const startedAt = Date.now();
  const said = [];
  const code = await run(args, { hear: (part) => said.push(part) });
  process.stdout.write(Buffer.concat(said));
  tell(name, startedAt, code === 0 ? { passed: 1 } : { failed: 1 });
  return code === 0;
}

/** Runs the checks side by side, one on each core, and answers which held. */
async function checkAll(checks) {
  const waiting = [...checks];
  const held = {};
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) held[next[0]] = await check(next);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return held;
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function vitestCounts(report, code) {
  if (!report) return { failed: 1 };
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped, testResults } = report;
  // a file that could not be loaded has no test that failed
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  );
  const all = failed + broken.length;
  return { passed, skipped, failed: all === 0 && code !== 0 ? 1 : all };
}

function playwrightCounts(report, code) {
  if (!report) return { failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + flaky;
  return {
    passed: expected,
    skipped,
    failed: failed === 0 && code !== 0 ? Math.max(1, report.errors?.length ?? 1) : failed,
  };
}

async function suite(name, args, report, count, env) {
  const startedAt = Date.now();
  print(`== ${name} …`);
  rmSync(report, { force: true });
  const code = await run(args, { env });
  tell(name, startedAt, count(readJson(report), code));
}

try {
  await ensureInstalled();
} catch (error) {
  print(error.message);
  print('0 passed, 1 failed');
  process.exit(1);
}
ensureSystem();
mkdirSync(results, { recursive: true });

const prettier = [inModules('prettier', 'bin', 'prettier.cjs'), '--check', '.', '--log-level', 'warn'];
const types = ['core', 'renderer', 'tools'].map((part) => [
  `types of ${part}`,
  [inModules('typescript', 'bin', 'tsc'), '-p', `tsconfig.${part}.json`],
]);
print('== build, types, lint, format …');
const held = await checkAll([
  ['build', [join(root, 'scripts', 'build.mjs')]],
  ...types,
  ['format', prettier],
  ['lint', [inModules('eslint', 'bin', 'eslint.js'), '.']],
]);

const units = join(results, 'units.json');
await suite(
  'unit and integration tests',
  [
    inModules('vitest', 'vitest.mjs'),
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${units}`,
  ],
  units,
  vitestCounts,
);

if (held.build) {
  const ends = join(results, 'e2e.json');
  await suite(
    'end-to-end tests',
    [
      inModules('@playwright', 'test', 'cli.js'),
      'test',
      '-c',
      'e2e/playwright.config.ts',
      '--reporter=dot,json',
    ],
    ends,
    playwrightCounts,
    // Playwright sets FORCE_COLOR itself; Node warns in every process where both stand
    {
      PLAYWRIGHT_JSON_OUTPUT_NAME: ends,
      NO_COLOR: undefined,
      FORCE_COLOR: process.stdout.isTTY ? undefined : '0',
    },
  );
}

const minutes = ((Date.now() - began) / 60_000).toFixed(1);
print(
  `All of it took ${minutes} min; ${total.skipped} tests were skipped, each with its reason above or in its report.`,
);
print(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
