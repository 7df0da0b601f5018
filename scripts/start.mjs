// `npm start`: installs and builds what is missing, then opens the desktop app, or the browser host where there is none.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  electronProgram,
  fetchElectron,
  hostEnv,
  pinnedNode,
  root,
  runForeground,
  say,
  getReady,
} from './ready.mjs';

const args = process.argv.slice(2);
const isDev = args.includes('--dev');
const passed = args.filter((arg) => arg !== '--dev');

/** Why the desktop app is out of the question here; null where it may be tried. */
function whyNoDesktop() {
  if (process.env.BELLHOP_NO_ELECTRON) return 'it is switched off here';
  if (args.includes('--port')) return 'a port was asked for';
  if (process.platform !== 'linux') return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'this computer has no screen';
  return process.getuid?.() === 0 ? 'it does not run as root' : null;
}

/** Electron ended so soon, and badly, that no window can have been seen. */
const SOON_MS = 8000;

async function openDesktop() {
  const why = whyNoDesktop();
  const program = why ? null : (electronProgram() ?? fetchElectron());
  if (!program) {
    say(
      `The desktop app is not to be had (${why ?? 'its program could not be fetched'}): opening Bellhop in the browser.`,
    );
    return undefined;
  }
  const began = Date.now();
  const code = await runForeground(program, [root, ...passed], { hasChannel: false });
  if (code === 0 || Date.now() - began > SOON_MS) return code;
  say('The desktop app did not start: opening Bellhop in the browser.');
  return undefined;
}

/** Builds again on every change, and restarts the host when its bundle changed; the page is loaded anew by hand. */
async function develop() {
  const vite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const build = spawn(pinnedNode, [vite, 'build', '--watch', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  process.on('exit', () => build.kill());
  const watched = ['--watch-path', join(root, 'out', 'main'), '--watch-preserve-output'];
  const wishes = passed.includes('--data') ? passed : ['--demo', ...passed];
  return runForeground(pinnedNode, [...watched, join(root, 'out', 'main', 'web.js'), ...wishes], {
    env: hostEnv(),
  });
}

await getReady();
if (isDev) process.exit(await develop());
process.exit(
  (await openDesktop()) ??
    (await runForeground(pinnedNode, [join(root, 'out', 'main', 'web.js'), ...passed], { env: hostEnv() })),
);
