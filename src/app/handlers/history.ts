import { aboutReservation, lastAct, readJournal, TAKEN_BACK } from '../../store/journal.ts';
import { turnBackCommand } from '../../store/undo.ts';
import { forgetRelinked } from '../connection-links.ts';
import { commandHandler, type Handlers } from '../handler.ts';
import { journalSubjects } from '../journal-subjects.ts';
import { journalWords } from '../journal-words.ts';

export const historyHandlers = {
  'history.list': ({ before, limit, reservationId }, { store: { read } }) => {
    const words = journalWords(read);
    const about = reservationId === undefined ? undefined : aboutReservation(read, reservationId);
    const rows = readJournal(read, limit ?? 100, before, about);
    const subjectOf = journalSubjects(read, rows);
    const entries = rows.map((entry) => ({
      seq: entry.seq,
      at: entry.at,
      actor: entry.actor,
      origin: entry.origin,
      act: entry.act,
      entity: entry.entity,
      entityId: entry.entityId,
      subject: subjectOf(entry),
      changes: words(entry),
      why: entry.why,
    }));
    return { entries };
  },

  'history.last': (_input, { store }) => {
    const last = lastAct(store.read);
    return { undoId: last?.canUndo === 1 ? last.commandId : null, message: last?.message ?? '' };
  },

  'history.undo': commandHandler<'history.undo'>({
    canUndo: true,
    write(writer, { undoId }) {
      const { message } = turnBackCommand(writer, undoId);
      forgetRelinked(writer);
      const wasUndo = message.startsWith(TAKEN_BACK);
      const told = wasUndo ? `Done again: ${message.slice(TAKEN_BACK.length)}` : `${TAKEN_BACK}${message}`;
      return { message: told, undoId: null };
    },
  }),
} satisfies Partial<Handlers>;
