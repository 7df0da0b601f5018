import { SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useKeys } from '../core/keys.ts';
import { ConnectWizard } from '../connections/connect-wizard.tsx';
import { ConnectionCards } from '../connections/connection-cards.tsx';
import { answered, useRequests } from '../core/requests.ts';
import { go, useRoute } from '../core/route.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Page } from '../ui/page.tsx';
import { AddExportDialog } from './add-export.tsx';
import { AddFeedDialog } from './add-feed.tsx';
import { FeedDrawer } from './feed-drawer.tsx';
import { FeedsIn } from './feeds-in.tsx';
import { FeedsOut } from './feeds-out.tsx';
import { SecretsNote } from './secrets-note.tsx';

type Direction = 'in' | 'out';

/** The calendars that Bellhop reads, and those it writes for the channels. */
export function Channels() {
  const feedId = useRoute((route) => route.id);
  const [direction, setDirection] = useState<Direction>('in');
  const [isAdding, setAdding] = useState(false);
  const [isConnecting, setConnecting] = useState(false);
  const refresh = useCommand('feeds.refresh');
  const asked = useRequests((requests) => requests.asked);
  useEffect(() => {
    if (asked !== 'add-feed' && asked !== 'add-channel') return;
    if (asked === 'add-channel') setConnecting(true);
    else {
      setDirection('in');
      setAdding(true);
    }
    answered();
  }, [asked]);
  const refreshAll = (): void => void refresh.run({ id: null });
  useKeys('Channels', [
    { keys: 'C', says: 'Connect a channel', run: () => setConnecting(true) },
    { keys: 'A', says: 'Add a calendar', run: () => setAdding(true) },
    { keys: 'R', says: 'Read all calendars now', run: refreshAll },
    { keys: 'I', says: 'Calendars that Bellhop reads', run: () => setDirection('in') },
    { keys: 'O', says: 'Calendars that Bellhop writes', run: () => setDirection('out') },
  ]);
  return (
    <Page
      title="Channels"
      lead={
        <SegmentedControl
          aria-label="Which calendars"
          value={direction}
          onChange={(value) => setDirection(value === 'out' ? 'out' : 'in')}
          data={[
            { value: 'in', label: 'Calendars in' },
            { value: 'out', label: 'Calendars out' },
          ]}
        />
      }
      actions={
        <>
          {direction === 'in' ? (
            <ActButton variant="default" keys="R" disabled={refresh.isRunning} onClick={refreshAll}>
              Read all now
            </ActButton>
          ) : null}
          <ActButton variant="default" keys="C" onClick={() => setConnecting(true)}>
            Connect a channel
          </ActButton>
          <ActButton keys="A" onClick={() => setAdding(true)}>
            {direction === 'in' ? 'Add a calendar' : 'Add a calendar out'}
          </ActButton>
        </>
      }
    >
      <SecretsNote />
      <ConnectionCards onConnect={() => setConnecting(true)} />
      {direction === 'in' ? (
        <FeedsIn onAdd={() => setAdding(true)} />
      ) : (
        <FeedsOut onAdd={() => setAdding(true)} />
      )}
      <AddFeedDialog isOpen={isAdding && direction === 'in'} onClose={() => setAdding(false)} />
      <AddExportDialog isOpen={isAdding && direction === 'out'} onClose={() => setAdding(false)} />
      <ConnectWizard isOpen={isConnecting} onClose={() => setConnecting(false)} />
      <FeedDrawer id={feedId} onClose={() => go('channels')} />
    </Page>
  );
}
