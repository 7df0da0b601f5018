import { createProgram } from './commands/bellhop.ts';
import { run } from './commands/run-command.ts';

// whoever reads no further, such as `| head`, has seen enough
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

await run(async () => void (await createProgram().parseAsync()));
