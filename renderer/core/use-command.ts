import { useCallback, useState } from 'react';
import type { CommandName, InputOf, OutputOf } from '../../src/contract/index.ts';
import type { Failure } from '../../src/domain/failure.ts';
import { type UndoableAct, useActs } from './acts.ts';
import { showDone, showFailure, showWords } from './notices.tsx';
import { failureOf } from './query-cache.ts';
import { client } from './transport.ts';

export interface CommandOptions {
  /** No notice on success, where the screen itself shows what happened. */
  readonly isQuiet?: boolean;
  /** Answers true where the screen shows the failure itself; else it becomes a notice. */
  readonly onFailure?: (failure: Failure) => boolean;
}

interface DoneLike {
  readonly message: string;
  readonly undoId: string | null;
}
const asDone = (value: unknown): Partial<DoneLike> =>
  typeof value === 'object' && value !== null ? (value as Partial<DoneLike>) : {};

/** Runs a command: tells what was done with a way to take it back, or why it was not. Undefined after a failure. */
export async function runCommand<N extends CommandName>(
  name: N,
  input: InputOf<N>,
  options: CommandOptions = {},
  commandId: string = crypto.randomUUID(),
): Promise<OutputOf<N> | undefined> {
  try {
    const value = await client.call(name, input, commandId);
    const { message, undoId } = asDone(value);
    if (message !== undefined && undoId !== undefined && name !== 'sandbox.play')
      useActs.getState().did({ undoId, message });
    if (message !== undefined && !options.isQuiet)
      if (typeof undoId === 'string') showDone(message, () => void undoAct({ undoId, message }));
      else showWords(message);
    return value;
  } catch (error) {
    const failure = failureOf(error);
    if (options.onFailure?.(failure)) return undefined;
    // no answer is not a no: the same id again is applied once, whether or not the first got through
    const again = failure.details?.['from'] === 'window';
    showFailure(failure, again ? () => void runCommand(name, input, options, commandId) : undefined);
    return undefined;
  }
}

async function takeBack(undoId: string): Promise<DoneLike | undefined> {
  try {
    return await client.call('history.undo', { undoId });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.details?.['from'] !== 'window') useActs.getState().forget(undoId);
    showFailure(failure);
    return undefined;
  }
}
/** The act that takes `done` back, under the words of the act that it is about. */
const reverse = (done: DoneLike, { message }: UndoableAct): (UndoableAct & { undoId: string }) | null =>
  done.undoId === null ? null : { undoId: done.undoId, message };

/** Takes one act back, from its notice or by key. */
export async function undoAct(act: UndoableAct & { undoId: string }): Promise<void> {
  const done = await takeBack(act.undoId);
  if (!done) return;
  const redo = reverse(done, act);
  useActs.getState().undid(act.undoId, redo);
  if (redo) showDone(done.message, () => void redoAct(redo), 'Do it again', 'Ctrl+Shift+Z');
  else showWords(done.message);
}

async function redoAct(act: UndoableAct & { undoId: string }): Promise<void> {
  const done = await takeBack(act.undoId);
  if (!done) return;
  const undo = reverse(done, act);
  useActs.getState().redid(act.undoId, undo);
  if (undo) showDone(act.message, () => void undoAct(undo));
  else showWords(act.message);
}

/** Ctrl+Z: this window's newest act. What can not be taken back is said, never stepped over in silence. */
export async function undoLast(): Promise<void> {
  const newest = useActs.getState().undo.at(-1);
  if (!newest) return showWords('Nothing to undo in this window. Settings shows what was done before.');
  if (newest.undoId !== null) return undoAct({ ...newest, undoId: newest.undoId });
  useActs.getState().passOver(newest);
  showWords(`${newest.message} This can not be taken back. Ctrl+Z again goes to what you did before it.`);
}

/** Ctrl+Shift+Z: does again what was undone last. */
export async function redoLast(): Promise<void> {
  const newest = useActs.getState().redo.at(-1);
  if (newest?.undoId) return redoAct({ ...newest, undoId: newest.undoId });
  showWords('There is nothing to do again.');
}

/** A command for a button or form, with whether it is under way. */
export function useCommand<N extends CommandName>(name: N) {
  const [isRunning, setRunning] = useState(false);
  const run = useCallback(
    async (input: InputOf<N>, options?: CommandOptions): Promise<OutputOf<N> | undefined> => {
      setRunning(true);
      try {
        return await runCommand(name, input, options);
      } finally {
        setRunning(false);
      }
    },
    [name],
  );
  return { run, isRunning };
}
