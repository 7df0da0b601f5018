// Gets a checkout ready to run: installs, builds, finds programs. Runs on Node 20 before anything is installed, so it
// uses nothing but Node itself.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => join(root, ...parts);
const isWindows = process.platform === 'win32';
/** Kept in node_modules: gone with it, and never committed. */
const cache = at('node_modules', '.cache', 'bellhop');

export const say = (words) => process.stderr.write(`${words}\n`);

/** The Node that Bellhop is written for, from the package of that name; npm's own Node may be older. */
export const pinnedNode = at('node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node');

/** Bundles start faster the second time: what V8 compiled is kept. */
export const hostEnv = () => ({ ...process.env, NODE_COMPILE_CACHE: join(cache, 'compiled') });

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
const mtimeOf = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

/** How to start npm with the Node that runs this script. */
function npmCommand() {
  const path = process.env.npm_execpath;
  if (path && /\.c?js$/.test(path)) return { command: process.execPath, first: [path], shell: false };
  return { command: 'npm', first: [], shell: isWindows };
}

function runToEnd(command, args, options = {}) {
  const run = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  return run.error ? 1 : (run.status ?? 1);
}

const PROGRESS_MS = 10_000;

/** Runs npm and says now and then that it is still at it: without a terminal npm itself is silent. */
function runNpm(args) {
  const { command, first, shell } = npmCommand();
  const began = Date.now();
  return new Promise((done) => {
    const child = spawn(command, [...first, ...args], { cwd: root, stdio: ['ignore', 2, 2], shell });
    const tick = setInterval(
      () => say(`… still installing, ${Math.round((Date.now() - began) / 1000)} s`),
      PROGRESS_MS,
    );
    const end = (status) => {
      clearInterval(tick);
      done({ status, seconds: Math.round((Date.now() - began) / 1000) });
    };
    child.on('error', () => end(1));
    child.on('exit', (code) => end(code ?? 1));
  });
}

/** Runs `npm ci` where packages are missing or the lockfile has changed since. Progress goes to stderr; throws in words. */
export async function ensureInstalled() {
  const stamp = join(cache, 'installed');
  const wanted = hashOf(at('package-lock.json'));
  const isThere = existsSync(pinnedNode);
  if (isThere && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // somebody ran npm by hand: its own record is at least as new as the lockfile
  const byHand = mtimeOf(at('node_modules', '.package-lock.json')) >= mtimeOf(at('package-lock.json'));
  if (!isThere || !byHand) {
    say('Installing what Bellhop needs (once; about a minute) …');
    // Bellhop runs on the Node that is among these packages, so warnings about this one mean nothing
    const { status, seconds } = await runNpm([
      'ci',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      '--progress=true',
    ]);
    if (status !== 0) {
      throw new Error(
        'npm could not install what Bellhop needs. Its words stand above; check the network, then try again.',
      );
    }
    say(`Installed in ${seconds} s.`);
  }
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, wanted);
}

const SOURCES = ['src', 'electron', 'renderer', 'drizzle', 'electron.vite.config.ts', 'package-lock.json'];

function newestIn(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry) return 0;
  if (!entry.isDirectory()) return /\.(test|prove)\.tsx?$/.test(path) ? 0 : entry.mtimeMs;
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestIn(join(path, name))),
    entry.mtimeMs,
  );
}

const builtStamp = at('out', '.built');

/** Whether `out` is there and newer than all that it is made of. */
export function isBuilt() {
  if (!existsSync(at('out', 'main', 'web.js'))) return false;
  return mtimeOf(builtStamp) > Math.max(...SOURCES.map((path) => newestIn(at(path))));
}

/** Builds where `out` is missing or older than what it is made of. Throws in words. */
export function ensureBuilt({ isForced = false } = {}) {
  if (!isForced && isBuilt()) return;
  say('Building Bellhop …');
  const began = Date.now();
  rmSync(builtStamp, { force: true });
  const args = [
    at('node_modules', 'electron-vite', 'bin', 'electron-vite.js'),
    'build',
    '--logLevel',
    'warn',
  ];
  if (runToEnd(pinnedNode, args) !== 0) {
    throw new Error('The build failed. Its words stand above.');
  }
  writeFileSync(builtStamp, '');
  say(`Built in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
}

/** Installs and builds what is missing; ends this script, in words, where that cannot be. */
export async function getReady() {
  try {
    await ensureInstalled();
    ensureBuilt();
  } catch (error) {
    say(error.message);
    process.exit(1);
  }
}

/**
 * Who started this script, and who started them: npm runs scripts by a shell, and passes no signals on. When it is ended,
 * one of the two is another process than before.
 */
function ancestry() {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return '';
  try {
    const [, name, fields] = /\((.*)\) (.*)/s.exec(readFileSync(`/proc/${parent}/stat`, 'utf8')) ?? [];
    // where no shell stands between, npm's own parent is nobody's business: it may end and leave npm running
    return /^(ba|da|k|z)?sh$/.test(name) ? `${parent} ${fields.split(' ')[1]}` : String(parent);
  } catch {
    return String(parent);
  }
}

/**
 * Runs a long-lived program in the foreground and answers its exit code. Signals that reach this script are passed on; the
 * program also notices when this script is gone (its IPC channel closes), so nothing is left running alone.
 */
export function runForeground(command, args, { env = process.env, hasChannel = true } = {}) {
  return new Promise((done) => {
    const stdio = ['inherit', 'inherit', 'inherit', ...(hasChannel ? ['ipc'] : [])];
    const child = spawn(command, args, { cwd: process.cwd(), env, stdio });
    const pass = (signal) => child.kill(signal);
    // Ctrl+C reaches the child from the terminal itself; here it only must not end this script first
    const stay = () => undefined;
    const began = ancestry();
    const watch = setInterval(() => {
      if (ancestry() !== began) child.kill('SIGTERM');
    }, 500);
    process.on('SIGINT', process.stdin.isTTY ? stay : pass);
    process.on('SIGTERM', pass);
    process.on('SIGHUP', pass);
    child.on('error', (error) => {
      say(error.message);
      done(1);
    });
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
      done(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 130 : 1));
    });
  });
}

/** Electron's program, or null where its binary was never fetched. */
export function electronProgram() {
  const folder = at('node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(program) ? program : null;
}

const ATTEMPT_MS = 60_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** One bounded attempt a day to fetch Electron's binary: a hotel behind a proxy must not wait at every start. */
export function fetchElectron() {
  const stamp = join(cache, 'electron-attempt');
  if (Date.now() - mtimeOf(stamp) < DAY_MS) return null;
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, '');
  say('Fetching the desktop program (at most a minute) …');
  spawnSync(process.execPath, [at('node_modules', 'electron', 'install.js')], {
    cwd: root,
    stdio: 'ignore',
    timeout: ATTEMPT_MS,
    killSignal: 'SIGKILL',
  });
  return electronProgram();
}
