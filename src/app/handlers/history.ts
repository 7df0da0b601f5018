import { aboutReservation, lastUndoable, readJournal } from '../../store/journal.ts';
import { turnBackCommand } from '../../store/undo.ts';
import { commandHandler, type Handlers } from '../handler.ts';
import { journalWords } from '../journal-words.ts';

export const historyHandlers = {
  'history.list': ({ before, limit, reservationId }, { store: { read } }) => {
    const words = journalWords(read);
    const about = reservationId === undefined ? undefined : aboutReservation(read, reservationId);
    const entries = readJournal(read, limit ?? 100, before, about).map((entry) => ({
      seq: entry.seq,
      at: entry.at,
      actor: entry.actor,
      origin: entry.origin,
      act: entry.act,
      entity: entry.entity,
      entityId: entry.entityId,
      changes: words(entry),
      why: entry.why,
    }));
    return { entries };
  },

  'history.last': (_input, { store }) => {
    const last = lastUndoable(store.read);
    return { undoId: last?.commandId ?? null, message: last?.message ?? '' };
  },

  'history.undo': commandHandler<'history.undo'>({
    canUndo: true,
    write(writer, { undoId }) {
      const { message } = turnBackCommand(writer, undoId);
      return { message: `Taken back: ${message}`, undoId: null };
    },
  }),
} satisfies Partial<Handlers>;
