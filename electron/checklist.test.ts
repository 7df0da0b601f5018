import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../src/host/answer.ts';
import { createWindowFiles } from '../src/host/window-files.ts';

type Listener = (...args: never[]) => unknown;
interface FakeContents {
  readonly on: (name: string, listener: Listener) => void;
  readonly setWindowOpenHandler: (handler: (details: { url: string }) => unknown) => void;
}

/** What our code did to Electron, for the tests to look at. */
const electron = vi.hoisted(() => ({
  opened: [] as string[],
  handled: new Map<string, (...args: never[]) => unknown>(),
  exposed: new Map<string, unknown>(),
  listened: [] as string[],
  windows: [] as Record<string, unknown>[],
  schemes: [] as unknown[],
  invoke: (..._args: unknown[]): unknown => undefined,
}));

vi.mock('electron', () => {
  class BrowserWindow {
    constructor(options: Record<string, unknown>) {
      electron.windows.push(options);
    }
    once = () => undefined;
    on = () => undefined;
    loadURL = (address: string) => Promise.resolve(electron.opened.push(`window: ${address}`));
  }
  return {
    BrowserWindow,
    nativeTheme: { shouldUseDarkColors: false },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    shell: { openExternal: (address: string) => Promise.resolve(electron.opened.push(address)) },
    protocol: { registerSchemesAsPrivileged: (schemes: unknown[]) => electron.schemes.push(...schemes) },
    ipcMain: {
      handle: (name: string, handler: Listener) => electron.handled.set(name, handler),
      removeHandler: (name: string) => electron.handled.delete(name),
    },
    contextBridge: { exposeInMainWorld: (name: string, api: unknown) => electron.exposed.set(name, api) },
    ipcRenderer: {
      invoke: (...args: unknown[]) => electron.invoke(...args),
      on: (name: string, listener: unknown) => electron.listened.push(`on ${name} ${typeof listener}`),
      removeListener: (name: string) => electron.listened.push(`off ${name}`),
    },
  };
});

const { isChannelPage, isHelpPage, isOurs, WINDOW_ADDRESS } = await import('./addresses.ts');
const { connectWindows } = await import('./ipc.ts');
const { answerWindow, registerScheme } = await import('./protocol.ts');
const { lockContents, lockSession, openOutside, openWindow, WEB_PREFERENCES } = await import('./window.ts');

const root = join(import.meta.dirname, '..');
const sourcesOf = (folder: string): string =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|html)$/.test(name) && !/\.test\./.test(name))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n');
const electronSources = sourcesOf('electron');

/** The rules that `lockContents` set on a page, ready to be tried. */
function lockedPage() {
  const listeners = new Map<string, Listener>();
  let openHandler: (details: { url: string }) => unknown = () => undefined;
  const contents: FakeContents = {
    on: (name, listener) => void listeners.set(name, listener),
    setWindowOpenHandler: (handler) => void (openHandler = handler),
  };
  lockContents(contents as never);
  const isStopped = (name: string, url: string): boolean => {
    const preventDefault = vi.fn();
    listeners.get(name)?.({ url, preventDefault } as never);
    return preventDefault.mock.calls.length > 0;
  };
  return { isStopped, open: (url: string) => openHandler({ url }) };
}

/** The rules that `lockSession` set, ready to be tried. */
function lockedSession() {
  let request: Listener = () => undefined;
  let check: Listener = () => undefined;
  let device: Listener = () => true;
  let before: Listener = () => undefined;
  lockSession({
    setPermissionRequestHandler: (handler: Listener) => (request = handler),
    setPermissionCheckHandler: (handler: Listener) => (check = handler),
    setDevicePermissionHandler: (handler: Listener) => (device = handler),
    webRequest: { onBeforeRequest: (handler: Listener) => (before = handler) },
  } as never);
  const contents = (url: string) => ({ getURL: () => url });
  return {
    asks(permission: string, url = WINDOW_ADDRESS) {
      let answer: unknown;
      request(contents(url) as never, permission as never, ((given: unknown) => (answer = given)) as never);
      return answer;
    },
    checks: (permission: string, url = WINDOW_ADDRESS) => check(contents(url) as never, permission as never),
    device: () => device({} as never),
    isLoaded(url: string) {
      let isCancelled: unknown;
      before({ url } as never, (({ cancel }: { cancel: boolean }) => void (isCancelled = cancel)) as never);
      return isCancelled === false;
    },
  };
}

beforeEach(() => {
  electron.opened.length = 0;
  electron.windows.length = 0;
});

