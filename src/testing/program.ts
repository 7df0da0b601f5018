import { resolve } from 'node:path';

/**
 * A program as a process of its own runs it: the built one where the build is as new as what it is made of (the test run
 * looks once, at its start, and says so in `BELLHOP_IS_BUILT`), else its source. The built one is what people run, and
 * starts several times faster.
 */
export const programOf = (name: 'cli' | 'web'): string =>
  process.env['BELLHOP_IS_BUILT'] === '1'
    ? resolve(import.meta.dirname, `../../out/main/${name}.js`)
    : resolve(import.meta.dirname, `../host/${name}.ts`);
