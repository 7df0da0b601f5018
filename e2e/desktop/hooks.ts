import { registerHooks } from 'node:module';

// the built main process asks for `electron` and gets the stand-in
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});
