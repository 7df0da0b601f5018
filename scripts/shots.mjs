// `npm run shots`: pictures of every screen of the demo hotel, light and dark, in both sizes, in docs/pictures.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM_FLAGS, findChromium } from './chromium.mjs';
import { getReady, pinnedNode, root, say } from './ready.mjs';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
const SCHEMES = ['light', 'dark'];
/** A Friday in November, ten to half past nine in Lisbon: arrivals ahead, last night's guests at breakfast. */
const NOW = '2026-11-20T09:20:00Z';
const pictures = join(root, 'docs', 'pictures');

await getReady();
// the list of screens is TypeScript, which older versions of Node cannot read
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.exit(spawnSync(pinnedNode, process.argv.slice(1), { stdio: 'inherit' }).status ?? 1);
}
const { chromium } = await import('playwright');
const { SHOTS } = await import('../e2e/shots.ts');

async function startDemo(folder, isEmpty) {
  const args = [join(root, 'out', 'main', 'web.js'), '--port', '0', '--no-open', '--data', folder];
  const host = spawn(pinnedNode, [...args, ...(isEmpty ? [] : ['--demo'])], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, BELLHOP_DEMO_NOW: NOW },
  });
  let said = '';
  for await (const part of host.stdout) {
    said += String(part);
    const address = /^Bellhop is ready at (\S+)$/m.exec(said)?.[1];
    if (address) return { host, address };
  }
  throw new Error('The demo did not start.');
}

async function stop(host) {
  host.kill('SIGTERM');
  if (host.exitCode === null) await once(host, 'exit');
}

async function takeShots(context, address, shots, ending) {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.clock.install({ time: new Date(NOW) });
  await page.goto(address);
  for (const { name, open, seen } of shots) {
    await open(page);
    await seen(page).waitFor();
    // animations and what is still being read
    await page.waitForTimeout(700);
    const file = `${name}-${ending}.png`;
    await page.screenshot({ path: join(pictures, file) });
    say(file);
  }
  await page.close();
}

/** One hotel per size and scheme, so that what one picture did is not seen in another. */
async function takeAll(browser, size, colorScheme, wanted) {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-shots-'));
  const context = await browser.newContext({
    viewport: size,
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
  });
  try {
    for (const isEmpty of [false, true]) {
      const shots = SHOTS.filter((shot) => (shot.hotel === 'empty') === isEmpty && wanted(shot.name));
      if (shots.length === 0) continue;
      const { host, address } = await startDemo(join(folder, isEmpty ? 'empty' : 'demo'), isEmpty);
      try {
        await takeShots(context, address, shots, `${colorScheme}-${size.width}`);
      } finally {
        await stop(host);
      }
    }
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const only = process.argv.slice(2);
const wanted = (name) => only.length === 0 || only.includes(name);
mkdirSync(pictures, { recursive: true });
if (only.length === 0)
  for (const name of readdirSync(pictures)) if (name.endsWith('.png')) rmSync(join(pictures, name));
const executablePath = findChromium();
const browser = await chromium.launch({ args: CHROMIUM_FLAGS, ...(executablePath && { executablePath }) });
try {
  for (const size of SIZES) for (const scheme of SCHEMES) await takeAll(browser, size, scheme, wanted);
} finally {
  await browser.close();
}
