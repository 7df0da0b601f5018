import { IconHandStop } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { OutputOf } from '../../src/contract/index.ts';
import { useKeys } from '../core/keys.ts';
import { go } from '../core/route.ts';
import { useQuery } from '../core/use-query.ts';
import { count } from '../core/words.ts';
import { EnterBookingButton } from '../extranet/enter-booking-button.tsx';
import { ActButton } from '../ui/act-button.tsx';
import { Answered, EmptyState } from '../ui/answers.tsx';
import { Card } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';
import { byPressing } from './checklist-words.ts';
import classes from './checklists.module.css';
import { DueLine } from './due-line.tsx';
import { EndedLines } from './ended-lines.tsx';
import { KeptChannels } from './kept-channels.tsx';
import { SetUpDialog } from './set-up-dialog.tsx';
import { useEnter } from './use-enter.ts';

type ListsView = OutputOf<'checklists.list'>;

/** What is to be entered by hand, most pressing first; the channels that people keep; what was done lately. */
export function Lists() {
  const lists = useQuery('checklists.list', {}, { everyMs: 60_000 });
  const [isAdding, setAdding] = useState(false);
  const add = (): void => setAdding(true);
  const hasDue = (lists.value?.due.length ?? 0) > 0;
  useKeys('Lists', [
    { keys: 'A', says: 'Keep a channel by hand', run: add },
    ...(hasDue ? [{ keys: 'P', says: 'Print what is due', run: () => go('lists/print') }] : []),
  ]);
  return (
    <Page
      title="Lists"
      actions={
        <>
          <EnterBookingButton />
          {hasDue ? (
            <ActButton variant="default" keys="P" onClick={() => go('lists/print')}>
              Print
            </ActButton>
          ) : null}
          <ActButton variant={hasDue ? 'default' : 'filled'} keys="A" onClick={add}>
            Keep a channel by hand
          </ActButton>
        </>
      }
    >
      <Answered of={lists} lines={8}>
        {(value) => (value.channels.length === 0 ? <Nothing onAdd={add} /> : <Columns lists={value} />)}
      </Answered>
      {isAdding ? <SetUpDialog kept={lists.value?.channels ?? []} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function Columns({ lists }: { readonly lists: ListsView }) {
  const minutes = lists.due.reduce((sum, task) => sum + task.minutes, 0);
  const aside =
    lists.due.length === 0
      ? undefined
      : `${count(lists.due.length, 'list')}, about ${count(minutes, 'minute')}`;
  return (
    <div className={classes['columns']}>
      <div className={classes['column']}>
        <Card title="Due now" aside={aside}>
          <Due due={[...lists.due].sort(byPressing)} />
        </Card>
        <Card title="Done lately">
          <EndedLines ended={lists.ended} />
        </Card>
      </div>
      <div className={classes['column']}>
        <Card title="Kept by hand" aside={count(lists.channels.length, 'channel')}>
          <KeptChannels channels={lists.channels} due={lists.due} />
        </Card>
      </div>
    </div>
  );
}

/** The arrow keys go from list to list, Enter begins the one that is chosen. */
function Due({ due }: { readonly due: ListsView['due'] }) {
  const [chosenId, setChosen] = useState<number | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const at = Math.max(
    0,
    due.findIndex(({ id }) => id === chosenId),
  );
  const move = (by: number): void => {
    const next = due[Math.min(Math.max(at + by, 0), due.length - 1)];
    if (!next) return;
    setChosen(next.id);
    list.current?.querySelector<HTMLElement>(`[data-task="${next.id}"] [data-open]`)?.focus();
  };
  useKeys(
    'Due now',
    due.length === 0
      ? []
      : [
          { keys: 'ArrowDown', says: 'The next list', run: () => move(1) },
          { keys: 'ArrowUp', says: 'The list before', run: () => move(-1) },
          { keys: 'Enter', says: 'Begin the chosen list' },
        ],
  );
  const chosen = due[at];
  useEnter(chosen && (() => go('lists', chosen.id)));
  if (due.length === 0)
    return (
      <p className={classes['quiet']}>
        Nothing. Every channel that is kept by hand was told what it should show.
      </p>
    );
  return (
    <ul ref={list} className={classes['due']}>
      {due.map((task) => (
        <DueLine
          key={task.id}
          task={task}
          isChosen={task.id === chosen?.id}
          onChoose={() => setChosen(task.id)}
        />
      ))}
    </ul>
  );
}

function Nothing({ onAdd }: { readonly onAdd: () => void }) {
  return (
    <EmptyState
      title="No channel is kept by hand yet"
      sign={<IconHandStop size={26} stroke={1.6} />}
      actions={
        <ActButton keys="A" onClick={onAdd}>
          Keep a channel by hand
        </ActButton>
      }
    >
      <p>
        Agoda, GoMMT (MakeMyTrip and Goibibo) and Booking.com can be kept by a person where no connection is
        to be had. Bellhop can not sign in there. It says what to enter, room by room and night by night, and
        remembers what you saw.
      </p>
      <ol className={classes['teach']}>
        <li>Say which channel, and how the extranet names your property and rooms.</li>
        <li>
          When somebody books anywhere, a short list stands here within seconds: “Close Deluxe king on 10 and
          11 Jul; 12 Jul stays open”.
        </li>
        <li>
          Work through it beside the extranet, by keyboard. The calendar then shows “by hand, just now”.
        </li>
        <li>Once a day a sweep compares the next two weeks with the extranet.</li>
      </ol>
    </EmptyState>
  );
}
