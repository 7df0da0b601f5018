import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { showWords } from '../core/notices.tsx';
import { coreNow } from '../core/now.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { dateInZone } from '../../src/domain/stay-date.ts';
import { ActButton } from '../ui/act-button.tsx';
import classes from './settings.module.css';

const megabytes = (bytes: number): string => `${Math.max(0.1, bytes / 1_048_576).toFixed(1)} MB`;

/** Beside the data unless the person says another place. */
function suggestion(folder: string, date: string): string {
  const separator = folder.includes('\\') ? '\\' : '/';
  return `${folder}${separator}bellhop-${date}.backup`;
}

/** A whole copy of the hotel in one file; secrets are not in it. */
export function Backup() {
  const folder = useQuery('host.info', {}).value?.dataFolder ?? '';
  const { zone } = useHotel();
  const backup = useCommand('host.backup');
  const [typed, setTyped] = useState<string | null>(null);
  const file = typed ?? (folder === '' ? '' : suggestion(folder, dateInZone(coreNow(), zone)));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const done = await backup.run({ file: file.trim() });
    if (done) showWords(`Wrote ${megabytes(done.bytes)} to ${done.file}.`);
  };
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      <TextInput
        label="Write everything to this file"
        description="It must not exist yet. Calendar addresses and other secrets are not in it."
        value={file}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={classes['acts']}>
        <ActButton type="submit" variant="default" loading={backup.isRunning} disabled={file.trim() === ''}>
          Write a backup
        </ActButton>
      </div>
    </form>
  );
}
