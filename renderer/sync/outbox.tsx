import { IconCircleCheck } from '@tabler/icons-react';
import type { OutputOf } from '../../src/contract/index.ts';
import { useKeys } from '../core/keys.ts';
import { ask } from '../core/requests.ts';
import { useQuery } from '../core/use-query.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered, EmptyState } from '../ui/answers.tsx';
import { Card } from '../ui/card.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Rows } from '../ui/row.tsx';
import { Sign } from '../ui/sign.tsx';
import { OutboxLine } from './outbox-line.tsx';
import { byEnd, byState, isSecondLook } from './outbox-words.ts';
import { RefusedCard } from './refused.tsx';
import classes from './sync.module.css';
import type { ConnectionRow } from '../../src/contract/connections.ts';

type Outbox = OutputOf<'sync.outbox'>;
export type Shown = 'open' | 'ended';

interface OutboxListProps {
  readonly connectionId: number | null;
  readonly shown: Shown;
  readonly connections: readonly ConnectionRow[];
  readonly opened: number | null;
  readonly onOpen: (jobId: number | null) => void;
}

/** What waits for each channel, what needs a person first. */
export function OutboxList({ connectionId, shown, connections, opened, onOpen }: OutboxListProps) {
  const toggle = (jobId: number): void => onOpen(opened === jobId ? null : jobId);
  const outbox = useQuery('sync.outbox', { connectionId, show: shown }, { keepsLast: true, everyMs: 10_000 });
  const order = outbox.value ? inOrder(outbox.value, shown) : [];
  useKeys(
    'Items',
    order.slice(0, 9).map((item, index) => ({
      keys: String(index + 1),
      says: `More: ${item.title}`,
      run: () => toggle(item.jobId),
    })),
  );
  return (
    <Answered of={outbox} lines={6}>
      {(value) =>
        value.items.length === 0 && (shown === 'ended' || value.counts.refused === 0) ? (
          <Nothing shown={shown} hasConnections={connections.length > 0} />
        ) : (
          <>
            {shown === 'open' ? <Headline outbox={value} /> : null}
            {shown === 'open' ? <RefusedCard connectionId={connectionId} /> : null}
            {connectionsIn(value).map((id) => (
              <ChannelPart
                key={id}
                connection={connections.find((row) => row.id === id)}
                items={order.filter((item) => item.connectionId === id)}
                order={order}
                opened={opened}
                onToggle={toggle}
              />
            ))}
          </>
        )
      }
    </Answered>
  );
}

/** As they stand on the screen: by channel, then what needs a person first; of what is done, the newest. */
const inOrder = (outbox: Outbox, shown: Shown): Outbox['items'] =>
  connectionsIn(outbox).flatMap((id) =>
    outbox.items.filter((item) => item.connectionId === id).sort(shown === 'ended' ? byEnd : byState),
  );

const connectionsIn = ({ items }: Outbox): number[] => [...new Set(items.map((item) => item.connectionId))];

/** "3 changes wait for Beds24", and what of it a person has to look at. */
function Headline({ outbox }: { readonly outbox: Outbox }) {
  const { parked, dead, refused } = outbox.counts;
  return (
    <div className={classes['headline']} role="status">
      {outbox.summary.map(({ connectionId, words }) => (
        <p key={connectionId}>{words}</p>
      ))}
      {parked + dead > 0 ? (
        <p className={classes['problem']}>
          {[
            parked > 0 ? `${parked} ${parked === 1 ? 'waits' : 'wait'} for you` : '',
            dead > 0 ? `${dead} given up` : '',
          ]
            .filter((part) => part !== '')
            .join(', ')}
          . The rest goes out by itself.
        </p>
      ) : refused > 0 ? (
        <p className={classes['problem']}>
          What was refused does not go out by itself. Below stands why, with the ways out.
        </p>
      ) : (
        <p className={classes['dim']}>
          {outbox.items.every(isSecondLook)
            ? 'Everything was told. Only a second look is still due; you need do nothing.'
            : 'It goes out by itself. You need do nothing.'}
        </p>
      )}
    </div>
  );
}

interface ChannelPartProps extends Pick<OutboxListProps, 'opened'> {
  /** All items of the screen, for the keys of the first nine. */
  readonly order: Outbox['items'];
  readonly onToggle: (jobId: number) => void;
  readonly connection: ConnectionRow | undefined;
  readonly items: Outbox['items'];
}

function ChannelPart({ connection, items, order, opened, onToggle }: ChannelPartProps) {
  const keysOf = (item: Outbox['items'][number]): string | undefined => {
    const at = order.indexOf(item);
    return at < 9 ? String(at + 1) : undefined;
  };
  return (
    <Card
      title={
        <span className={classes['channelTitle']}>
          {connection ? <ChannelMark channel={connection.channel} /> : null}
          {connection?.name ?? 'A channel that was let go'}
        </span>
      }
      aside={count(items.length, 'item')}
    >
      <Rows>
        {items.map((item) => (
          <OutboxLine
            key={item.jobId}
            item={item}
            isOpen={opened === item.jobId}
            keys={keysOf(item)}
            onToggle={() => onToggle(item.jobId)}
          />
        ))}
      </Rows>
    </Card>
  );
}

function Nothing({ shown, hasConnections }: { readonly shown: Shown; readonly hasConnections: boolean }) {
  if (shown === 'ended')
    return (
      <EmptyState title="Nothing has gone out yet">
        What was told to a channel, or given up, stays here for a while with its attempts and their reasons.
      </EmptyState>
    );
  if (hasConnections)
    return (
      <Card title="Nothing waits">
        <p className={classes['rest']}>
          <Sign tone="ok">
            <IconCircleCheck size={16} stroke={2} />
          </Sign>
          <span>
            Every channel was told everything, and said yes. When you close a night or a booking comes in,
            each change that is to be told stands here until its channel has confirmed it, also through a
            power cut.
          </span>
        </p>
      </Card>
    );
  return (
    <EmptyState
      title="Here you see what each channel is told"
      actions={<ActButton onClick={() => ask('add-channel')}>Connect a channel</ActButton>}
    >
      <p>
        No channel is connected by sign-in yet. Once one is, every change on your calendar becomes an item
        here: what it will say, when it goes, and how often it was tried. Nothing is lost while the internet
        is away.
      </p>
      <p>Calendars (iCal) are fetched by the channels themselves; they do not stand here.</p>
    </EmptyState>
  );
}
