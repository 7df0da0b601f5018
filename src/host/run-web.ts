import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal } from '../domain/failure.ts';
import { usualDataFolder } from './data-folder.ts';
import { openHotelSwitch } from './hotel-switch.ts';
import { type HttpHost, startHttpHost } from './http-host.ts';
import { programFiles } from './program.ts';

/** Taken unless somebody names another, so that the addresses of exported feeds stay the same from start to start. */
export const USUAL_PORT = 8417;

const HELP = `Bellhop for a browser on this computer

  npm run web -- [--port N] [--data DIR] [--demo] [--no-open]

  --port N    listen on this port of 127.0.0.1 (${USUAL_PORT}; 0 takes any free one)
  --data DIR  keep the hotel in this folder
  --demo      open the demo hotel
  --no-open   do not open a browser, only print the address
  --allow-loopback
              read feeds from this computer too (for trying Bellhop out; off for good reason)
`;

interface Wishes {
  readonly port: number | undefined;
  readonly data: string;
  readonly isDemo: boolean;
  readonly opensBrowser: boolean;
  readonly allowsLoopback: boolean;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        demo: { type: 'boolean', default: false },
        open: { type: 'boolean', default: true },
        'allow-loopback': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new Refusal('invalid-input', `${(error as Error).message}. Try --help.`);
  }
}

function readWishes(args: readonly string[]): Wishes | 'help' {
  const { values } = parsed(args);
  if (values.help) return 'help';
  const port = values.port === undefined ? undefined : Number(values.port);
  if (values.port !== undefined && !(/^\d{1,5}$/.test(values.port) && Number(values.port) <= 65_535)) {
    throw new Refusal('invalid-input', 'A port is a number from 0 to 65535.');
  }
  const data = values.data === undefined ? usualDataFolder() : resolve(values.data);
  return {
    port,
    data,
    isDemo: values.demo,
    opensBrowser: values.open,
    allowsLoopback: values['allow-loopback'],
  };
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

/** A running browser host. */
export interface RunningWeb {
  readonly host: HttpHost;
  readonly data: string;
  readonly opensBrowser: boolean;
  stop(): Promise<void>;
}

/**
 * Opens a hotel and serves it as the arguments wish; answers the help text where that was asked for. Throws a `Refusal`
 * in words, having let go of everything.
 */
export async function runWeb(args: readonly string[]): Promise<RunningWeb | string> {
  const wishes = readWishes(args);
  if (wishes === 'help') return HELP;
  let host: HttpHost | undefined;
  const core = await openHotelSwitch({
    way: 'browser',
    hotel: wishes.isDemo ? 'demo' : 'own',
    data: wishes.data,
    allowsLoopback: wishes.allowsLoopback,
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
  const started = host;
  return {
    host: started,
    data: wishes.data,
    opensBrowser: wishes.opensBrowser,
    async stop() {
      await started.stop();
      await core.stop();
    },
  };
}
