import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../scripts/chromium.mjs';
import type { WayOptions } from './bellhop.ts';

const chromium = findChromium();

export default defineConfig<WayOptions>({
  testDir: '.',
  testMatch: '*.spec.ts',
  // swept at every start: the reports beside it stay
  outputDir: '../test-results/e2e',
  fullyParallel: true,
  workers: 2,
  // a desk that fails now and then fails: no second try
  retries: 0,
  // guards against what never comes, far above what the slowest takes on a busy machine of two cores
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
    // the pages as they were at every step; a film beside them would take a good part of a core
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true, sources: true },
    screenshot: 'only-on-failure',
    launchOptions: { args: CHROMIUM_FLAGS, ...(chromium ? { executablePath: chromium } : {}) },
  },
  projects: [
    { name: 'browser', use: { way: 'browser' } },
    { name: 'desktop', use: { way: 'desktop' } },
    { name: 'electron', use: { way: 'electron' } },
  ],
});
