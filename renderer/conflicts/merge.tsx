import { SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ChannelSides, ConflictView } from '../../src/contract/conflicts.ts';
import { useKeys } from '../core/keys.ts';
import { go } from '../core/route.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Card } from '../ui/card.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Tag } from '../ui/sign.tsx';
import classes from './conflicts.module.css';

type Field = ChannelSides['fields'][number];
type Side = 'ours' | 'theirs';
type Choices = Readonly<Partial<Record<Field['field'], Side>>>;

interface MergeProps {
  readonly conflict: Pick<ConflictView, 'id'>;
  readonly between: ChannelSides;
  readonly isOpen: boolean;
  /** After the person settled it. */
  readonly onSettled: () => void;
}

const asked = (between: ChannelSides): Field[] => between.fields.filter((field) => field.outcome === 'ask');

/** Begins with what the rules would suggest; where they suggest nothing, a person chooses. */
const suggested = (between: ChannelSides): Choices =>
  Object.fromEntries(
    asked(between).flatMap(({ field, suggestion }) => (suggestion ? [[field, suggestion]] : [])),
  );

/** One booking on both sides, field by field: what both said last, what we say, what they say. */
export function Merge({ conflict, between, isOpen, onSettled }: MergeProps) {
  const merge = useCommand('conflicts.merge');
  const [choices, setChoices] = useState<Choices>(() => suggested(between));
  const [reason, setReason] = useState('');
  const questions = asked(between);
  const left = questions.filter(({ field }) => choices[field] === undefined).length;
  const all = (side: Side): void =>
    setChoices(Object.fromEntries(questions.map(({ field }) => [field, side])));
  const canSettle = isOpen && questions.length > 0 && left < questions.length && !merge.isRunning;
  const settle = async (): Promise<void> => {
    if (!canSettle) return;
    const input = {
      id: conflict.id,
      choose: choices,
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    };
    if (await merge.run(input)) onSettled();
  };
  // what is about no single booking is put right at the channel: its links, what it is told
  const openChannel = (): void => go('connections', between.connectionId);
  useKeys(
    'Field by field',
    isOpen && questions.length > 0
      ? [
          { keys: 'U', says: 'Ours everywhere', run: () => all('ours') },
          { keys: 'T', says: 'Theirs everywhere', run: () => all('theirs') },
          { keys: 'S', says: 'Settle it so', run: () => void settle() },
        ]
      : between.fields.length === 0
        ? [{ keys: 'O', says: `Open ${between.connectionName}`, run: openChannel }]
        : [],
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void settle();
  };
  return (
    <Card
      title={between.fields.length === 0 ? `Between us and ${between.connectionName}` : 'Field by field'}
      aside={<ChannelMark channel={between.channel} isNamed />}
    >
      <p className={classes['mergeWords']}>{between.words}</p>
      {between.fields.length === 0 ? null : (
        <form onSubmit={submit}>
          <MergeTable
            between={between}
            choices={choices}
            isOpen={isOpen}
            onChoose={(field, side) => setChoices((old) => ({ ...old, [field]: side }))}
          />
          {between.unitWords === '' ? null : <p className={classes['mergeWords']}>{between.unitWords}</p>}
          {isOpen && questions.length > 0 ? (
            <>
              <TextInput
                mt="md"
                label="Why? (if it is worth a word)"
                value={reason}
                maxLength={300}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
              <div className={classes['mergeActs']}>
                <ActButton type="submit" keys="S" disabled={!canSettle}>
                  Settle it so
                </ActButton>
                <ActButton variant="default" keys="U" onClick={() => all('ours')}>
                  Ours everywhere
                </ActButton>
                <ActButton variant="default" keys="T" onClick={() => all('theirs')}>
                  Theirs everywhere
                </ActButton>
                {left > 0 ? (
                  <span className={classes['mergeLeft']}>
                    {left === 1 ? 'One field is' : `${left} fields are`} not chosen;{' '}
                    {left === 1 ? 'it stays' : 'they stay'} open.
                  </span>
                ) : null}
              </div>
            </>
          ) : null}
        </form>
      )}
      {between.fields.length > 0 ? null : (
        <ActButton keys="O" onClick={openChannel}>
          Open {between.connectionName}
        </ActButton>
      )}
      {between.reservationId === null ? null : (
        <ActButton mt="md" size="xs" variant="default" onClick={() => go('stays', between.reservationId)}>
          Open the stay
        </ActButton>
      )}
    </Card>
  );
}

interface MergeTableProps {
  readonly between: ChannelSides;
  readonly choices: Choices;
  readonly isOpen: boolean;
  readonly onChoose: (field: Field['field'], side: Side) => void;
}

function MergeTable({ between, choices, isOpen, onChoose }: MergeTableProps) {
  return (
    <div className={classes['mergeScroll']}>
      <table className={classes['merge']}>
        <thead>
          <tr>
            <th>Field</th>
            <th>Agreed last</th>
            <th>Here</th>
            <th>{between.connectionName}</th>
            <th>Take</th>
          </tr>
        </thead>
        <tbody>
          {between.fields.map((field) => (
            <MergeRow
              key={field.field}
              field={field}
              theirName={between.connectionName}
              choice={choices[field.field]}
              isOpen={isOpen}
              onChoose={(side) => onChoose(field.field, side)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const OUTCOME: Readonly<Record<Exclude<Field['outcome'], 'ask'>, string>> = {
  same: 'the same',
  ours: 'ours, by rule',
  theirs: 'theirs, by rule',
};

interface MergeRowProps {
  readonly field: Field;
  readonly theirName: string;
  readonly choice: Side | undefined;
  readonly isOpen: boolean;
  readonly onChoose: (side: Side) => void;
}

function MergeRow({ field, theirName, choice, isOpen, onChoose }: MergeRowProps) {
  const side = field.outcome === 'ask' ? choice : field.outcome;
  return (
    <tr data-asked={field.outcome === 'ask' || undefined}>
      <th scope="row">
        {field.name}
        {field.why === '' ? null : <div className={classes['mergeWhy']}>{field.why}</div>}
      </th>
      <td className={classes['mergeAgreed']}>{field.agreed ?? 'never'}</td>
      <td data-taken={side === 'ours' || undefined}>{field.ours}</td>
      <td data-taken={side === 'theirs' || undefined}>{field.theirs}</td>
      <td>
        {field.outcome === 'ask' && isOpen ? (
          <SegmentedControl
            size="xs"
            aria-label={`${field.name}: whose word`}
            value={choice ?? ''}
            onChange={(value) => onChoose(value === 'theirs' ? 'theirs' : 'ours')}
            data={[
              { value: 'ours', label: 'Ours' },
              { value: 'theirs', label: theirName },
            ]}
          />
        ) : (
          <Tag>{field.outcome === 'ask' ? 'open' : OUTCOME[field.outcome]}</Tag>
        )}
      </td>
    </tr>
  );
}
