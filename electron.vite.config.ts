import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** Everything that a person starts, and the worker that they start in turn. */
const ENTRIES = {
  main: 'electron/main.ts',
  web: 'src/host/web.ts',
  cli: 'src/host/cli.ts',
  'parse-worker': 'src/providers/ical/parse-worker.ts',
};

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      // Node 26 outside the desktop, Electron's own inside it
      target: 'node24',
      // only what holds a binary stays outside the bundle: each unbundled import costs time at every start
      externalizeDeps: true,
      reportCompressedSize: false,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(ENTRIES)
            .map(([name, file]) => [name, at(file)] as const)
            .filter(([, file]) => existsSync(file)),
        ),
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          // beside the entries, not in a folder of their own: `new URL('./parse-worker.js', import.meta.url)` and
          // `import.meta.dirname` then mean the same in every chunk
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      reportCompressedSize: false,
      // a sandboxed preload is one CommonJS file that can require nothing but Electron
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    // the icon is the window's too
    publicDir: at('resources'),
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      reportCompressedSize: false,
      // fonts stay files of their own
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: at('renderer/index.html') } },
    },
  },
});
