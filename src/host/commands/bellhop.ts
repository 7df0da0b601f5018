import { Command } from 'commander';
import { addBackup } from './backup.ts';
import { addConnectionAdd } from './connection-add.ts';
import { addConnectionLooks } from './connection.ts';
import { addConnectionRemove } from './connection-remove.ts';
import { addConnectionSignIn } from './connection-sign-in.ts';
import { addConflicts } from './conflicts.ts';
import { addDemo } from './demo.ts';
import { addDoctor } from './doctor.ts';
import { addDryRun } from './dry-run.ts';
import { addFeedExport } from './feed-export.ts';
import { addFeedInspect } from './feed-inspect.ts';
import { addFeedRefresh } from './feed-refresh.ts';
import { addFeedReplay } from './feed-replay.ts';
import { addOutbox } from './outbox.ts';
import { addReconcile } from './reconcile.ts';
import { addSyncRun } from './sync-run.ts';
import { programFiles } from '../program.ts';

/** The command line. Results go to standard output, progress and trouble to standard error. */
export function createProgram(): Command {
  const program = new Command('bellhop')
    .description(
      "Bellhop without a window: look into calendars and channels, read and write them, look after the hotel's data.",
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
  const connection = program
    .command('connection')
    .description('Channels that are connected by sign-in: add, list, link, tell, sign in again, remove.');
  addConnectionAdd(connection);
  addConnectionLooks(connection);
  addConnectionSignIn(connection);
  addConnectionRemove(connection);
  addSyncRun(program);
  addOutbox(program);
  addReconcile(program);
  addDryRun(program);
  addConflicts(program);
  addDemo(program);
  addBackup(program);
  addDoctor(program);
  return program;
}
