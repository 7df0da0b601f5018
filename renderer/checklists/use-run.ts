import { useEffect, useRef, useState } from 'react';
import type { RunStepView, TaskRun, Ticked } from '../../src/contract/checklists.ts';
import type { Failure } from '../../src/domain/failure.ts';
import { runCommand } from '../core/use-command.ts';
import { go } from '../core/route.ts';
import { useQuery } from '../core/use-query.ts';
import { entryOf, NOTHING_TYPED, type Typed } from './entry.ts';

/** Something was said about a tick and wants an answer, or to be read. */
export interface Said {
  /** `asks`: Enter says it once more, knowingly. `meanwhile`: the list has changed, or somebody else is at it. */
  readonly type: 'asks' | 'meanwhile';
  readonly step: string;
  readonly words: readonly string[];
  /** Who is at it, where that is what stands in the way. */
  readonly holder: string | null;
}

/** A list that is at hand: the step that is shown, what was typed, and what the keys do. */
export interface RunDesk {
  readonly run: TaskRun;
  readonly step: RunStepView | undefined;
  readonly typed: Typed;
  readonly said: Said | null;
  readonly problems: Ticked['problems'];
  readonly isBusy: boolean;
  /** The words with which it ended. */
  readonly ending: { readonly message: string; readonly words: readonly string[] } | null;
  type(typed: Typed): void;
  show(key: string | null): void;
  tick(): void;
  takeBack(): void;
  skip(reason: string): Promise<boolean>;
  differs(note: string): Promise<boolean>;
  takeOver(): void;
  pause(): void;
  goOn(reason: string): void;
}

const holderIn = ({ details }: Failure): string | null =>
  typeof details?.['holder'] === 'string' ? details['holder'] : null;

/** Long enough for any answer to be read again; then whoever waits may press again. */
const LONGEST_WAIT_MS = 3_000;

/** Keeps a second press of Enter from ticking the same step twice, until the list is read anew. */
function useBusy(run: TaskRun) {
  const [isAsking, setAsking] = useState(false);
  const [left, setLeft] = useState<RunStepView | null>(null);
  const there = left && run.run.find(({ key }) => key === left.key);
  const isOld = left !== null && run.endedAt === null && there !== undefined && there?.at === left.at;
  useEffect(() => {
    if (!left) return;
    const timer = setTimeout(() => setLeft(null), LONGEST_WAIT_MS);
    return () => clearTimeout(timer);
  }, [left]);
  return { isBusy: isAsking || isOld, setAsking, leave: setLeft };
}

export function useRun(taskId: number, run: TaskRun): RunDesk {
  const [typed, setTyped] = useState<Typed>(NOTHING_TYPED);
  const [chosen, setChosen] = useState<string | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const [problems, setProblems] = useState<Ticked['problems']>([]);
  const [ending, setEnding] = useState<RunDesk['ending']>(null);
  const { isBusy, setAsking, leave } = useBusy(run);
  const version = useRef(run.version);
  version.current = Math.max(version.current, run.version);
  const { refetch } = useQuery('checklists.read', { taskId });
  const at = said?.type === 'asks' ? said.step : (chosen ?? run.current);
  const step =
    run.run.find(({ key }) => key === at) ??
    run.run.find(({ key }) => key === run.current) ??
    (run.endedAt === null ? run.run.at(-1) : undefined);

  const refused = (failure: Failure): boolean => {
    if (failure.code !== 'changed-meanwhile') return false;
    setSaid({
      type: 'meanwhile',
      step: step?.key ?? '',
      words: [failure.message],
      holder: holderIn(failure),
    });
    refetch();
    return true;
  };
  const take = async (isTakeOver: boolean): Promise<void> => {
    const taken = await runCommand(
      'checklists.begin',
      { taskId, isTakeOver },
      { isQuiet: true, onFailure: refused },
    );
    if (taken) setSaid(null);
  };
  useEffect(() => {
    if (run.endedAt === null) void take(false);
    // once for each list that is opened
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [taskId]);

  const heard = (ticked: Ticked, of: RunStepView): void => {
    version.current = Math.max(version.current, ticked.version);
    setProblems(ticked.problems);
    setSaid(null);
    switch (ticked.outcome) {
      case 'refused':
        return;
      case 'asks':
        return setSaid({ type: 'asks', step: of.key, words: ticked.words, holder: null });
      case 'ended':
        setEnding({ message: ticked.message, words: ticked.words });
        break;
      case 'stopped':
      case 'next':
    }
    setChosen(null);
    leave(of);
  };
  const send = async (
    of: RunStepView,
    ask: (at: object) => Promise<Ticked | undefined>,
  ): Promise<boolean> => {
    if (isBusy) return false;
    setAsking(true);
    const ticked = await ask({ taskId, version: version.current, step: of.key });
    if (ticked) heard(ticked, of);
    setAsking(false);
    return ticked !== undefined;
  };
  const options = { isQuiet: true, onFailure: refused };
  const here = () => ({ taskId, version: version.current, step: step?.key ?? '' });
  return {
    ...{ run, step, typed, said, problems, isBusy, ending },
    type: setTyped,
    show(key) {
      setProblems([]);
      setSaid(null);
      setChosen(key);
    },
    tick() {
      if (!step) return;
      const isLast = run.current === null;
      const surely = said?.type === 'asks' || isLast;
      void send(step, () =>
        runCommand('checklists.tick', { ...here(), ...entryOf(step, typed), surely }, options),
      );
    },
    takeBack: () => setSaid(null),
    skip: async (reason) =>
      step !== undefined && send(step, () => runCommand('checklists.skip', { ...here(), reason }, options)),
    differs: async (note) =>
      step !== undefined &&
      send(step, () =>
        runCommand('checklists.differs', { ...here(), ...entryOf(step, typed), note }, options),
      ),
    takeOver: () => void take(true),
    pause() {
      if (run.endedAt === null) void runCommand('checklists.pause', { taskId }, { isQuiet: true });
      go('lists');
    },
    goOn: (reason) => void runCommand('checklists.goOn', { taskId, reason }).then(refetch),
  };
}
