import { IconAlertTriangleFilled, IconClockHour4, IconHandStop, IconHourglassLow } from '@tabler/icons-react';
import type { TaskLine } from '../../src/contract/checklists.ts';
import { useNow } from '../core/now.ts';
import { go } from '../core/route.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Sign, Tag } from '../ui/sign.tsx';
import { DANGER_TONE, DANGER_WORDS, dueWords } from './checklist-words.ts';
import classes from './checklists.module.css';

const SIGNS = { now: IconAlertTriangleFilled, soon: IconClockHour4, later: IconHourglassLow } as const;

interface DueLineProps {
  readonly task: TaskLine;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** One list that is due: what, why, by when, how long it takes, and who is at it. */
export function DueLine({ task, isChosen, onChoose }: DueLineProps) {
  const now = useNow();
  const isStopped = task.state === 'blocked';
  const Icon = isStopped ? IconHandStop : SIGNS[task.danger];
  const due = dueWords(task, now);
  const act = isStopped ? 'Clear it up' : task.done > 0 ? 'Go on' : 'Begin';
  return (
    <li
      className={classes['dueLine']}
      data-task={task.id}
      data-chosen={isChosen || undefined}
      onFocus={onChoose}
    >
      <Sign tone={isStopped ? 'danger' : DANGER_TONE[task.danger]}>
        <Icon size={17} />
      </Sign>
      <div className={classes['dueWords']}>
        <div className={classes['dueTitle']}>
          <ChannelMark channel={task.channel} />
          <span>
            {task.channelName}: {task.words}
          </span>
        </div>
        <div className={classes['small']}>
          {[
            ...task.causes,
            `about ${count(task.minutes, 'minute')}`,
            task.done > 0 ? `${task.done} of ${count(task.steps, 'step')} done` : count(task.steps, 'step'),
            task.holder === null ? '' : `${task.holder} is at it`,
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </div>
      </div>
      <div className={classes['dueAside']}>
        <Tag tone={isStopped ? 'danger' : due.tone}>{isStopped ? 'stopped' : due.words}</Tag>
        <span className={classes['small']}>{DANGER_WORDS[task.danger]}</span>
      </div>
      <ActButton
        variant={isChosen ? 'filled' : 'default'}
        keys={isChosen ? 'Enter' : undefined}
        aria-label={`${act}: ${task.channelName}, ${task.words}`}
        data-open
        onClick={() => go('lists', task.id)}
      >
        {act}
      </ActButton>
    </li>
  );
}
