import { SegmentedControl } from '@mantine/core';
import { IconCircleCheck, IconExclamationMark } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConflictRow } from '../../src/contract/conflicts.ts';
import { ago } from '../core/ages.ts';
import { useKeys } from '../core/keys.ts';
import { useNow } from '../core/now.ts';
import { go } from '../core/route.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { moment } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered, EmptyState } from '../ui/answers.tsx';
import { Card } from '../ui/card.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Page } from '../ui/page.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { Sign, Tag } from '../ui/sign.tsx';
import { KIND_WORDS, STATE_WORDS } from './conflict-words.ts';

type Shown = 'open' | 'settled';

/** Every conflict that waits for a person, worst and nearest first. */
export function Inbox() {
  const [shown, setShown] = useState<Shown>('open');
  const list = useQuery('conflicts.list', { state: shown });
  const rows = list.value?.rows ?? [];
  useKeys('Conflicts', [
    ...rows.slice(0, 9).map((row, index) => ({
      keys: String(index + 1),
      says: row.title,
      run: () => go('conflicts', row.id),
    })),
    { keys: 'O', says: 'Show the open ones', run: () => setShown('open') },
    { keys: 'E', says: 'Show the settled ones', run: () => setShown('settled') },
  ]);
  return (
    <Page
      title="Conflicts"
      lead={
        <SegmentedControl
          aria-label="Which conflicts"
          value={shown}
          onChange={(value) => setShown(value === 'settled' ? 'settled' : 'open')}
          data={[
            { value: 'open', label: 'Open' },
            { value: 'settled', label: 'Settled' },
          ]}
        />
      }
    >
      <Answered of={list}>
        {({ rows: found }) =>
          found.length === 0 ? (
            <Nothing shown={shown} />
          ) : (
            <Card title={shown === 'open' ? 'Waiting for you' : 'Settled'} aside={`${found.length}`}>
              <Rows>
                {found.map((row, index) => (
                  <ConflictLine key={row.id} row={row} keys={index < 9 ? String(index + 1) : undefined} />
                ))}
              </Rows>
            </Card>
          )
        }
      </Answered>
    </Page>
  );
}

function ConflictLine({ row, keys }: { readonly row: ConflictRow; readonly keys: string | undefined }) {
  const now = useNow();
  const { zone } = useHotel();
  const open = (): void => go('conflicts', row.id);
  const isOpen = row.state === 'open';
  const when = isOpen
    ? `Found ${ago(row.openedAt, now)}.`
    : `${STATE_WORDS[row.state]}${row.closedAt === null ? '' : ` ${moment(row.closedAt, zone)}`}.`;
  return (
    <Row
      mark={
        <Sign tone={!isOpen ? 'ok' : row.severity === 'high' ? 'danger' : 'warn'}>
          {isOpen ? <IconExclamationMark size={17} stroke={2.2} /> : <IconCircleCheck size={17} />}
        </Sign>
      }
      title={row.title}
      text={`${row.text} ${when}`}
      onOpen={open}
      aside={
        <>
          {row.channels.map((channel) => (
            <ChannelMark key={channel} channel={channel} isNamed />
          ))}
          <Tag tone={isOpen ? (row.severity === 'high' ? 'danger' : 'warn') : 'plain'}>
            {KIND_WORDS[row.kind]}
          </Tag>
          <ActButton
            variant="default"
            keys={keys}
            aria-label={`${isOpen ? 'Settle' : 'Look'}: ${row.title}`}
            onClick={open}
          >
            {isOpen ? 'Settle' : 'Look'}
          </ActButton>
        </>
      }
    />
  );
}

function Nothing({ shown }: { readonly shown: Shown }) {
  if (shown === 'settled')
    return (
      <EmptyState title="Nothing has been settled yet">
        Each conflict that is settled stays here with its story: what happened, who decided, and why.
      </EmptyState>
    );
  return (
    <EmptyState title="No conflicts" sign={<IconCircleCheck size={30} stroke={1.6} />}>
      Every night has one guest per room, on every calendar that Bellhop reads. If that changes, it stands
      here within seconds, with the ways out.
    </EmptyState>
  );
}
