import { createProgram } from './commands/bellhop.ts';
import { run } from './commands/run-command.ts';

await run(async () => void (await createProgram().parseAsync()));
