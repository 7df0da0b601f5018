import { Refusal } from '../../domain/failure.ts';
import { listRequests } from '../../store/request-log.ts';
import { commandHandler, type Handlers, type Surroundings } from '../handler.ts';
import { sayCount } from '../say.ts';
import { previewTakeBack, takeBack } from '../sync-take-back.ts';
import { readCell } from '../cell-answers.ts';
import { isByHand } from '../checklist-channels.ts';
import { theConnection } from '../connection-view.ts';
import { readExposure } from '../exposure-view.ts';
import { readItem, readOutbox, theJob, titleOf } from '../outbox-rows.ts';
import type { SyncDesk } from '../sync-desk.ts';
import { dryRun } from '../sync-dry-run.ts';
import { readRefused, takeBackRefused } from '../sync-refused.ts';
import { readReport, runRows } from '../sync-runs-view.ts';

const THOUSANDTHS = 1000;
const USUAL_LIMIT = 100;

const started = new WeakSet<SyncDesk>();

/** On the command line nothing runs by itself; whoever waits for work starts it, once. */
function startOnce({ ports, sync }: Surroundings): void {
  if (ports.way !== 'command-line' || started.has(sync)) return;
  started.add(sync);
  sync.start();
}

export const syncHandlers = {
  'sync.outbox': (asked, here) => readOutbox(here, asked),

  'sync.item': ({ jobId }, here) => readItem(here, jobId),

  'sync.retry': {
    act({ jobId }, here) {
      const job = theJob(here, jobId);
      here.sync.queue.revive(jobId);
      here.sync.wake();
      here.announce(['sync', 'connections']);
      return { message: `Tried again now: ${titleOf(here, job)}.` };
    },
  },

  'sync.cancel': {
    act({ jobId }, here) {
      const job = theJob(here, jobId);
      const title = titleOf(here, job);
      here.sync.queue.cancel(jobId);
      here.announce(['sync', 'connections', 'calendar']);
      return { message: `Taken out: ${title}. What differs stays marked on the calendar.` };
    },
  },

  'sync.run': {
    act({ connectionId, kind, isAwaited }, here) {
      const connection = theConnection(here.store.read, connectionId);
      if (isByHand(connection))
        throw new Refusal(
          'not-possible',
          `${connection.name} is kept by hand. What is to be entered and looked at there stands under Lists.`,
        );
      if (isAwaited === true) startOnce(here);
      return here.sync.run(connectionId, kind, isAwaited ?? false);
    },
  },

  'connections.refreshRooms': {
    async act({ id }, here) {
      startOnce(here);
      const { message } = await here.sync.run(id, 'rooms', true);
      return { message };
    },
  },

  'sync.runs': ({ connectionId, limit }, { store }) => ({
    runs: runRows(store.read, connectionId, limit ?? USUAL_LIMIT),
  }),

  'sync.report': ({ runId }, { store }) => readReport(store.read, runId),

  'sync.requests'({ connectionId, limit }, { store }) {
    theConnection(store.read, connectionId);
    const rows = listRequests(store.read, connectionId, limit ?? USUAL_LIMIT);
    return {
      requests: rows.map(({ costThousandths, ...row }) => ({
        ...row,
        cost: costThousandths === null ? null : costThousandths / THOUSANDTHS,
      })),
    };
  },

  'sync.dryRun': ({ connectionId, skip }, here) => dryRun(here, connectionId, skip),

  'sync.takeBackPreview': ({ runId }, { store, ports }) =>
    previewTakeBack(store.read, runId, ports.clock.now()),

  'sync.takeBack': commandHandler<'sync.takeBack'>({
    canUndo: true,
    write(writer, { runId }) {
      const nights = takeBack(writer, runId);
      const message =
        nights === 0
          ? 'It is as it was before already. Nothing was changed.'
          : `Set ${sayCount(nights, 'night')} back to what they were. The channels are told like any other change.`;
      return { message, undoId: null };
    },
  }),

  'sync.refused': ({ connectionId }, here) => readRefused(here, connectionId),

  'sync.takeBackRefused': commandHandler<'sync.takeBackRefused'>({
    canUndo: true,
    write: (writer, asked, _prepared, here) => ({
      message: takeBackRefused(writer, here, asked),
      undoId: null,
    }),
  }),

  'sync.exposure': (_input, here) => readExposure(here),

  'sync.cell': ({ roomTypeId, night }, here) => ({ answers: readCell(here, roomTypeId, night) }),
} satisfies Partial<Handlers>;
