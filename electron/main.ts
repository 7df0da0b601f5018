import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { app, BrowserWindow, dialog, session, shell } from 'electron';
import type { HostAbilities } from '../src/app/ports.ts';
import { makeDataFolder, usualDataFolder } from '../src/host/data-folder.ts';
import { startFailure, startFailureWords } from '../src/host/failure-words.ts';
import { type HotelSwitch, openHotelSwitch } from '../src/host/hotel-switch.ts';
import { type HttpHost, startHttpHost } from '../src/host/http-host.ts';
import { programFiles } from '../src/host/program.ts';
import { createWindowFiles } from '../src/host/window-files.ts';
import { connectWindows } from './ipc.ts';
import { setMenu } from './menu.ts';
import { registerScheme, serveWindow } from './protocol.ts';
import { lockContents, lockSession, openOutside, openWindow } from './window.ts';

/** Where exported feeds are served while the desktop app runs. */
const FEED_PORT = 8417;

const { values: wishes } = parseArgs({
  args: process.argv.slice(1),
  // Chromium's own switches come along
  strict: false,
  options: { data: { type: 'string' }, demo: { type: 'boolean' } },
});
const dataFolder = typeof wishes.data === 'string' ? resolve(wishes.data) : usualDataFolder();

let window: BrowserWindow | undefined;
let hotels: HotelSwitch | undefined;
let feeds: HttpHost | undefined;

function giveUp(error: unknown): void {
  dialog.showErrorBox(startFailure(error).message, startFailureWords(error));
  app.exit(1);
}

const abilities: HostAbilities = {
  async pickFolder() {
    const chosen = await dialog.showOpenDialog({ properties: ['openDirectory', 'createDirectory'] });
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
  },
  openExternal: openOutside,
};

/** The menu's own calls take the same way as the window's. */
async function ask(name: string, input: unknown): Promise<void> {
  const request = { name, input, commandId: crypto.randomUUID() };
  const reply = await hotels?.dispatch(request, { actor: 'Front desk', origin: 'desktop' });
  if (reply?.ok === false) dialog.showErrorBox('Bellhop', reply.failure.message);
}

async function backUp(): Promise<void> {
  const chosen = await dialog.showSaveDialog({ defaultPath: 'bellhop-backup.db' });
  if (!chosen.canceled) await ask('host.backup', { file: chosen.filePath });
}

function showMenu(): void {
  setMenu({
    window: () => window,
    hotel: () => hotels?.hotel() ?? 'own',
    switchHotel: (hotel) => void ask('host.switchHotel', { hotel }).then(() => window?.webContents.reload()),
    backUp: () => void backUp(),
    showDataFolder: () => void shell.openPath(dataFolder),
  });
}

/** Another program on the port is no reason not to open: the screen then says that nothing serves the feeds. */
async function serveFeeds(core: HotelSwitch): Promise<void> {
  feeds = await startHttpHost({ core, port: FEED_PORT, windowFolder: null }).catch(() => undefined);
}

async function openHotel(): Promise<void> {
  hotels = await openHotelSwitch({
    way: 'desktop',
    hotel: wishes.demo === true ? 'demo' : 'own',
    data: dataFolder,
    abilities,
    feedOrigin: () => feeds?.feedOrigin ?? null,
  });
  connectWindows(hotels, () => BrowserWindow.getAllWindows());
  let shown = hotels.hotel();
  hotels.subscribe(() => {
    if (hotels && shown !== hotels.hotel()) {
      shown = hotels.hotel();
      showMenu();
    }
  });
  await serveFeeds(hotels);
  hotels.start();
}

async function start(): Promise<void> {
  await app.whenReady();
  lockSession(session.defaultSession);
  serveWindow(createWindowFiles(programFiles().window));
  await openHotel();
  showMenu();
  window = openWindow(join(dataFolder, 'window', 'state.json'));
}

async function stop(): Promise<void> {
  await feeds?.stop();
  await hotels?.stop();
}

try {
  // one Bellhop per data folder: Chromium's own files, and its single-instance lock, live in it
  app.setPath('userData', makeDataFolder(join(makeDataFolder(dataFolder), 'window')));
} catch (error) {
  giveUp(error);
}
if (app.requestSingleInstanceLock()) {
  registerScheme();
  app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  let isStopped = false;
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    isStopped = true;
    stop()
      .catch(() => undefined)
      .finally(() => app.quit());
  });
  start().catch(giveUp);
} else {
  process.stderr.write('Bellhop is open already with this data folder: its window comes to the front.\n');
  app.exit(0);
}
