// Draws resources/icon.png from icon.svg; electron-builder makes the .ico and .icns out of it. Run by hand after a change.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { CHROMIUM_FLAGS, findChromium } from './chromium.mjs';
import { root } from './ready.mjs';

const SIZE = 1024;
const executablePath = findChromium();
const browser = await chromium.launch({ args: CHROMIUM_FLAGS, ...(executablePath && { executablePath }) });
const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
const svg = readFileSync(join(root, 'resources', 'icon.svg'), 'utf8');
await page.setContent(
  `<style>body{margin:0}svg{display:block;width:${SIZE}px;height:${SIZE}px}</style>${svg}`,
);
writeFileSync(join(root, 'resources', 'icon.png'), await page.screenshot({ omitBackground: true }));
await browser.close();
