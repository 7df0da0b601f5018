import { useQuery } from '../core/use-query.ts';
import { go } from '../core/route.ts';
import type { TaskRun } from '../../src/contract/checklists.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { Page } from '../ui/page.tsx';
import { RunEnded } from './run-ended.tsx';
import { RunMargin } from './run-margin.tsx';
import { RunStep } from './run-step.tsx';
import { RunStopped } from './run-stopped.tsx';
import classes from './run.module.css';
import { useRun } from './use-run.ts';

/** One list, step by step, readable at arm's length and done by keys. */
export function Run({ taskId }: { readonly taskId: number }) {
  const answer = useQuery('checklists.read', { taskId }, { everyMs: 30_000, keepsLast: true });
  return (
    <Page
      layout="fill"
      title={answer.value ? `Checklist · ${answer.value.channelName}` : 'Checklist'}
      actions={
        answer.value && answer.value.endedAt === null ? (
          <ActButton variant="default" keys="P" onClick={() => go('lists/print', taskId)}>
            Print
          </ActButton>
        ) : null
      }
    >
      <div className={classes['room']}>
        <Answered of={answer} lines={8}>
          {(run) => <RunDeskView taskId={taskId} run={run} />}
        </Answered>
      </div>
    </Page>
  );
}

function RunDeskView({ taskId, run }: { readonly taskId: number; readonly run: TaskRun }) {
  const desk = useRun(taskId, run);
  const isOver = run.endedAt !== null;
  return (
    <div className={classes['desk']}>
      <RunMargin desk={desk} />
      {isOver ? (
        <RunEnded desk={desk} />
      ) : run.state === 'blocked' ? (
        <RunStopped desk={desk} />
      ) : desk.step ? (
        <RunStep key={desk.step.key} desk={desk} step={desk.step} />
      ) : null}
    </div>
  );
}
