import { join } from 'node:path';
import {
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  nativeTheme,
  screen,
  type Session,
  shell,
  type WebContents,
} from 'electron';
import { isChannelPage, isHelpPage, isOurs, WINDOW_ADDRESS } from './addresses.ts';
import { readWindowState, writeWindowState } from './window-state.ts';

/** What a page may do: as little as a page on the web. Each line is stated although most are Electron's defaults. */
export const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const satisfies BrowserWindowConstructorOptions['webPreferences'];

/** Opens a help page, or a page of a channel that people keep, in the person's own browser; anything else is refused, whoever asks. */
export async function openOutside(address: string): Promise<void> {
  if (isHelpPage(address) || isChannelPage(address)) await shell.openExternal(address);
}

/** No page ever leaves our own, opens another or holds a guest. Applied to every web contents that comes to be. */
export function lockContents(contents: WebContents): void {
  const stayHome = (event: { preventDefault(): void; readonly url: string }): void => {
    if (!isOurs(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stayHome);
  contents.on('will-frame-navigate', stayHome);
  contents.on('will-redirect', stayHome);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    void openOutside(url);
    return { action: 'deny' };
  });
}

const FROM_HERE = /^(?:bellhop|devtools|data|blob):/;

/** Nothing is permitted that a page has to ask for, but copying; and no request leaves the window at all. */
export function lockSession(session: Session): void {
  const isPermitted = (permission: string, address: string): boolean =>
    permission === 'clipboard-sanitized-write' && isOurs(address);
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(isPermitted(permission, contents?.getURL() ?? '')),
  );
  session.setPermissionCheckHandler((contents, permission) =>
    isPermitted(permission, contents?.getURL() ?? ''),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !FROM_HERE.test(url) }));
}

/** Opens the window where it stood last, and shows it when there is something to see. */
export function openWindow(stateFile: string): BrowserWindow {
  const state = readWindowState(
    stateFile,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const { isMaximized, ...bounds } = state;
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Bellhop',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14171B' : '#F7F5F1',
    webPreferences: { ...WEB_PREFERENCES, preload: join(import.meta.dirname, '../preload/preload.cjs') },
  });
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize();
    window.show();
  });
  window.on('close', () =>
    writeWindowState(stateFile, { ...window.getNormalBounds(), isMaximized: window.isMaximized() }),
  );
  void window.loadURL(WINDOW_ADDRESS);
  return window;
}
