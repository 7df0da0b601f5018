import type { ManualChannel, TaskLine } from '../../src/contract/checklists.ts';
import { stretch } from '../core/ages.ts';
import { count } from '../core/words.ts';
import type { Tone } from '../ui/sign.tsx';

/** What a danger is called, beside its sign. */
export const DANGER_WORDS: Readonly<Record<TaskLine['danger'], string>> = {
  now: 'urgent',
  soon: 'soon',
  later: 'can wait a little',
};
export const DANGER_TONE: Readonly<Record<TaskLine['danger'], Tone>> = {
  now: 'danger',
  soon: 'warn',
  later: 'plain',
};

/** How a list ended, in a word or two. */
export const STATE_WORDS: Readonly<Record<TaskLine['state'], readonly [words: string, tone: Tone]>> = {
  open: ['open', 'plain'],
  done: ['done', 'ok'],
  'done-unverified': ['done, not proven', 'warn'],
  'done-with-deviation': ['something differed', 'danger'],
  blocked: ['stopped', 'danger'],
  gone: ['taken back', 'plain'],
};

type Timed = Pick<TaskLine, 'dueAt' | 'escalateAt'>;

/** "due in 4 min", "due now", "overdue by 12 min". */
export function dueWords({ dueAt, escalateAt }: Timed, now: number): { words: string; tone: Tone } {
  if (now < dueAt - 60_000) return { words: `due in ${stretch(dueAt - now)}`, tone: 'plain' };
  if (now < dueAt + 60_000) return { words: 'due now', tone: 'warn' };
  return { words: `overdue by ${stretch(now - dueAt)}`, tone: now >= escalateAt ? 'danger' : 'warn' };
}

/** "2 min 10 s", for somebody who is at it. */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return stretch(ms);
}

const PRESSING: readonly TaskLine['danger'][] = ['now', 'soon', 'later'];

/** What was stopped and what is urgent first, then by when it is due. */
export const byPressing = (a: TaskLine, b: TaskLine): number =>
  PRESSING.indexOf(a.danger) - PRESSING.indexOf(b.danger) || a.dueAt - b.dueAt || a.id - b.id;

/** For the status line: "by hand 40 min", "2 steps due", "stopped". */
export function shortByHand(
  { provenAt, offBecause }: Pick<ManualChannel, 'provenAt' | 'offBecause'>,
  task: Pick<TaskLine, 'state' | 'steps' | 'done' | 'dueAt' | 'escalateAt'> | undefined,
  now: number,
): { words: string; tone: 'plain' | 'warn' | 'danger' } {
  if (offBecause !== null) return { words: 'not by hand', tone: 'plain' };
  if (task?.state === 'blocked') return { words: 'stopped', tone: 'danger' };
  if (task) {
    const { tone } = dueWords(task, now);
    const left = task.steps - task.done;
    return {
      words: left === 0 ? 'to be finished' : `${count(left, 'step')} due`,
      tone: tone === 'danger' || tone === 'warn' ? tone : 'plain',
    };
  }
  if (provenAt === null) return { words: 'never confirmed', tone: 'warn' };
  const age = now - provenAt;
  return { words: age < 60_000 ? 'by hand just now' : `by hand ${stretch(age)}`, tone: 'plain' };
}

const isNumber = (value: string): boolean => /^\d+$/.test(value);

/** A text cut at the values that it names, so that they can be set bold: odd pieces are values. */
export function cutAtValues(text: string, values: readonly string[]): string[] {
  const known = [...new Set(values)].filter((value) => value !== '').sort((a, b) => b.length - a.length);
  if (known.length === 0) return [text];
  const escaped = known.map((value) => {
    const plain = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return isNumber(value) ? `(?<![\\d.])${plain}(?![\\d.]\\d|\\d)` : plain;
  });
  return text.split(new RegExp(`(${escaped.join('|')})`));
}
