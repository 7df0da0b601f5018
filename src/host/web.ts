import { startFailureWords } from './failure-words.ts';
import { openBrowser } from './open-browser.ts';
import { type RunningWeb, runWeb } from './run-web.ts';

/** Stops in order at the first signal, at once at the second; also when the script that started us is gone. */
function stopWhenTold(running: RunningWeb): void {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(130);
    isStopping = true;
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of signals) process.on(signal, stop);
  process.once('disconnect', () => !isStopping && stop());
  // listening for it must not keep the process alive
  process.channel?.unref();
}

async function main(): Promise<void> {
  const running = await runWeb(process.argv.slice(2));
  if (typeof running === 'string') {
    process.stdout.write(running);
    return;
  }
  stopWhenTold(running);
  process.stdout.write(`Bellhop is ready at ${running.host.address}\n`);
  if (running.opensBrowser) openBrowser(running.host.address, running.data);
}

main().catch((error: unknown) => {
  process.stderr.write(`${startFailureWords(error)}\n`);
  process.exitCode = 1;
});
