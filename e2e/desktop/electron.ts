import { EventEmitter } from 'node:events';
import type { Fetched, FromMain, FromTest } from './messages.ts';

/**
 * As much of Electron as Bellhop's main process uses, for machines where its binary is not to be had. The page lives in
 * the test's Chromium; the two talk over the process's own channel, which clones values as Electron's does.
 */
const tell = (message: FromMain): void => void process.send?.(message);

type Handler = (event: unknown, ...args: readonly unknown[]) => unknown;
const handlers = new Map<string, Handler>();
let serve: ((request: Request) => Response | Promise<Response>) | undefined;
let letsThrough: (url: string) => boolean = () => true;

class WebContents extends EventEmitter {
  readonly mainFrame = { url: '' };
  #openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  getURL = (): string => this.mainFrame.url;
  isDestroyed = (): boolean => false;
  send = (channel: string, told: unknown): void => tell({ type: 'event', channel, told });
  reload = (): void => tell({ type: 'reload' });
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.#openHandler = handler;
  }
  opens = (url: string): boolean => this.#openHandler({ url }).action === 'allow';
  /** True where no listener stopped it. */
  allows(name: string, url: string): boolean {
    let isStopped = false;
    this.emit(name, { url, preventDefault: () => (isStopped = true) });
    return !isStopped;
  }
}

interface WindowOptions {
  readonly width: number;
  readonly height: number;
  readonly webPreferences: Readonly<Record<string, unknown>> & { readonly preload: string };
}

const windows: BrowserWindow[] = [];

export class BrowserWindow extends EventEmitter {
  static getAllWindows = (): readonly BrowserWindow[] => windows;
  readonly webContents = new WebContents();
  readonly #options: WindowOptions;
  constructor(options: WindowOptions) {
    super();
    this.#options = options;
    const { sandbox, contextIsolation, nodeIntegration } = options.webPreferences;
    if (sandbox !== true || contextIsolation !== true || nodeIntegration !== false) {
      throw new Error('The stand-in shows sandboxed pages only.');
    }
    windows.push(this);
    tell({
      type: 'open',
      options: { width: options.width, height: options.height },
      preload: options.webPreferences.preload,
    });
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(url: string): Promise<void> {
    tell({ type: 'load', url });
    return Promise.resolve();
  }
  getNormalBounds = () => ({ x: 0, y: 0, width: this.#options.width, height: this.#options.height });
  isMaximized = (): boolean => false;
  isMinimized = (): boolean => false;
  maximize = (): void => undefined;
  restore = (): void => undefined;
  focus = (): void => undefined;
  show = (): void => undefined;
}

class App extends EventEmitter {
  readonly isPackaged = false;
  setPath = (): void => undefined;
  requestSingleInstanceLock = (): boolean => true;
  enableSandbox = (): void => undefined;
  whenReady = (): Promise<void> => Promise.resolve();
  exit = (code: number): never => process.exit(code);
  quit(): void {
    let isStopped = false;
    this.emit('before-quit', { preventDefault: () => (isStopped = true) });
    if (!isStopped) process.exit(0);
  }
}
export const app = new App();

export const ipcMain = {
  handle: (channel: string, handler: Handler): void => void handlers.set(channel, handler),
  removeHandler: (channel: string): void => void handlers.delete(channel),
};
export const protocol = {
  registerSchemesAsPrivileged: (): void => undefined,
  handle: (_scheme: string, handler: (request: Request) => Response | Promise<Response>): void => {
    serve = handler;
  },
};
export const session = {
  defaultSession: {
    setPermissionRequestHandler: (): void => undefined,
    setPermissionCheckHandler: (): void => undefined,
    setDevicePermissionHandler: (): void => undefined,
    webRequest: {
      onBeforeRequest(
        listener: (details: { url: string }, answer: (given: { cancel: boolean }) => void) => void,
      ): void {
        letsThrough = (url) => {
          let isCancelled = false;
          listener({ url }, ({ cancel }) => (isCancelled = cancel));
          return !isCancelled;
        };
      },
    },
  },
};

interface MenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly click?: () => void;
  readonly submenu?: readonly MenuItem[];
}
const flat = (items: readonly MenuItem[]): readonly MenuItem[] =>
  items.flatMap((item) => [item, ...flat(item.submenu ?? [])]);
let menu: readonly MenuItem[] = [];
export const Menu = {
  buildFromTemplate: (items: readonly MenuItem[]): readonly MenuItem[] => items,
  setApplicationMenu(items: readonly MenuItem[]): void {
    menu = flat(items);
    tell({ type: 'menu', labels: menu.flatMap(({ label, role }) => label ?? role ?? []) });
  },
};

export const dialog = {
  showErrorBox: (title: string, content: string): void => tell({ type: 'error-box', title, content }),
  showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: [] }),
  showSaveDialog: () => Promise.resolve({ canceled: true, filePath: '' }),
};
export const shell = {
  openExternal: (url: string): Promise<void> => Promise.resolve(tell({ type: 'external', url })),
  openPath: (): Promise<string> => Promise.resolve(''),
};
export const nativeTheme = { shouldUseDarkColors: false };
export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};

async function fetched(url: string, method: string): Promise<Fetched> {
  if (!serve) throw new Error('Nothing serves the window.');
  const response = await serve({ url, method } as Request);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

function called({ channel, url, isMain, args }: Extract<FromTest, { type: 'call' }>): unknown {
  const contents = windows[0]?.webContents;
  const handler = handlers.get(channel);
  if (!contents || !handler) throw new Error(`No handler registered for '${channel}'`);
  // a page asks as soon as it runs, before it is wholly loaded
  if (isMain) contents.mainFrame.url = url;
  return handler({ sender: contents, senderFrame: isMain ? contents.mainFrame : { url } }, ...args);
}

async function answered(message: Extract<FromTest, { id: number }>): Promise<unknown> {
  const contents = windows[0]?.webContents;
  switch (message.type) {
    case 'call':
      return called(message);
    case 'fetch':
      return fetched(message.url, message.method);
    case 'navigate':
      return contents?.allows('will-navigate', message.url) ?? false;
    case 'request':
      return letsThrough(message.url);
    case 'open-window':
      return contents?.opens(message.url) ?? false;
    case 'menu-click':
      return menu.find(({ label }) => label === message.label)?.click?.();
  }
}

process.on('message', (message: FromTest) => {
  if ('id' in message) {
    const { id } = message;
    answered(message).then(
      (value) => tell({ type: 'answer', id, value }),
      (error: unknown) => tell({ type: 'answer', id, value: { thrown: String(error) } }),
    );
  } else if (message.type === 'shown') {
    const [window] = windows;
    if (!window) return;
    window.webContents.mainFrame.url = message.url;
    window.emit('ready-to-show');
  } else {
    for (const window of windows) window.emit('close');
    app.emit('window-all-closed');
  }
});
// the test is gone
process.on('disconnect', () => process.exit(0));
