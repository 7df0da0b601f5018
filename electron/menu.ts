import { app, type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { HELP_PAGES, WINDOW_ADDRESS } from './addresses.ts';
import { openOutside } from './window.ts';

export interface MenuActs {
  window(): BrowserWindow | undefined;
  hotel(): 'own' | 'demo';
  switchHotel(hotel: 'own' | 'demo'): void;
  backUp(): void;
  showDataFolder(): void;
}

type Item = MenuItemConstructorOptions;

const SCREENS: readonly (readonly [label: string, hash: string])[] = [
  ['Today', 'today'],
  ['Calendar', 'calendar'],
  ['Stays', 'stays'],
  ['Conflicts', 'conflicts'],
  ['Channels', 'channels'],
  ['Settings', 'settings'],
];

const fileMenu = (acts: MenuActs): Item => ({
  label: '&File',
  submenu: [
    acts.hotel() === 'demo'
      ? { label: 'Back to the own hotel', click: () => acts.switchHotel('own') }
      : { label: 'Open the demo hotel', click: () => acts.switchHotel('demo') },
    { type: 'separator' },
    { label: 'Back up to a file …', click: acts.backUp },
    { label: 'Show the data folder', click: acts.showDataFolder },
    { type: 'separator' },
    { role: 'quit' },
  ],
});

const goMenu = (acts: MenuActs): Item => ({
  label: '&Go',
  submenu: SCREENS.map(([label, hash], index) => ({
    label,
    accelerator: `CmdOrCtrl+${index + 1}`,
    click: () => void acts.window()?.loadURL(`${WINDOW_ADDRESS}#/${hash}`),
  })),
});

const viewMenu = (): Item => ({
  label: '&View',
  submenu: [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    // a released Bellhop shows guests' names to staff, not its inside
    ...(app.isPackaged ? [] : ([{ role: 'reload' }, { role: 'toggleDevTools' }] as const)),
  ],
});

const helpMenu = (): Item => ({
  role: 'help',
  submenu: [
    { label: 'Airbnb: calendars', click: () => void openOutside(HELP_PAGES.airbnb) },
    { label: 'Vrbo: calendars', click: () => void openOutside(HELP_PAGES.vrbo) },
    { label: 'Booking.com: calendars', click: () => void openOutside(HELP_PAGES.booking) },
    { type: 'separator' },
    { role: 'about' },
  ],
});

/** The menu of the app; set anew when the hotel changes. */
export function setMenu(acts: MenuActs): void {
  const own: readonly Item[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...own,
      fileMenu(acts),
      { role: 'editMenu' },
      goMenu(acts),
      viewMenu(),
      { role: 'windowMenu' },
      helpMenu(),
    ]),
  );
}
