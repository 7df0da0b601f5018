import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { FeedPreview, FeedView } from '../../src/contract/feeds.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import classes from './channels.module.css';
import { FeedSource } from './feed-source.tsx';
import { PreviewEvents, PreviewView } from './preview-view.tsx';

/** A new address for the same calendar, looked at before it is taken. */
export function ReplaceAddress({ feed }: { readonly feed: FeedView }) {
  const replace = useCommand('feeds.replaceAddress');
  const [isOpen, setOpen] = useState(false);
  const [preview, setPreview] = useState<FeedPreview | null>(null);
  const close = (): void => {
    setOpen(false);
    setPreview(null);
  };
  const take = async (previewId: string): Promise<void> => {
    if (await replace.run({ id: feed.id, previewId })) close();
  };
  return (
    <>
      <p className={classes['small']}>
        Kept as a secret; only {feed.mask} is shown. If the channel reset it, give the new one here.
      </p>
      <div className={classes['acts']}>
        <ActButton variant="default" onClick={() => setOpen(true)}>
          Replace the address
        </ActButton>
      </div>
      <Modal opened={isOpen} onClose={close} title={`New address for ${feed.label}`} size={720}>
        {preview === null ? (
          <FeedSource isAddressOnly onPreview={setPreview} />
        ) : (
          <div className={classes['form']}>
            <PreviewView preview={preview} />
            <PreviewEvents preview={preview} />
            <DialogActs>
              <ActButton variant="default" onClick={() => setPreview(null)}>
                Another one
              </ActButton>
              <ActButton
                disabled={preview.verdict === 'rejected' || replace.isRunning}
                onClick={() => void take(preview.previewId)}
              >
                Read this one from now on
              </ActButton>
            </DialogActs>
          </div>
        )}
      </Modal>
    </>
  );
}