describe('the security checklist of Electron', () => {
  it('1 loads secure content only', () => {
    const { isLoaded } = lockedSession();
    expect(isLoaded(WINDOW_ADDRESS)).toBe(true);
    for (const address of [
      'http://example.org/',
      'https://example.org/',
      'ws://example.org/',
      'file:///etc/passwd',
    ]) {
      expect(isLoaded(address)).toBe(false);
    }
  });

  it('2 gives pages no Node', () => {
    expect(WEB_PREFERENCES.nodeIntegration).toBe(false);
    expect(WEB_PREFERENCES.nodeIntegrationInWorker).toBe(false);
    expect(WEB_PREFERENCES.nodeIntegrationInSubFrames).toBe(false);
  });

  it('3 isolates the preload from the page', () => expect(WEB_PREFERENCES.contextIsolation).toBe(true));

  it('4 sandboxes every process of a page', () => {
    expect(WEB_PREFERENCES.sandbox).toBe(true);
    expect(electronSources).toContain('app.enableSandbox()');
    expect(electronSources).not.toContain('no-sandbox');
  });

  it('5 denies permissions by default, asked for and checked', () => {
    const session = lockedSession();
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'midi',
      'openExternal',
      'clipboard-read',
    ]) {
      expect([session.asks(permission), session.checks(permission)]).toEqual([false, false]);
    }
    expect(session.device()).toBe(false);
    expect(session.asks('clipboard-sanitized-write')).toBe(true);
    expect(session.asks('clipboard-sanitized-write', 'https://example.org/')).toBe(false);
  });

  it('6 leaves web security on', () => expect(WEB_PREFERENCES.webSecurity).toBe(true));

  it('7 sends a strict content security policy with every answer', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bellhop-page-'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html>');
    const files = createWindowFiles(folder);
    for (const url of [WINDOW_ADDRESS, 'bellhop://app/missing.js', 'bellhop://elsewhere/']) {
      const response = await answerWindow({ url, method: 'GET' }, files);
      expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    }
    rmSync(folder, { recursive: true });
    expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'");
    expect(CONTENT_SECURITY_POLICY).toMatch(/script-src 'self'(;|$)/);
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe-eval|https?:|\*/);
  });

  it('8 never runs insecure content', () => expect(WEB_PREFERENCES.allowRunningInsecureContent).toBe(false));

  it('9 switches no experiment on', () => expect(WEB_PREFERENCES.experimentalFeatures).toBe(false));

  it('10 enables no Blink feature', () => {
    expect(electronSources).not.toMatch(/enableBlinkFeatures|enable-blink-features|appendSwitch/);
  });

  it('11 knows no webview', () => expect(WEB_PREFERENCES.webviewTag).toBe(false));

  it('12 refuses a webview that is attached all the same', () => {
    expect(lockedPage().isStopped('will-attach-webview', WINDOW_ADDRESS)).toBe(true);
  });

  it('13 keeps navigation on our own page', () => {
    const { isStopped } = lockedPage();
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      expect(isStopped(event, `${WINDOW_ADDRESS}#/calendar`)).toBe(false);
      for (const address of [
        'https://example.org/',
        'file:///etc/passwd',
        'bellhop://evil/',
        'javascript:alert(1)',
        'data:text/html,x',
        'about:blank',
      ]) {
        expect(isStopped(event, address)).toBe(true);
      }
    }
  });

  it('14 opens no new window', () => {
    const { open } = lockedPage();
    for (const address of [WINDOW_ADDRESS, 'https://example.org/', 'about:blank']) {
      expect(open(address)).toEqual({ action: 'deny' });
    }
    expect(electron.opened).toEqual([]);
  });

  it('15 hands only pages of channels to the browser', async () => {
    const refused = [
      'https://example.org/',
      'http://www.airbnb.com/help/article/99',
      'https://www.airbnb.com.evil.example/help/',
      'https://www.airbnb.com/rooms/1',
      'https://ana@www.airbnb.com/help/',
      'https://www.airbnb.com/help/../rooms/1',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://example.org/share',
      'https://ycs.agoda.com.example.org/',
      'https://notagoda.com/',
      'https://ana@admin.booking.com/',
      'https://admin.booking.com:8443/',
      'http://ycs.agoda.com/',
      'no address',
    ];
    for (const address of refused) {
      expect([isHelpPage(address), isChannelPage(address)]).toEqual([false, false]);
      await openOutside(address);
    }
    expect(electron.opened).toEqual([]);
    await openOutside('https://www.airbnb.com/help/article/99');
    await openOutside('https://ycs.agoda.com/');
    expect(electron.opened).toEqual(['https://www.airbnb.com/help/article/99', 'https://ycs.agoda.com/']);
  });

  it('16 ships a current Electron, pinned', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number(devDependencies['electron']?.split('.')[0])).toBeGreaterThanOrEqual(45);
  });

  it('17 checks who sends a message', async () => {
    const dispatch = vi.fn(() => Promise.resolve({ ok: true as const, value: 1 }));
    const stop = connectWindows({ dispatch, subscribe: () => () => undefined }, () => []);
    const handler = electron.handled.get('bellhop:call') as (event: unknown, request: unknown) => unknown;
    const sender = { mainFrame: { url: WINDOW_ADDRESS } };
    const strangers = [
      { sender, senderFrame: null },
      { sender, senderFrame: { url: WINDOW_ADDRESS } },
      { sender: { mainFrame: null }, senderFrame: null },
      ...['https://example.org/', 'bellhop://evil/', 'file:///index.html', 'bellhop://app.evil/', ''].map(
        (url) => {
          const frame = { url };
          return { sender: { mainFrame: frame }, senderFrame: frame };
        },
      ),
    ];
    for (const event of strangers) {
      expect(await handler(event, { name: 'host.info' })).toMatchObject({ failure: { code: 'forbidden' } });
    }
    expect(dispatch).not.toHaveBeenCalled();
    expect(await handler({ sender, senderFrame: sender.mainFrame }, { name: 'host.info' })).toEqual({
      ok: true,
      value: 1,
    });
    stop();
    expect(electron.handled.size).toBe(0);
  });

  it('18 serves the window by a scheme of its own, never by file:', () => {
    registerScheme();
    expect(electron.schemes).toEqual([
      {
        scheme: 'bellhop',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
    openWindow(join(tmpdir(), 'no-such-state.json'));
    expect(electron.opened).toEqual([`window: ${WINDOW_ADDRESS}`]);
    expect(electron.windows[0]?.['webPreferences']).toMatchObject(WEB_PREFERENCES);
    expect(electronSources).not.toMatch(/loadFile|file:\/\//);
    expect(
      ['file:///index.html', 'bellhop://app:1/x', 'bellhop://x@app/', 'http://app/', ''].filter(isOurs),
    ).toEqual([]);
  });

  it('19 sets every fuse before the program is signed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bellhop-fuses-'));
    // a program as the fuses see it: their mark, a version, a length, one byte each
    const program = join(folder, 'bellhop');
    const mark = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
    writeFileSync(
      program,
      Buffer.concat([Buffer.alloc(64), mark, Buffer.from([1, 9]), Buffer.from('101100101')]),
    );
    const { afterPack } = (await import(/* @vite-ignore */ join(root, 'scripts', 'after-pack.mjs'))) as {
      afterPack: (context: unknown) => Promise<void>;
    };
    const packager = { appInfo: { productFilename: 'Bellhop' }, executableName: 'bellhop' };
    await afterPack({ appOutDir: folder, electronPlatformName: 'linux', arch: 1, packager });
    const wire = await getCurrentFuseWire(program);
    const isOn = (fuse: FuseV1Options): boolean => wire[fuse] === FuseState.ENABLE;
    expect({
      runAsNode: isOn(FuseV1Options.RunAsNode),
      cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
      nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
      browserSnapshot: isOn(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      fileProtocol: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      inspect: false,
      asarIntegrity: true,
      onlyAsar: true,
      browserSnapshot: false,
      fileProtocol: false,
    });
    // a fuse that a later Electron adds must be decided on, not inherited
    copyFileSync(program, join(folder, 'later'));
    writeFileSync(
      join(folder, 'later'),
      Buffer.concat([mark, Buffer.from([1, 10]), Buffer.from('1011001011')]),
    );
    await expect(
      afterPack({
        appOutDir: folder,
        electronPlatformName: 'linux',
        arch: 1,
        packager: { ...packager, executableName: 'later' },
      }),
    ).rejects.toThrow(/strictlyRequireAllFuses/);
    rmSync(folder, { recursive: true });
    expect(readFileSync(join(root, 'electron-builder.yml'), 'utf8')).toContain(
      'afterPack: ./scripts/after-pack.mjs',
    );
  });

  it('20 shows pages two functions, and nothing of Electron', async () => {
    await import('./preload.ts');
    expect([...electron.exposed.keys()]).toEqual(['bellhop']);
    const bridge = electron.exposed.get('bellhop') as {
      call: (request: unknown) => unknown;
      subscribe: (listener: (event: unknown) => void) => () => void;
    };
    expect(Object.keys(bridge)).toEqual(['call', 'subscribe']);
    let sent: unknown[] = [];
    electron.invoke = (...args) => (sent = args);
    bridge.call({ name: 'host.info', input: {} });
    expect(sent).toEqual(['bellhop:call', { name: 'host.info', input: {} }]);
    expect(bridge.subscribe(() => undefined)()).toBeUndefined();
    expect(electron.listened).toEqual(['on bellhop:event function', 'off bellhop:event']);
    expect(sourcesOf('renderer')).not.toMatch(/from ['"]electron['"]|require\(/);
  });
});

it('sends events to our own page only, without Electron’s event', () => {
  let tell: (event: unknown) => void = () => undefined;
  const sent: unknown[] = [];
  const page = (url: string, isDestroyed = false) => ({
    webContents: {
      isDestroyed: () => isDestroyed,
      getURL: () => url,
      send: (...args: unknown[]) => sent.push([url, ...args]),
    },
  });
  const windows = [page(WINDOW_ADDRESS), page('https://example.org/'), page(WINDOW_ADDRESS, true)];
  connectWindows(
    { dispatch: vi.fn(), subscribe: (listen) => ((tell = listen as never), () => undefined) },
    () => windows as never,
  );
  tell({ type: 'hello', seq: 1 });
  expect(sent).toEqual([[WINDOW_ADDRESS, 'bellhop:event', { type: 'hello', seq: 1 }]]);
});

it('touches ipcMain in one file only', () => {
  const users = readdirSync(join(root, 'electron')).filter(
    (name) =>
      !name.includes('.test.') && readFileSync(join(root, 'electron', name), 'utf8').includes('ipcMain'),
  );
  expect(users).toEqual(['ipc.ts']);
});
