import {
  IconArrowUp,
  IconCheck,
  IconClock,
  IconExclamationMark,
  IconMinus,
  IconRefresh,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import type { OutboxItem } from '../../src/contract/sync.ts';
import { stretch } from '../core/ages.ts';
import { useNow } from '../core/now.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { clockTime } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { Row } from '../ui/row.tsx';
import { Sign, Tag } from '../ui/sign.tsx';
import { Story } from '../ui/story.tsx';
import { isSecondLook, ITEM_TONE, ITEM_WORDS, itemWords, SECOND_LOOK_WORDS } from './outbox-words.ts';
import classes from './sync.module.css';

const SHAPES: Readonly<Record<OutboxItem['state'], TablerIcon>> = {
  dead: IconX,
  parked: IconExclamationMark,
  retrying: IconRefresh,
  running: IconArrowUp,
  waiting: IconClock,
  done: IconCheck,
  cancelled: IconMinus,
};

interface OutboxLineProps {
  readonly item: OutboxItem;
  readonly isOpen: boolean;
  /** Opens it. */
  readonly keys: string | undefined;
  readonly onToggle: () => void;
}

/** One item: what it will say, how it stands, and what one can do about it. */
export function OutboxLine({ item, isOpen, keys, onToggle }: OutboxLineProps) {
  const now = useNow();
  const { zone } = useHotel();
  const Shape = SHAPES[item.state];
  const tone = ITEM_TONE[item.state];
  return (
    <>
      <Row
        mark={
          <Sign tone={tone}>
            <Shape size={16} stroke={2} />
          </Sign>
        }
        title={item.title}
        text={
          <>
            {item.says.map((line) => (
              <div key={line} className={classes['says']}>
                {line}
              </div>
            ))}
            {item.failureWords === null || item.state === 'done' ? null : (
              <div className={classes['reason']}>{item.failureWords}</div>
            )}
            {isSecondLook(item) ? <div>{SECOND_LOOK_WORDS}</div> : null}
            <div>{itemWords(item, now, zone)}</div>
          </>
        }
        aside={
          <>
            <Tag tone={tone}>{ITEM_WORDS[item.state]}</Tag>
            <ItemActs item={item} />
            <ActButton
              size="xs"
              variant="default"
              keys={keys}
              aria-label={`${isOpen ? 'Less' : 'More'}: ${item.title}`}
              onClick={onToggle}
            >
              {isOpen ? 'Less' : 'More'}
            </ActButton>
          </>
        }
      />
      {isOpen ? (
        <li>
          <Tries item={item} />
        </li>
      ) : null}
    </>
  );
}

function ItemActs({ item }: { readonly item: OutboxItem }) {
  const retry = useCommand('sync.retry');
  const cancel = useCommand('sync.cancel');
  const { state, jobId } = item;
  const isOver = state === 'done' || state === 'cancelled';
  const isBusy = retry.isRunning || cancel.isRunning;
  if (isOver || state === 'running') return null;
  const again = state === 'dead' ? 'Revive' : state === 'waiting' ? 'Send now' : 'Try now';
  return (
    <>
      <ActButton
        size="xs"
        variant={state === 'dead' || state === 'parked' ? 'filled' : 'default'}
        disabled={isBusy}
        aria-label={`${again}: ${item.title}`}
        onClick={() => void retry.run({ jobId })}
      >
        {again}
      </ActButton>
      <ActButton
        size="xs"
        variant="default"
        disabled={isBusy}
        aria-label={`Take out: ${item.title}`}
        onClick={() => void cancel.run({ jobId })}
      >
        Take out
      </ActButton>
    </>
  );
}

/** Every attempt with its reason, in the order of time; the code stands small beside the words. */
function Tries({ item }: { readonly item: OutboxItem }) {
  const read = useQuery('sync.item', { jobId: item.jobId });
  const { zone } = useHotel();
  return (
    <div className={classes['tries']}>
      <Answered of={read} lines={2}>
        {(value) =>
          value.tries.length === 0 ? (
            <p>Not tried yet. Wished for at {clockTime(value.addedAt, zone)}.</p>
          ) : (
            <Story
              entries={value.tries.map((one, index) => ({
                key: index,
                when: clockTime(one.startedAt, zone),
                title: one.words ?? (one.outcome === 'done' ? 'Went through.' : one.outcome),
                text: [`took ${tookWords(one.endedAt - one.startedAt)}`, one.code]
                  .filter((part) => part !== null)
                  .join(' · '),
                isTurningPoint: one.outcome === 'failed' && index === value.tries.length - 1,
              }))}
            />
          )
        }
      </Answered>
      <p className={classes['small']}>
        Number {item.jobId} · {item.kind} · {item.priority}
        {item.failureCode === null ? '' : ` · ${item.failureCode}`}
      </p>
    </div>
  );
}

const tookWords = (ms: number): string => (ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : stretch(ms));
