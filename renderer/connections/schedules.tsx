import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionView } from '../../src/contract/connections.ts';
import type { InputOf } from '../../src/contract/index.ts';
import { ago, until } from '../core/ages.ts';
import { useNow } from '../core/now.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Card } from '../ui/card.tsx';
import { sayCron } from './connection-words.ts';
import classes from './connections.module.css';

type Schedule = ConnectionView['schedules'][number];
type RunKind = InputOf<'sync.run'>['kind'];

const RUN_KINDS: readonly RunKind[] = ['pull', 'pull-all', 'push', 'read-back', 'reconcile', 'rooms'];
/** Schedules named after what they are for, and the work that they begin. */
const RUNS: Readonly<Record<string, RunKind>> = { rates: 'push', inventory: 'push', content: 'rooms' };
const runKindOf = (kind: string): RunKind | undefined => RUNS[kind] ?? RUN_KINDS.find((one) => one === kind);

const PRESETS = [
  ['*/5 * * * *', 'every 5 min'],
  ['*/10 * * * *', 'every 10 min'],
  ['*/15 * * * *', 'every 15 min'],
  ['0 * * * *', 'every hour'],
  ['0 3 * * *', 'daily at 03:00'],
] as const;

/** What runs by itself, when it did last and will next; run now, pause, change. */
export function Schedules({ connection }: { readonly connection: ConnectionView }) {
  return (
    <Card title="What runs by itself">
      {connection.schedules.map((schedule) => (
        <ScheduleLine key={schedule.kind} schedule={schedule} connection={connection} />
      ))}
      {connection.schedules.length === 0 ? (
        <p className={classes['dim']}>Nothing yet. It begins once the connection is active.</p>
      ) : null}
    </Card>
  );
}

interface ScheduleLineProps {
  readonly schedule: Schedule;
  readonly connection: ConnectionView;
}

function ScheduleLine({ schedule, connection }: ScheduleLineProps) {
  const now = useNow();
  const change = useCommand('connections.schedule');
  const run = useCommand('sync.run');
  const [isChanging, setChanging] = useState(false);
  const kind = runKindOf(schedule.kind);
  const words = [
    schedule.isPaused ? 'paused' : sayCron(schedule.cron),
    schedule.isDefault ? null : 'changed here',
    schedule.lastRunAt === null ? 'has not run yet' : `last ${ago(schedule.lastRunAt, now)}`,
    schedule.nextRunAt === null || schedule.isPaused ? null : `next ${until(schedule.nextRunAt, now)}`,
  ].filter((part) => part !== null);
  return (
    <div className={classes['schedule']}>
      <div className={classes['scheduleTop']}>
        <b>{schedule.name}</b>
        {kind ? (
          <ActButton
            size="xs"
            variant="default"
            aria-label={`Run now: ${schedule.name}`}
            loading={run.isRunning}
            disabled={connection.state !== 'active'}
            onClick={() => void run.run({ connectionId: connection.id, kind, isAwaited: true })}
          >
            Run now
          </ActButton>
        ) : null}
        <ActButton
          size="xs"
          variant="default"
          aria-label={`Change when: ${schedule.name}`}
          onClick={() => setChanging(!isChanging)}
        >
          Change
        </ActButton>
        <Switch
          aria-label={`Runs by itself: ${schedule.name}`}
          checked={!schedule.isPaused}
          disabled={change.isRunning}
          onChange={(event) =>
            void change.run({
              id: connection.id,
              kind: schedule.kind,
              isPaused: !event.currentTarget.checked,
            })
          }
        />
      </div>
      <p className={classes['small']}>{words.join(' · ')}</p>
      {isChanging ? (
        <ScheduleForm
          schedule={schedule}
          onDone={() => setChanging(false)}
          onSave={(cron) => change.run({ id: connection.id, kind: schedule.kind, cron })}
        />
      ) : null}
    </div>
  );
}

interface ScheduleFormProps {
  readonly schedule: Schedule;
  readonly onDone: () => void;
  readonly onSave: (cron: string | null) => Promise<unknown>;
}

function ScheduleForm({ schedule, onDone, onSave }: ScheduleFormProps) {
  const isPreset = PRESETS.some(([cron]) => cron === schedule.cron);
  const [choice, setChoice] = useState(schedule.isDefault ? 'default' : isPreset ? schedule.cron : 'own');
  const [own, setOwn] = useState(schedule.cron);
  const cron = choice === 'default' ? null : choice === 'own' ? own.trim() : choice;
  const save = async (): Promise<void> => {
    if (await onSave(cron)) onDone();
  };
  return (
    <div className={classes['form']}>
      <NativeSelect
        label="When"
        value={choice}
        onChange={(event) => setChoice(event.currentTarget.value)}
        data={[
          { value: 'default', label: 'As Bellhop proposes' },
          ...PRESETS.map(([value, label]) => ({ value, label })),
          { value: 'own', label: 'Another form' },
        ]}
      />
      {choice === 'own' ? (
        <TextInput
          label="Cron form"
          description="Minute, hour, day, month, weekday, in the hotel’s time. “30 4 * * *” is daily at 04:30."
          value={own}
          maxLength={100}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
      ) : null}
      <div className={classes['acts']}>
        <ActButton disabled={cron === ''} onClick={() => void save()}>
          Save
        </ActButton>
        <ActButton variant="default" onClick={onDone}>
          Leave it
        </ActButton>
      </div>
    </div>
  );
}
