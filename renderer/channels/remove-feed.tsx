import { Modal, Radio } from '@mantine/core';
import { useState } from 'react';
import type { FeedView } from '../../src/contract/feeds.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import classes from './channels.module.css';

interface RemoveFeedProps {
  readonly feed: FeedView;
  readonly onRemoved: () => void;
}

/** Stops reading a feed, after asking what shall become of the stays it brought. */
export function RemoveFeed({ feed, onRemoved }: RemoveFeedProps) {
  const remove = useCommand('feeds.remove');
  const [isOpen, setOpen] = useState(false);
  const [keepStays, setKeepStays] = useState(true);
  const go = async (): Promise<void> => {
    if (!(await remove.run({ id: feed.id, keepStays }))) return;
    setOpen(false);
    onRemoved();
  };
  return (
    <>
      <div className={classes['acts']}>
        <ActButton variant="default" onClick={() => setOpen(true)}>
          Remove this calendar…
        </ActButton>
      </div>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={`Remove ${feed.label}?`}>
        <Radio.Group
          label="What it brought for the days to come"
          value={keepStays ? 'keep' : 'cancel'}
          onChange={(value) => setKeepStays(value === 'keep')}
        >
          <div className={classes['form']} style={{ marginTop: 10 }}>
            <Radio
              value="keep"
              label="Keep as it is"
              description="The nights stay closed. Use this when guests are still coming."
            />
            <Radio
              value="cancel"
              label="Cancel it here"
              description="The nights can be sold again. Use this when the listing is gone."
            />
          </div>
        </Radio.Group>
        <DialogActs>
          <ActButton variant="default" keys="Esc" onClick={() => setOpen(false)}>
            Leave it
          </ActButton>
          <ActButton color="danger" disabled={remove.isRunning} onClick={() => void go()}>
            Remove
          </ActButton>
        </DialogActs>
      </Modal>
    </>
  );
}
