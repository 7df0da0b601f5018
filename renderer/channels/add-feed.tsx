import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { FeedPreview } from '../../src/contract/feeds.ts';
import { FeedSource } from './feed-source.tsx';
import { TakeIn } from './take-in.tsx';

interface AddFeedDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Paste or choose, look at what it is, say where it belongs, take it in. */
export function AddFeedDialog({ isOpen, onClose }: AddFeedDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Add a calendar" size={760}>
      <AddFeed onDone={onClose} />
    </Modal>
  );
}

/** The same steps without the dialog, for the first run. */
export function AddFeed({ onDone }: { readonly onDone: () => void }) {
  const [preview, setPreview] = useState<FeedPreview | null>(null);
  return preview === null ? (
    <FeedSource onPreview={setPreview} />
  ) : (
    <TakeIn key={preview.previewId} preview={preview} onBack={() => setPreview(null)} onDone={onDone} />
  );
}
