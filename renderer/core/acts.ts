import { create } from 'zustand';

/** An act of this window, newest last. */
export interface UndoableAct {
  /** Null where it can not be taken back. */
  readonly undoId: string | null;
  readonly message: string;
}

interface Acts {
  readonly undo: readonly UndoableAct[];
  readonly redo: readonly UndoableAct[];
  /** A new act: what had been undone before it can no longer be done again. */
  readonly did: (act: UndoableAct) => void;
  /** `undone` was taken back; `redo` takes that back (null where it can not be). */
  readonly undid: (undone: string, redo: UndoableAct | null) => void;
  readonly redid: (redone: string, undo: UndoableAct | null) => void;
  /** The core refused to take it back: something changed since. */
  readonly forget: (undoId: string) => void;
  /** It was said that this one can not be taken back: the next key goes to the one before. */
  readonly passOver: (act: UndoableAct) => void;
}

/** Longer than anybody goes back by key; the journal holds everything. */
const DEPTH = 100;
const without = (acts: readonly UndoableAct[], undoId: string): readonly UndoableAct[] =>
  acts.filter((act) => act.undoId !== undoId);
const withAct = (acts: readonly UndoableAct[], act: UndoableAct | null): readonly UndoableAct[] =>
  act ? [...acts, act].slice(-DEPTH) : acts;

/** What Ctrl+Z and Ctrl+Shift+Z take, for this window. */
export const useActs = create<Acts>((set) => ({
  undo: [],
  redo: [],
  did: (act) => set(({ undo }) => ({ undo: withAct(undo, act), redo: [] })),
  undid: (undone, redo) =>
    set((acts) => ({ undo: without(acts.undo, undone), redo: withAct(acts.redo, redo) })),
  redid: (redone, undo) =>
    set((acts) => ({ redo: without(acts.redo, redone), undo: withAct(acts.undo, undo) })),
  passOver: (act) => set(({ undo }) => ({ undo: undo.filter((one) => one !== act) })),
  forget: (undoId) => set(({ undo, redo }) => ({ undo: without(undo, undoId), redo: without(redo, undoId) })),
}));
