import { NumberInput, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { FeedView } from '../../src/contract/feeds.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import classes from './channels.module.css';
import { ReadingSwitches } from './take-in.tsx';

/** Name, rhythm, pause, and how the dates are read. Switches act at once; the notice takes them back. */
export function FeedSettings({ feed }: { readonly feed: FeedView }) {
  const change = useCommand('feeds.change');
  const [label, setLabel] = useState(feed.label);
  const [pollMinutes, setPollMinutes] = useState(feed.pollMinutes);
  const { id } = feed;
  const isSame = label.trim() === feed.label && pollMinutes === feed.pollMinutes;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void change.run({ id, label: label.trim(), pollMinutes });
  };
  return (
    <section className={classes['section']}>
      <h3>Settings</h3>
      <form className={classes['form']} onSubmit={submit}>
        <div className={classes['pair']}>
          <TextInput
            label="Name"
            value={label}
            maxLength={80}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
          <NumberInput
            label="Read every (minutes)"
            min={5}
            max={1440}
            allowDecimal={false}
            value={pollMinutes}
            onChange={(value) => setPollMinutes(Number(value) || feed.pollMinutes)}
          />
        </div>
        {isSame ? null : (
          <div className={classes['acts']}>
            <ActButton type="submit" disabled={label.trim() === '' || change.isRunning}>
              Save
            </ActButton>
          </div>
        )}
        <Switch
          label="Paused"
          description="Not read while paused. What it brought stays closed and grows old visibly."
          checked={feed.state === 'paused'}
          disabled={change.isRunning}
          onChange={(event) => void change.run({ id, isPaused: event.currentTarget.checked })}
        />
        <ReadingSwitches values={feed} onChange={(part) => void change.run({ id, ...part })} />
      </form>
    </section>
  );
}
