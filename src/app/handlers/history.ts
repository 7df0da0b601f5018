import { aboutReservation, type JournalRow, lastAct, readJournal, TAKEN_BACK } from '../../store/journal.ts';
import { turnBackCommand } from '../../store/undo.ts';
import { readTurnedBack } from '../connection-begin.ts';
import { forgetRelinked } from '../connection-links.ts';
import type { ReadHandle } from '../../store/database.ts';
import { type Gathered, gatherNights, nightWords } from '../journal-nights.ts';
import { commandHandler, type Handlers } from '../handler.ts';
import { journalSubjects } from '../journal-subjects.ts';
import { journalWords } from '../journal-words.ts';

type About = Parameters<typeof readJournal>[3];

const USUAL_LIMIT = 100;
/** A change of many nights is one line, however many entries it left; beyond so many the rest comes with the next page. */
const MOST_ROWS = 20_000;
const ROWS_AT_ONCE = 500;

function gatherJournal(
  read: ReadHandle,
  limit: number,
  before: number | undefined,
  about: About,
): Gathered[] {
  const rows: JournalRow[] = [];
  for (let gathered: Gathered[] = []; ; gathered = gatherNights(rows)) {
    const last = rows.at(-1);
    const isWhole = gathered.length > limit || (gathered.length === limit && last?.entity !== 'ari_night');
    if (isWhole || rows.length >= MOST_ROWS) return gathered.slice(0, limit);
    const asked = rows.length === 0 ? Math.min(limit, ROWS_AT_ONCE) : ROWS_AT_ONCE;
    const more = readJournal(read, asked, last?.seq ?? before, about);
    if (more.length === 0) return gathered;
    rows.push(...more);
  }
}

export const historyHandlers = {
  'history.list': ({ before, limit = USUAL_LIMIT, reservationId }, { store: { read }, ports }) => {
    const words = journalWords(read);
    const about = reservationId === undefined ? undefined : aboutReservation(read, reservationId);
    const gathered = gatherJournal(read, limit, before, about);
    const subjectOf = journalSubjects(
      read,
      gathered.map(({ entry }) => entry),
    );
    const sayNights = nightWords(read, ports.clock.now());
    const entries = gathered.map(({ entry, nights }) => ({
      seq: entry.seq,
      at: entry.at,
      actor: entry.actor,
      origin: entry.origin,
      act: entry.act,
      entity: entry.entity,
      entityId: entry.entityId,
      subject: subjectOf(entry),
      changes: nights ? sayNights(nights) : words(entry),
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
    write(writer, { undoId }, _prepared, here) {
      const { message } = turnBackCommand(writer, undoId);
      forgetRelinked(writer);
      readTurnedBack(writer, here.sync);
      const wasUndo = message.startsWith(TAKEN_BACK);
      const told = wasUndo ? `Done again: ${message.slice(TAKEN_BACK.length)}` : `${TAKEN_BACK}${message}`;
      return { message: told, undoId: null };
    },
  }),
} satisfies Partial<Handlers>;
