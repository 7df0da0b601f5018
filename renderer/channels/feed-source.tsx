import { FileButton, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { FeedPreview } from '../../src/contract/feeds.ts';
import type { Failure } from '../../src/domain/failure.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { FailureWords } from '../ui/failure-words.tsx';
import classes from './channels.module.css';

interface FeedSourceProps {
  readonly onPreview: (preview: FeedPreview) => void;
  /** Only an address will do (replacing one). */
  readonly isAddressOnly?: boolean;
}

const LARGEST = 5 * 1024 * 1024;

/** The first step: an address to paste, or a file. Bellhop looks at it; nothing is taken in yet. */
export function FeedSource({ onPreview, isAddressOnly = false }: FeedSourceProps) {
  const look = useCommand('feeds.preview');
  const [address, setAddress] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const ask = async (input: Parameters<typeof look.run>[0]): Promise<void> => {
    setFailure(null);
    const preview = await look.run(input, {
      onFailure: (refused) => {
        setFailure(refused);
        return true;
      },
    });
    if (preview) onPreview(preview);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (address.trim() !== '') void ask({ address: address.trim() });
  };
  const readFile = async (file: File | null): Promise<void> => {
    if (!file) return;
    if (file.size > LARGEST)
      setFailure({ code: 'too-large', message: 'This file is larger than any calendar should be (5 MB).' });
    else await ask({ fileName: file.name, text: await file.text() });
  };
  return (
    <form className={classes['form']} onSubmit={submit}>
      <TextInput
        data-autofocus
        autoFocus
        label="Calendar address"
        description="From the channel’s “export calendar”. It is kept like a password and shown nowhere again."
        placeholder="https://"
        autoComplete="off"
        spellCheck={false}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      {failure ? (
        <div className={classes['note']} data-tone="warn" role="alert" style={{ margin: 0 }}>
          <FailureWords failure={failure} />
        </div>
      ) : null}
      <div className={classes['acts']}>
        <ActButton type="submit" keys="Enter" loading={look.isRunning} disabled={address.trim() === ''}>
          Look at it
        </ActButton>
      </div>
      {isAddressOnly ? null : <FileSource onFile={(file) => void readFile(file)} />}
    </form>
  );
}

function FileSource({ onFile }: { readonly onFile: (file: File | null) => void }) {
  const [isOver, setOver] = useState(false);
  return (
    <>
      <div className={classes['or']}>or</div>
      <div
        className={classes['drop']}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          onFile(event.dataTransfer.files[0] ?? null);
        }}
      >
        <span>Drop a calendar file (.ics) here. A file is read once; it does not follow later changes.</span>
        <FileButton onChange={onFile} accept=".ics,text/calendar">
          {(props) => (
            <ActButton variant="default" {...props}>
              Choose a file
            </ActButton>
          )}
        </FileButton>
      </div>
    </>
  );
}
