import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import type { WayOptions } from './bellhop.ts';

/** Debian's own Chromium; Playwright's download is not needed. `BELLHOP_CHROMIUM` names another. */
const CHROMIUM = process.env['BELLHOP_CHROMIUM'] ?? '/usr/bin/chromium';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export default defineConfig<WayOptions>({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  // a desk that fails now and then fails: no second try
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
    trace: 'retain-on-failure',
    launchOptions: existsSync(CHROMIUM) ? { executablePath: CHROMIUM, args } : { args },
  },
  projects: [
    { name: 'browser', use: { way: 'browser' } },
    { name: 'desktop', use: { way: 'desktop' } },
    { name: 'electron', use: { way: 'electron' } },
  ],
});
