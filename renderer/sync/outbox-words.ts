import type { OutboxItem, SyncRunRow } from '../../src/contract/sync.ts';
import { stretch, until } from '../core/ages.ts';
import { agoAt } from '../core/words.ts';

type State = OutboxItem['state'];

export const ITEM_TONE: Readonly<Record<State, 'plain' | 'warn' | 'danger' | 'ok'>> = {
  dead: 'danger',
  parked: 'danger',
  retrying: 'warn',
  running: 'plain',
  waiting: 'plain',
  done: 'ok',
  cancelled: 'plain',
};

export const ITEM_WORDS: Readonly<Record<State, string>> = {
  dead: 'given up',
  parked: 'waits for you',
  retrying: 'tries again',
  running: 'under way',
  waiting: 'waits its turn',
  done: 'done',
  cancelled: 'taken out',
};

const ORDER: readonly State[] = ['dead', 'parked', 'retrying', 'running', 'waiting', 'done', 'cancelled'];

/** What needs a person first, then what goes next. */
export const byState = (a: OutboxItem, b: OutboxItem): number =>
  ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (a.dueAt ?? a.addedAt) - (b.dueAt ?? b.addedAt);

/** Of what has ended, the newest first. */
export const byEnd = (a: OutboxItem, b: OutboxItem): number =>
  (b.endedAt ?? b.addedAt) - (a.endedAt ?? a.addedAt) || b.jobId - a.jobId;

/** Looks once more at what a channel was told: it has gone out already, and nobody waits for it. */
export const isSecondLook = ({ kind, state }: Pick<OutboxItem, 'kind' | 'state'>): boolean =>
  kind === 'reassert' && state === 'waiting';

export const SECOND_LOOK_WORDS =
  'Looks once more 10 min after a cancellation, because some channels put the room back by themselves.';

const times = (tries: number): string => (tries === 1 ? 'tried once' : `tried ${tries} times`);

/** "tries again in 2 min · tried once: Beds24 did not answer." */
export function itemWords(item: OutboxItem, now: number, zone: string): string {
  const parts: string[] = [];
  if (item.state === 'retrying' || item.state === 'waiting') {
    const due = item.dueAt === null || item.dueAt <= now ? 'now' : secondsUntil(item.dueAt, now);
    parts.push(item.state === 'retrying' ? `tries again ${due}` : `goes ${due}`);
  } else if (item.endedAt === null) parts.push(`for ${stretch(now - item.addedAt)}`);
  else parts.push(agoAt(item.endedAt, now, zone));
  if (item.attempts > 0 && item.state !== 'done') parts.push(times(item.attempts));
  return parts.join(' · ');
}

/** Within a minute the seconds count: that is how long a retry takes. */
function secondsUntil(at: number, now: number): string {
  const seconds = Math.ceil((at - now) / 1000);
  return seconds < 60 ? `in ${seconds} s` : until(at, now);
}

export const RUN_NAMES: Readonly<Record<string, string>> = {
  pull: 'Read what is new',
  'pull-all': 'Read everything',
  push: 'Told what is left',
  'push-reservation': 'Told a booking',
  'read-back': 'Looked what it shows',
  reconcile: 'Compared everything',
  rooms: 'Read the rooms',
  webhook: 'Took in a notice',
  reassert: 'Told again after a cancellation',
};

export const runName = (kind: string): string => RUN_NAMES[kind] ?? kind;

export const RUN_TONE: Readonly<Record<SyncRunRow['outcome'], 'plain' | 'ok' | 'warn' | 'danger'>> = {
  running: 'plain',
  done: 'ok',
  partly: 'warn',
  failed: 'danger',
};
export const RUN_WORDS: Readonly<Record<SyncRunRow['outcome'], string>> = {
  running: 'under way',
  done: 'done',
  partly: 'partly done',
  failed: 'failed',
};
