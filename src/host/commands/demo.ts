import type { Command } from 'commander';
import { runWeb } from '../run-web.ts';
import { run, say } from './run-command.ts';

interface Options {
  readonly data?: string;
  readonly port?: string;
}

async function demo({ data, port }: Options): Promise<void> {
  const running = await runWeb([
    '--demo',
    ...(data === undefined ? [] : ['--data', data]),
    ...(port === undefined ? [] : ['--port', port]),
  ]);
  if (typeof running === 'string') {
    say(running);
    return;
  }
  say(`Bellhop is ready at ${running.host.address}`);
  const stop = (): void => {
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('Opens the demo hotel for a browser on this computer, until it is stopped (Ctrl+C).')
    .option('--port <number>', 'the port on 127.0.0.1 (default: any free one)')
    .option('--data <dir>', 'the data folder; the demo lives in a folder of its own inside it')
    .action((options: Options) => run(() => demo(options)));
}
