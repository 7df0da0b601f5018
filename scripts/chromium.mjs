// Finds a Chromium for tests and pictures. Playwright's own download is not needed.
import { existsSync } from 'node:fs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The program's path, or undefined where there is none. `BELLHOP_CHROMIUM` names another. */
export const findChromium = () =>
  [process.env.BELLHOP_CHROMIUM, ...PLACES].find((path) => path && existsSync(path));

/** For a machine without a screen or a graphics card, and as root. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
