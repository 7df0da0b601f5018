import { useState } from 'react';
import type { SyncRunRow } from '../../src/contract/sync.ts';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import { DiffView, Guards, isHeld } from './diff-view.tsx';

interface TakeBackProps {
  readonly run: SyncRunRow;
  readonly onDone: () => void;
}

/** The counter-push of a push as a diff; it goes out like any other change. */
export function TakeBack({ run, onDone }: TakeBackProps) {
  const preview = useQuery('sync.takeBackPreview', { runId: run.id });
  const takeBack = useCommand('sync.takeBack');
  const [knowing, setKnowing] = useState<ReadonlySet<string>>(new Set());
  const submit = async (): Promise<void> => {
    if (await takeBack.run({ runId: run.id })) onDone();
  };
  return (
    <Answered of={preview} lines={5}>
      {(diff) => (
        <>
          <p>The channel would be told again what it showed before. It goes out as a new change.</p>
          <DiffView diff={diff} nothing="Nothing: what this told has been changed again since." />
          <Guards guards={diff.guards} knowing={knowing} onKnow={setKnowing} />
          <DialogActs>
            <ActButton variant="default" keys="Esc" onClick={onDone}>
              Leave it
            </ActButton>
            <ActButton
              loading={takeBack.isRunning}
              disabled={diff.lines.length === 0 || isHeld(diff.guards, knowing)}
              onClick={() => void submit()}
            >
              Take it back
            </ActButton>
          </DialogActs>
        </>
      )}
    </Answered>
  );
}
