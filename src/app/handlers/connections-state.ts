import { Refusal } from '../../domain/failure.ts';
import { listJobs } from '../../queue/job-view.ts';
import { roomLinksOf } from '../../store/connections.ts';
import { queueOf } from '../../sync/engine-world.ts';
import { beginNow, readBeforeOpening } from '../connection-begin.ts';
import { theConnection } from '../connection-view.ts';
import { commandHandler, type Handlers } from '../handler.ts';
import { assertThoughtOf } from '../sync-dry-run.ts';

/** Calls that say whether a connection is told, goes on, or is let go. */
export const stateHandlers = {
  'connections.tell': commandHandler<'connections.tell'>({
    canUndo: true,
    prepare({ id, isTold, knowing = [] }, here) {
      if (isTold) assertThoughtOf(here, id, knowing);
    },
    write(writer, { id, isTold }) {
      const { name } = writer.get('connection', id);
      if (isTold && roomLinksOf(writer.tx, id).every(({ roomTypeId }) => roomTypeId === null))
        throw new Refusal(
          'not-possible',
          `Link a room of ${name} first: until then there is nothing to tell.`,
        );
      writer.update('connection', id, { isTold: isTold ? 1 : 0 });
      if (isTold) readBeforeOpening(writer, id);
      const message = isTold
        ? `${name} is told what is left and what it costs from now on. Closed nights go out at once, the rest after a reading.`
        : `${name} is told nothing any more. It goes on showing what it was told last.`;
      return { message, undoId: null };
    },
    after({ id, isTold }, _output, _prepared, here) {
      here.sync.reconsider(id);
      if (isTold) beginNow(here, id, 'pull');
      here.sync.wake();
    },
  }),

  'connections.pause': commandHandler<'connections.pause'>({
    canUndo: true,
    write(writer, { id, isPaused, reason }) {
      const { name, state } = writer.get('connection', id);
      if (state !== 'active' && state !== 'paused')
        throw new Refusal(
          'not-possible',
          state === 'disconnected'
            ? `${name} was let go. Connect it anew.`
            : `${name} waits for a sign-in. Change its credentials; then it goes on by itself.`,
        );
      writer.update('connection', id, {
        state: isPaused ? 'paused' : 'active',
        stateReason: isPaused ? (reason ?? '') : '',
      });
      if (!isPaused) readBeforeOpening(writer, id);
      const message = isPaused
        ? `${name} is paused. What it is to be told waits, and it goes on selling what it shows.`
        : `${name} goes on: its bookings come in first, then it is told what waited.`;
      return { message, undoId: null };
    },
    after({ id, isPaused }, _output, _prepared, here) {
      here.sync.reconsider(id);
      if (!isPaused) beginNow(here, id, 'pull');
      here.sync.wake();
    },
  }),

  'connections.disconnect': commandHandler<'connections.disconnect', readonly string[]>({
    prepare({ id }, { store }) {
      const { secretKey, previousSecretKey } = theConnection(store.read, id);
      return previousSecretKey === null ? [secretKey] : [secretKey, previousSecretKey];
    },
    write(writer, { id, meanwhile, reason }, _keys, here) {
      const { name, state } = writer.get('connection', id);
      if (state === 'disconnected') throw new Refusal('not-possible', `${name} was let go already.`);
      if (meanwhile === 'close') {
        if (state !== 'active')
          throw new Refusal(
            'not-possible',
            `${name} can not be told anything now. Let it go on first, or let it go as it is and close it there.`,
          );
        writer.update('connection', id, { isClosing: 1, isTold: 1, stateReason: reason ?? '' });
        const message = `${name} is being closed. It is let go once it has confirmed every night.`;
        return { message, undoId: null };
      }
      writer.update('connection', id, { state: 'disconnected', isTold: 0, stateReason: reason ?? '' });
      const { queue } = here.sync;
      for (const state of ['waiting', 'parked', 'dead'] as const)
        for (const job of listJobs(writer.tx, { state, queue: queueOf(id) }))
          queue.within(writer.tx).cancel(job.id);
      const message = `${name} is let go. It goes on selling what it shows: close it there. Its bookings stay here.`;
      return { message, undoId: null };
    },
    async after({ id, meanwhile }, _output, keys, { sync }) {
      sync.reconsider(id);
      sync.wake();
      if (meanwhile === 'leave') for (const key of keys) await sync.dropCredential(id, key, true);
    },
  }),
} satisfies Partial<Handlers>;
