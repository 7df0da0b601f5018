import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { chromium, type Browser, type Page } from 'playwright';
import { build, preview, type InlineConfig } from 'vite';

/** Debian's Chromium, or the one that the environment names. */
export const CHROMIUM = process.env['BELLHOP_CHROMIUM'] ?? '/usr/bin/chromium';
export const hasChromium = (): boolean => existsSync(CHROMIUM);

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export interface ChartPage {
  readonly browser: Browser;
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/** Builds the page with the chart and the peer as for release, serves it on loopback and opens it. */
export async function openChartPage(query: string, size = { width: 1440, height: 900 }): Promise<ChartPage> {
  const root = resolve(import.meta.dirname, 'chart');
  const outDir = join(root, '../../node_modules/.cache/bellhop-chart');
  const shared: InlineConfig = { configFile: false, root, logLevel: 'error', plugins: [react()] };
  await build({ ...shared, build: { outDir, emptyOutDir: true, reportCompressedSize: false } });
  const server = await preview({ ...shared, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const address = server.httpServer.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const page = await browser.newPage({ viewport: size });
  await page.goto(`http://127.0.0.1:${port}/?${query}`);
  return {
    browser,
    page,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
