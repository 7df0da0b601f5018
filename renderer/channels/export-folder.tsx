import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Card } from '../ui/card.tsx';
import classes from './channels.module.css';

/** The folder to which every calendar out is written on each change. */
export function ExportFolder({ folder }: { readonly folder: string | null }) {
  const canPick = useQuery('host.info', {}).value?.abilities.pickFolder ?? false;
  const setFolder = useCommand('exports.setFolder');
  const pick = useCommand('host.pickFolder');
  const [text, setText] = useState(folder ?? '');
  const choose = async (): Promise<void> => {
    const picked = await pick.run({});
    if (picked?.folder) {
      setText(picked.folder);
      await setFolder.run({ folder: picked.folder });
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void setFolder.run({ folder: text.trim() === '' ? null : text.trim() });
  };
  return (
    <Card title="Folder">
      <form className={classes['form']} onSubmit={submit}>
        <TextInput
          label="Write every calendar to this folder on each change"
          description="For example one that your web space synchronises. Empty: nothing is written."
          placeholder="No folder"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={classes['acts']}>
          <ActButton type="submit" variant="default" disabled={text.trim() === (folder ?? '')}>
            {text.trim() === '' && folder ? 'Write no more' : 'Write here'}
          </ActButton>
          {canPick ? (
            <ActButton variant="default" onClick={() => void choose()}>
              Choose a folder
            </ActButton>
          ) : null}
        </div>
      </form>
    </Card>
  );
}
