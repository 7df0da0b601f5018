import { Command } from 'commander';
import { addBackup } from './backup.ts';
import { addConflicts } from './conflicts.ts';
import { addDemo } from './demo.ts';
import { addDoctor } from './doctor.ts';
import { addFeedExport } from './feed-export.ts';
import { addFeedInspect } from './feed-inspect.ts';
import { addFeedRefresh } from './feed-refresh.ts';
import { addFeedReplay } from './feed-replay.ts';
import { programFiles } from '../program.ts';

/** The command line. Results go to standard output, progress and trouble to standard error. */
export function createProgram(): Command {
  const program = new Command('bellhop')
    .description(
      "Bellhop without a window: look into calendars, read and write them, look after the hotel's data.",
    )
    .version(programFiles().version)
    .showHelpAfterError('(try --help)');
  const feed = program
    .command('feed')
    .description('Calendars of channels: inspect, replay, export, refresh.');
  addFeedInspect(feed);
  addFeedReplay(feed);
  addFeedExport(feed);
  addFeedRefresh(feed);
  addConflicts(program);
  addDemo(program);
  addBackup(program);
  addDoctor(program);
  return program;
}
