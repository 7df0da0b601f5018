import { IconArrowBackUp, IconCheck, IconEqualNot, IconQuestionMark } from '@tabler/icons-react';
import type { TaskLine } from '../../src/contract/checklists.ts';
import { stretch } from '../core/ages.ts';
import { useNow } from '../core/now.ts';
import { go } from '../core/route.ts';
import { useHotel } from '../core/use-hotel.ts';
import { agoAt } from '../core/words.ts';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { Sign, Tag } from '../ui/sign.tsx';
import { STATE_WORDS } from './checklist-words.ts';
import classes from './checklists.module.css';

const SIGNS: Readonly<Partial<Record<TaskLine['state'], typeof IconCheck>>> = {
  done: IconCheck,
  'done-unverified': IconQuestionMark,
  'done-with-deviation': IconEqualNot,
  gone: IconArrowBackUp,
};
const SHOWN = 8;

/** What was done lately, and how it ended. */
export function EndedLines({ ended }: { readonly ended: readonly TaskLine[] }) {
  const now = useNow();
  const { zone } = useHotel();
  if (ended.length === 0) return <p className={classes['quiet']}>Nothing in the last seven days.</p>;
  return (
    <Rows>
      {ended.slice(0, SHOWN).map((task) => {
        const [words, tone] = STATE_WORDS[task.state];
        const Icon = SIGNS[task.state] ?? IconCheck;
        const endedAt = task.endedAt ?? now;
        const took =
          task.kind === 'update' && task.state !== 'gone'
            ? `${stretch(endedAt - task.neededAt)} after it was needed`
            : '';
        return (
          <Row
            key={task.id}
            mark={
              <Sign tone={tone}>
                <Icon size={16} />
              </Sign>
            }
            title={
              <>
                <ChannelMark channel={task.channel} /> {task.channelName}: {task.words}
              </>
            }
            text={[task.endedBy ?? '', agoAt(endedAt, now, zone), took]
              .filter((part) => part !== '')
              .join(' · ')}
            onOpen={task.kind === 'update' ? () => go('lists', task.id) : undefined}
            aside={<Tag tone={tone}>{words}</Tag>}
          />
        );
      })}
    </Rows>
  );
}
