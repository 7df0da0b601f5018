import { useState } from 'react';
import type { ManualChannel, TaskLine } from '../../src/contract/checklists.ts';
import { ago } from '../core/ages.ts';
import { useKeys } from '../core/keys.ts';
import { useNow } from '../core/now.ts';
import { go } from '../core/route.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Tag } from '../ui/sign.tsx';
import classes from './checklists.module.css';
import { ProfileDialog } from './profile-dialog.tsx';

const DAY = 86_400_000;

interface KeptProps {
  readonly channels: readonly ManualChannel[];
  readonly due: readonly TaskLine[];
}

/** The channels that people keep: how old what we know is, when they were last looked through, and what is not known. */
export function KeptChannels({ channels, due }: KeptProps) {
  const works = channels.filter(({ offBecause }) => offBecause === null);
  useKeys(
    'Kept by hand',
    works.slice(0, 9).map((channel, index) => ({
      keys: String(index + 1),
      says: `Sweep ${channel.name}`,
      run: () => go('lists/sweep', channel.connectionId),
    })),
  );
  return (
    <ul className={classes['kept']}>
      {channels.map((channel) => {
        const at = works.indexOf(channel);
        return (
          <Kept
            key={channel.connectionId}
            channel={channel}
            task={due.find(({ connectionId }) => connectionId === channel.connectionId)}
            keys={at >= 0 && at < 9 ? String(at + 1) : undefined}
          />
        );
      })}
    </ul>
  );
}

interface OneProps {
  readonly channel: ManualChannel;
  readonly task: TaskLine | undefined;
  readonly keys: string | undefined;
}

function Kept({ channel, task, keys }: OneProps) {
  const now = useNow();
  const [isAsking, setAsking] = useState(false);
  const { sweptAt, offBecause, questions, name, words } = channel;
  const swept = sweptAt === null ? 'Never looked through' : `Looked through ${ago(sweptAt, now)}`;
  const isLate = sweptAt === null || now - sweptAt > DAY;
  return (
    <li className={classes['keptLine']}>
      <div className={classes['keptTop']}>
        <ChannelMark channel={channel.channel} size="large" />
        <div className={classes['keptWords']}>
          <h3>{name}</h3>
          <div className={classes['small']}>{offBecause ?? `${words} · ${swept}`}</div>
        </div>
        {task ? <Tag tone="warn">{count(task.steps - task.done, 'step')} due</Tag> : null}
        {offBecause === null ? (
          <ActButton
            variant="default"
            keys={keys}
            aria-label={`Sweep ${name}`}
            onClick={() => go('lists/sweep', channel.connectionId)}
          >
            Sweep
          </ActButton>
        ) : null}
      </div>
      {offBecause === null && isLate ? (
        <p className={classes['small']}>
          A sweep is due: compare the next two weeks with the extranet, once a day.
        </p>
      ) : null}
      {questions.length > 0 ? (
        <details className={classes['questions']}>
          <summary>
            {count(questions.length, 'question')} about {name} that nobody has answered
          </summary>
          <ul>
            {questions.map((question) => (
              <li key={question.key}>
                {question.words}
                {question.isOverdue ? (
                  <span className={classes['small']}> (answered over a month ago)</span>
                ) : null}
              </li>
            ))}
          </ul>
          <ActButton
            variant="default"
            size="xs"
            aria-label={`Answer them: the questions about ${name}`}
            onClick={() => setAsking(true)}
          >
            Answer them
          </ActButton>
        </details>
      ) : null}
      {isAsking ? (
        <ProfileDialog connectionId={channel.connectionId} name={name} onClose={() => setAsking(false)} />
      ) : null}
    </li>
  );
}
