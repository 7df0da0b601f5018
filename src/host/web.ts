import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal } from '../domain/failure.ts';
import { usualDataFolder } from './data-folder.ts';
import { startFailureWords } from './failure-words.ts';
import { openHotelSwitch } from './hotel-switch.ts';
import { type HttpHost, startHttpHost } from './http-host.ts';
import { openBrowser } from './open-browser.ts';
import { programFiles } from './program.ts';

/** Taken unless somebody names another, so that the addresses of exported feeds stay the same from start to start. */
export const USUAL_PORT = 8417;

const HELP = `Bellhop for a browser on this computer

  npm run web -- [--port N] [--data DIR] [--demo] [--no-open]

  --port N    listen on this port of 127.0.0.1 (${USUAL_PORT}; 0 takes any free one)
  --data DIR  keep the hotel in this folder
  --demo      open the demo hotel
  --no-open   do not open a browser, only print the address
`;

interface Wishes {
  readonly port: number | undefined;
  readonly data: string;
  readonly isDemo: boolean;
  readonly opensBrowser: boolean;
}

function readWishes(args: readonly string[]): Wishes | 'help' {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      demo: { type: 'boolean', default: false },
      open: { type: 'boolean', default: true },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new Refusal('invalid-input', 'A port is a number from 0 to 65535.');
  }
  const data = values.data === undefined ? usualDataFolder() : resolve(values.data);
  return { port, data, isDemo: values.demo, opensBrowser: values.open };
}

/** The wished port or a refusal; without a wish the usual one, or any free one where that is taken. */
async function startOn(
  port: number | undefined,
  start: (port: number) => Promise<HttpHost>,
): Promise<HttpHost> {
  if (port !== undefined) return start(port);
  try {
    return await start(USUAL_PORT);
  } catch {
    return start(0);
  }
}

async function main(): Promise<void> {
  const wishes = readWishes(process.argv.slice(2));
  if (wishes === 'help') {
    process.stdout.write(HELP);
    return;
  }
  let host: HttpHost | undefined;
  const core = await openHotelSwitch({
    way: 'browser',
    hotel: wishes.isDemo ? 'demo' : 'own',
    data: wishes.data,
    feedOrigin: () => host?.feedOrigin ?? null,
  });
  try {
    const windowFolder = programFiles().window;
    host = await startOn(wishes.port, (port) => startHttpHost({ core, port, windowFolder }));
  } catch (error) {
    await core.stop();
    throw error;
  }
  core.start();
  const stop = (): void => {
    // a second signal means: now
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
    void Promise.allSettled([host?.stop()])
      .then(() => core.stop())
      .then(() => process.exit(0))
      .catch(() => process.exit(1));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  // the script that started us is gone
  process.once('disconnect', stop);
  process.channel?.unref();
  process.stdout.write(`Bellhop is ready at ${host.address}\n`);
  if (wishes.opensBrowser) openBrowser(host.address, wishes.data);
}

main().catch((error: unknown) => {
  process.stderr.write(`${startFailureWords(error)}\n`);
  process.exitCode = 1;
});
