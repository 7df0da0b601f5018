import { Modal } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { ExposureList } from '../sync/exposure.tsx';
import { ActButton } from '../ui/act-button.tsx';
import classes from './shell.module.css';

/** On every screen while a channel does not answer: what that means, and what can still be sold wrongly. */
export function ExposureBanner() {
  const exposure = useQuery('sync.exposure', {}, { everyMs: 30_000 }).value;
  const [isOpen, setOpen] = useState(false);
  const rows = useQuery('connections.list', {}, { isOff: !exposure?.isOffline }).value?.rows ?? [];
  const run = useCommand('sync.run');
  if (!exposure?.isOffline) return null;
  const failing = rows.filter(({ state, health }) => state === 'active' && health === 'failing');
  const tryNow = async (): Promise<void> => {
    for (const { id } of failing) await run.run({ connectionId: id, kind: 'pull' });
  };
  const { lines, total, words, sumWords } = exposure;
  return (
    <section className={classes['offline']} aria-label="A channel does not answer">
      <IconCloudOff size={18} stroke={1.8} aria-hidden="true" />
      <p role="status">
        {words} {total === 0 ? 'Nothing can be sold wrongly by it so far.' : sumWords}
      </p>
      {failing.length === 0 ? null : (
        <ActButton size="xs" variant="default" disabled={run.isRunning} onClick={() => void tryNow()}>
          Try now
        </ActButton>
      )}
      {lines.length === 0 ? null : (
        <ActButton size="xs" variant="default" onClick={() => setOpen(true)}>
          Which
        </ActButton>
      )}
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Can still be sold wrongly, worst first"
        size={680}
      >
        <p className={classes['offlineWords']}>
          These nights are gone or closed here, and the channel still shows them. Until it answers, nobody can
          close them from here: where it matters, close them by hand in its own control panel, or look out for
          its confirmations.
        </p>
        <ExposureList lines={lines} onLeave={() => setOpen(false)} />
      </Modal>
    </section>
  );
}
