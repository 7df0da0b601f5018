import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useKeys } from '../core/keys.ts';
import { go, useRoute } from '../core/route.ts';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Page } from '../ui/page.tsx';
import { ExposureCard } from './exposure.tsx';
import { Gauges } from './gauges.tsx';
import { OutboxList, type Shown } from './outbox.tsx';
import { Requests } from './requests.tsx';
import { Runs } from './runs.tsx';
import classes from './sync.module.css';

/** What waits for each channel, what was done, and how the channels are. */
export function Sync() {
  const chosen = useRoute((route) => route.id);
  const list = useQuery('connections.list', {}, { everyMs: 60_000 });
  const connections = list.value?.rows ?? [];
  const [shown, setShown] = useState<Shown>('open');
  const [opened, setOpened] = useState<number | null>(null);
  const run = useCommand('sync.run');
  const active = connections.filter(
    (row) => row.state === 'active' && (chosen === null || row.id === chosen),
  );
  const readAll = async (): Promise<void> => {
    for (const { id } of active) await run.run({ connectionId: id, kind: 'pull' });
  };
  const seen = connections.filter((row) => chosen === null || row.id === chosen);
  useKeys('Sync', [
    { keys: 'O', says: 'What waits', run: () => setShown('open') },
    { keys: 'E', says: 'What is done', run: () => setShown('ended') },
    { keys: 'R', says: 'Read every channel now', run: active.length > 0 ? () => void readAll() : undefined },
  ]);
  return (
    <Page
      title="Sync"
      lead={
        <>
          <SegmentedControl
            aria-label="Which items"
            value={shown}
            onChange={(value) => setShown(value === 'ended' ? 'ended' : 'open')}
            data={[
              { value: 'open', label: 'Waiting' },
              { value: 'ended', label: 'Done' },
            ]}
          />
          {connections.length > 1 ? (
            <NativeSelect
              aria-label="Which channel"
              value={String(chosen ?? '')}
              onChange={(event) =>
                go('sync', event.currentTarget.value === '' ? null : Number(event.currentTarget.value))
              }
              data={[
                { value: '', label: 'All channels' },
                ...connections.map((row) => ({ value: String(row.id), label: row.name })),
              ]}
            />
          ) : null}
        </>
      }
      actions={
        <ActButton
          variant="default"
          keys="R"
          disabled={active.length === 0 || run.isRunning}
          onClick={() => void readAll()}
        >
          Read now
        </ActButton>
      }
    >
      <div className={classes['columns']} data-single={list.value?.rows.length === 0 || undefined}>
        <div className={classes['column']}>
          <OutboxList
            connectionId={chosen}
            shown={shown}
            connections={connections}
            opened={opened}
            onOpen={setOpened}
          />
          {connections.length === 0 ? null : <Runs connectionId={chosen} connections={connections} />}
        </div>
        <div className={classes['column']}>
          <ExposureCard />
          <Gauges connections={seen} />
          {seen.length === 0 ? null : <Requests connections={seen} />}
        </div>
      </div>
    </Page>
  );
}
