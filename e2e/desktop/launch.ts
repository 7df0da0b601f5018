import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page, Route } from '@playwright/test';
import type { Fetched, FromMain, FromTest } from './messages.ts';

const root = join(import.meta.dirname, '..', '..');

/** Chromium knows no `bellhop:` scheme; the stand-in shows the same pages under an https origin that does not exist. */
const OURS = 'bellhop://app/';
const SHOWN = 'https://bellhop-app.invalid/';
const shownUrl = (url: string): string => (url.startsWith(OURS) ? SHOWN + url.slice(OURS.length) : url);
const ownUrl = (url: string): string => (url.startsWith(SHOWN) ? OURS + url.slice(SHOWN.length) : url);
const withoutHash = (url: string): string => url.replace(/#.*$/, '');

type Asked =
  Extract<FromTest, { id: number }> extends infer M ? (M extends unknown ? Omit<M, 'id'> : never) : never;

export interface Desktop {
  readonly page: Page;
  /** Items of the menu, in order. */
  menu(): readonly string[];
  clickMenu(label: string): Promise<void>;
  /** Addresses handed to the person's browser. */
  readonly external: readonly string[];
  /** Requests that no rule of ours stopped: there must be none. */
  readonly leaks: readonly string[];
  stop(): Promise<void>;
}

/** The preload as a script of the page: all it can require is the bridge and the renderer's half of IPC. */
function preloadScript(file: string): string {
  return `(() => {
    if (window.top !== window || !location.href.startsWith(${JSON.stringify(SHOWN)})) return;
    const listeners = new Map();
    window.__tellBellhop = (channel, told) => {
      for (const listen of listeners.get(channel) ?? []) listen({ sender: null }, told);
    };
    const revive = (_key, part) => part && typeof part === 'object' && typeof part.$i32 === 'string'
      ? new Int32Array(Uint8Array.fromBase64(part.$i32).buffer) : part;
    const ipcRenderer = {
      invoke: async (channel, ...args) => {
        const text = await window.__askBellhop(channel, structuredClone(args));
        const { value, thrown } = JSON.parse(text, revive);
        if (thrown !== undefined) throw new Error(thrown);
        return value;
      },
      on: (channel, listen) => listeners.set(channel, [...(listeners.get(channel) ?? []), listen]),
      removeListener: (channel, listen) =>
        listeners.set(channel, (listeners.get(channel) ?? []).filter((other) => other !== listen)),
    };
    const contextBridge = {
      exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: Object.freeze(api), enumerable: true }),
    };
    const require = (name) => {
      if (name !== 'electron') throw new Error('A sandboxed preload can not require ' + name);
      return { contextBridge, ipcRenderer };
    };
    const module = { exports: {} };
    ((require, module, exports) => {${readFileSync(file, 'utf8')}
    })(require, module, module.exports);
  })();`;
}

const toText = (value: unknown): string =>
  JSON.stringify({ value }, (_key, part: unknown) =>
    part instanceof Int32Array
      ? { $i32: Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('base64') }
      : part,
  );

class StandIn {
  readonly external: string[] = [];
  readonly leaks: string[] = [];
  labels: readonly string[] = [];
  readonly #child: ChildProcess;
  readonly #page: Page;
  readonly #waiting = new Map<number, (value: unknown) => void>();
  #next = 1;
  #turn: Promise<unknown> = Promise.resolve();
  #fail: (error: Error) => void = () => undefined;
  #loaded: () => void = () => undefined;

  constructor(page: Page, args: readonly string[], env: NodeJS.ProcessEnv) {
    this.#page = page;
    const hooks = pathToFileURL(join(import.meta.dirname, 'hooks.ts')).href;
    this.#child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        '--import',
        hooks,
        join(root, 'out', 'main', 'main.js'),
        ...args,
      ],
      { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' },
    );
    this.#child.on('message', (message: FromMain) => {
      // in order: a page is opened before it is led anywhere
      if (message.type === 'answer') this.#settle(message.id, message.value);
      else this.#turn = this.#turn.then(() => this.#hear(message)).catch((error: Error) => this.#fail(error));
    });
  }

  /** Until the first page is loaded. */
  async opened(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#loaded = resolve;
      this.#fail = reject;
      this.#child.once('exit', (code) => reject(new Error(`The desktop app ended with ${code}`)));
    });
  }

  ask(message: Asked): Promise<unknown> {
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve) => {
      // the page may still ask while the app is closing
      if (!this.#child.connected) return resolve({ thrown: 'The desktop app has ended.' });
      this.#waiting.set(id, resolve);
      this.#child.send({ ...message, id } as FromTest);
    });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.send({ type: 'close' } satisfies FromTest);
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(kill);
  }

  #settle(id: number, value: unknown): void {
    this.#waiting.get(id)?.(value);
    this.#waiting.delete(id);
  }

  async #hear(message: Exclude<FromMain, { type: 'answer' }>): Promise<void> {
    if (message.type === 'open') await this.#open(message.preload);
    else if (message.type === 'load') await this.#load(message.url);
    else if (message.type === 'reload') await this.#page.reload();
    else if (message.type === 'menu') this.labels = message.labels;
    else if (message.type === 'external') this.external.push(message.url);
    else if (message.type === 'error-box') this.#fail(new Error(`${message.title}\n${message.content}`));
    else {
      const { channel, told } = message;
      await this.#page
        .evaluate(([where, what]) => Reflect.get(window, '__tellBellhop')?.(where, what), [
          channel,
          told,
        ] as const)
        .catch(() => undefined);
    }
  }

  async #open(preload: string): Promise<void> {
    const page = this.#page;
    await page.exposeBinding('__askBellhop', async ({ frame }, channel: string, args: readonly unknown[]) => {
      const isMain = frame === page.mainFrame();
      const url = withoutHash(ownUrl(frame.url()));
      const value = await this.ask({ type: 'call', channel, args, url, isMain });
      const thrown = (value as { thrown?: string } | null)?.thrown;
      return thrown === undefined ? toText(value) : JSON.stringify({ thrown });
    });
    await page.addInitScript({ content: preloadScript(preload) });
    await page.context().route('**/*', (route) => this.#route(route));
    page.on('popup', (popup) => {
      void this.ask({ type: 'open-window', url: popup.url() }).then((isOpen) => {
        if (isOpen) this.leaks.push(`window ${popup.url()}`);
        return popup.close();
      });
    });
  }

  async #load(url: string): Promise<void> {
    const isFirst = this.#page.url() === 'about:blank';
    await this.#page.goto(shownUrl(url));
    this.#child.send({ type: 'shown', url: withoutHash(url) } satisfies FromTest);
    if (isFirst) this.#loaded();
  }

  async #route(route: Route): Promise<void> {
    const request = route.request();
    const url = ownUrl(request.url());
    if (!url.startsWith(OURS)) {
      const isKept = request.isNavigationRequest() && !(await this.ask({ type: 'navigate', url }));
      const isStopped = isKept || !(await this.ask({ type: 'request', url }));
      if (!isStopped) this.leaks.push(url);
      return route.abort('aborted');
    }
    const { status, headers, body } = (await this.ask({
      type: 'fetch',
      url,
      method: request.method(),
    })) as Fetched;
    // the page's origin stands for `bellhop://app` here, also in the policy
    return route.fulfill({ status, headers: { ...headers }, body: Buffer.from(body) });
  }
}

/** Runs the built main process on the stand-in and shows its window on `page`. Throws what an error box would say. */
export async function launchDesktop(
  page: Page,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Desktop> {
  const standIn = new StandIn(page, args, env);
  await standIn.opened();
  return {
    page,
    menu: () => standIn.labels,
    clickMenu: async (label) => void (await standIn.ask({ type: 'menu-click', label })),
    external: standIn.external,
    leaks: standIn.leaks,
    stop: () => standIn.stop(),
  };
}
