import { create } from 'zustand';
import type { CommandName, InputOf, OutputOf } from '../../src/contract/index.ts';
import type { Failure } from '../../src/domain/failure.ts';
import { type CommandOptions, runCommand } from './use-command.ts';

/** Something stood in the way, and staff may go through with it for a reason. */
export interface Insisting {
  readonly problems: readonly string[];
  readonly act: string;
  readonly goOn: (reason: string) => void;
  readonly giveUp: () => void;
}

export const useInsisting = create<{ readonly pending: Insisting | null }>(() => ({ pending: null }));

/** What stood in the way, where the core says that a reason would let it through. */
export function problemsOf({ details }: Failure): readonly string[] | undefined {
  const problems: unknown = details?.['problems'];
  if (details?.['canInsist'] !== true || !Array.isArray(problems)) return undefined;
  return problems.filter((problem) => typeof problem === 'string');
}

type KnowingName = {
  [N in CommandName]: InputOf<N> extends { knowinglyReason?: string | undefined } ? N : never;
}[CommandName];

/**
 * Runs a command that may be in somebody's way. Where it is, the person reads what is in the way and may go on with a
 * reason; undefined when they give up. `act` names the button: "Move it anyway".
 */
export function runKnowingly<N extends KnowingName>(
  name: N,
  input: InputOf<N>,
  act: string,
  options: CommandOptions = {},
): Promise<OutputOf<N> | undefined> {
  return new Promise((resolve) => {
    let isAsking = false;
    const ask = (failure: Failure): boolean => {
      const problems = problemsOf(failure);
      if (!problems) return options.onFailure?.(failure) ?? false;
      isAsking = true;
      const close = (): void => useInsisting.setState({ pending: null });
      useInsisting.setState({
        pending: {
          problems,
          act,
          giveUp: () => {
            close();
            resolve(undefined);
          },
          goOn: (reason) => {
            close();
            void runCommand(name, { ...input, knowinglyReason: reason }, options).then(resolve);
          },
        },
      });
      return true;
    };
    void runCommand(name, input, { ...options, onFailure: ask }).then((value) => {
      if (!isAsking) resolve(value);
    });
  });
}
