import { useState } from 'react';
import type { ConflictView } from '../../src/contract/conflicts.ts';
import { sayNights } from '../../src/domain/say-nights.ts';
import { useKeys } from '../core/keys.ts';
import { coreToday } from '../core/now.ts';
import { go } from '../core/route.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { moment } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { Card } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';
import { Tag } from '../ui/sign.tsx';
import { Story } from '../ui/story.tsx';
import { CERTAINTY_WORDS, KIND_WORDS } from './conflict-words.ts';
import classes from './conflicts.module.css';
import { Merge } from './merge.tsx';
import { Parties } from './parties.tsx';
import { Settled } from './settled.tsx';
import { WaysOut } from './ways-out.tsx';

/** The open conflicts before and after this one, in the inbox's order. */
function useNeighbours(id: number): { readonly previous: number | null; readonly next: number | null } {
  const rows = useQuery('conflicts.list', { state: 'open' }).value?.rows ?? [];
  const at = rows.findIndex((row) => row.id === id);
  const other = rows.find((row) => row.id !== id)?.id ?? null;
  if (at < 0) return { previous: null, next: other };
  return { previous: rows[at - 1]?.id ?? null, next: rows[at + 1]?.id ?? (at > 0 ? other : null) };
}

/** One conflict: what is wrong, why, how it came about, both sides, and the ways out. */
export function ConflictPage({ id }: { readonly id: number }) {
  const conflict = useQuery('conflicts.read', { id });
  const { previous, next } = useNeighbours(id);
  const toCalendar = (): void => go('calendar', null, conflict.value?.firstNight ?? null);
  useKeys('Conflict', [
    { keys: ']', says: 'Next conflict', run: next === null ? undefined : () => go('conflicts', next) },
    {
      keys: '[',
      says: 'Previous conflict',
      run: previous === null ? undefined : () => go('conflicts', previous),
    },
    { keys: 'C', says: 'Show its nights on the calendar', run: toCalendar },
    { keys: 'Esc', says: 'Back to the inbox', run: () => go('conflicts') },
  ]);
  return (
    <Page
      title="Conflict"
      lead={
        <ActButton variant="default" keys="Esc" onClick={() => go('conflicts')}>
          Inbox
        </ActButton>
      }
      actions={
        <>
          <ActButton variant="default" keys="C" onClick={toCalendar}>
            On the calendar
          </ActButton>
          <ActButton
            variant="default"
            keys="]"
            disabled={next === null}
            onClick={() => go('conflicts', next)}
          >
            Next
          </ActButton>
        </>
      }
    >
      <Answered of={conflict} lines={8}>
        {(value) => <Whole conflict={value} next={next} />}
      </Answered>
    </Page>
  );
}

function Whole({ conflict, next }: { readonly conflict: ConflictView; readonly next: number | null }) {
  const { zone } = useHotel();
  const [wasSettledHere, setSettledHere] = useState(false);
  const isOpen = conflict.state === 'open';
  return (
    <div className={classes['page']}>
      <div className={classes['lead']}>
        <Tag tone={!isOpen ? 'ok' : conflict.severity === 'high' ? 'danger' : 'warn'}>
          {KIND_WORDS[conflict.kind]} · {conflict.unitName ?? conflict.roomTypeName} ·{' '}
          {sayNights({ arrival: conflict.firstNight, departure: conflict.departure }, coreToday())}
        </Tag>
        <h2>{conflict.title}</h2>
        <Cause cause={conflict.cause} />
      </div>
      <div className={classes['columns']}>
        <div className={classes['column']}>
          {conflict.between ? (
            <Merge
              key={conflict.id}
              conflict={conflict}
              between={conflict.between}
              isOpen={isOpen}
              onSettled={() => setSettledHere(true)}
            />
          ) : null}
          {isOpen ? (
            <WaysOut conflict={conflict} onTaken={() => setSettledHere(true)} />
          ) : (
            <Settled conflict={conflict} next={next} isFresh={wasSettledHere} />
          )}
          {conflict.parties.length === 0 ? null : <Parties conflict={conflict} />}
        </div>
        <Card title="How it came about">
          <Story
            entries={conflict.timeline.map((entry, index) => ({
              key: index,
              when: moment(entry.at, zone),
              title: entry.title,
              text: entry.text,
              isTurningPoint: entry.isTurningPoint,
            }))}
          />
        </Card>
      </div>
    </div>
  );
}

function Cause({ cause }: { readonly cause: ConflictView['cause'] }) {
  return (
    <div className={classes['cause']}>
      <p>
        Cause: <b>{cause.name}</b> ({CERTAINTY_WORDS[cause.certainty]}). {cause.words}
      </p>
      {cause.because.length > 0 ? (
        <ul>
          {cause.because.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
