import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, type Page, test as base } from '@playwright/test';
import { hostEnv } from '../scripts/ready.mjs';
import { type Desktop, launchDesktop } from './desktop/launch.ts';

const root = join(import.meta.dirname, '..');

export type Way = 'browser' | 'desktop' | 'electron';

export interface WayOptions {
  /** Set per project: which way in the same specs take. */
  way: Way;
}

export interface HotelOptions {
  /** What a test finds: a data folder with nothing in it, or the demo hotel. */
  hotel: 'empty' | 'demo';
}

/** A running Bellhop and its window. */
export interface Bellhop {
  readonly way: Way;
  readonly page: Page;
  readonly folder: string;
  /** The browser host's address with its secret; null on the desktop. */
  readonly address: string | null;
  /** The desktop's stand-in, for what only a desktop has; null elsewhere. */
  readonly desktop: Desktop | null;
  /** Asks the core over the page's own connection and answers the whole reply, `{ ok, value }` or `{ ok, failure }`. */
  call(name: string, input?: unknown): Promise<{ ok: boolean; value?: never; failure?: { code: string } }>;
}

interface Running {
  readonly address: string | null;
  readonly desktop: Desktop | null;
  readonly page: Page;
  stop(): Promise<void>;
}

async function readyAddress(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const part of child.stdout ?? []) {
    said += String(part);
    const address = /^Bellhop is ready at (\S+)$/m.exec(said)?.[1];
    if (address) return address;
  }
  throw new Error(`The browser host ended before it was ready. ${said}`);
}

async function startBrowserHost(page: Page, args: readonly string[]): Promise<Running> {
  const child = spawn(
    process.execPath,
    [join(root, 'out', 'main', 'web.js'), '--port', '0', '--no-open', ...args],
    { env: hostEnv(), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const address = await readyAddress(child);
  child.stdout.resume();
  await page.goto(address);
  return {
    address,
    page,
    desktop: null,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(kill);
    },
  };
}

async function startDesktop(page: Page, args: readonly string[]): Promise<Running> {
  const desktop = await launchDesktop(page, args, hostEnv());
  return { address: null, page, desktop, stop: () => desktop.stop() };
}

/** Electron's program, or null where its binary was never fetched. */
export function electronProgram(): string | null {
  const folder = join(root, 'node_modules', 'electron');
  if (!existsSync(join(folder, 'path.txt'))) return null;
  const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
  return existsSync(program) ? program : null;
}

async function startElectron(program: string, args: readonly string[]): Promise<Running> {
  const app = await _electron.launch({ executablePath: program, args: [root, ...args] });
  const page = await app.firstWindow();
  return { address: null, page, desktop: null, stop: () => app.close() };
}

/** Why this way cannot be taken here; null where it can. */
function whyNot(way: Way): string | null {
  if (way !== 'electron') return null;
  if (!electronProgram())
    return 'Electron’s binary is not here (npx install-electron fetches it where it can be had).';
  const hasScreen = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  return hasScreen ? null : 'Electron needs a screen, and this computer has none.';
}

async function start(way: Way, page: () => Promise<Page>, args: readonly string[]): Promise<Running> {
  if (way === 'browser') return startBrowserHost(await page(), args);
  if (way === 'desktop') return startDesktop(await page(), args);
  return startElectron(electronProgram() as string, args);
}

/**
 * `test` with the fixture `bellhop`: a Bellhop of its own for each test, started the way the project says, stopped and
 * swept away after it. `test.use({ hotel: 'demo' })` starts it on the demo hotel.
 */
export const test = base.extend<WayOptions & HotelOptions & { canBeTaken: true; bellhop: Bellhop }>({
  way: ['browser', { option: true }],
  hotel: ['empty', { option: true }],
  canBeTaken: async ({ way }, use, info) => {
    const reason = whyNot(way);
    info.skip(reason !== null, reason ?? '');
    await use(true);
  },
  // in this order: where the way cannot be taken, no browser is started for it
  bellhop: async ({ way, canBeTaken: _, hotel, context }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'bellhop-e2e-'));
    const args = ['--data', folder, ...(hotel === 'demo' ? ['--demo'] : [])];
    const running = await start(way, () => context.newPage(), args);
    const { page, address, desktop } = running;
    const ask = (name: string, input: unknown, commandId: string): ReturnType<Bellhop['call']> =>
      page.evaluate(
        async ([which, what, secret, id]) => {
          const bridge = Reflect.get(window, 'bellhop') as
            { call(request: unknown): Promise<never> } | undefined;
          if (bridge) return bridge.call({ name: which, input: what, commandId: id });
          const response = await fetch(`/call/${which}`, {
            method: 'POST',
            headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
            body: JSON.stringify({ input: what, commandId: id }),
          });
          return (await response.json()) as never;
        },
        [name, input, address?.split('#')[1] ?? '', commandId] as const,
      );
    const call: Bellhop['call'] = async (name, input = {}) => {
      const commandId = crypto.randomUUID();
      try {
        return await ask(name, input, commandId);
      } catch (error) {
        // the page may load anew under the question, as when the hotel is switched: the same id again is applied once
        if (!String(error).includes('context was destroyed')) throw error;
        await page.waitForLoadState();
        return ask(name, input, commandId);
      }
    };
    try {
      await use({ way, page, folder, address, desktop, call });
    } finally {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

export { expect };
