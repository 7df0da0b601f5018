import type { OutputOf } from '../../src/contract/index.ts';
import type { StayDate } from '../../src/domain/stay-date.ts';
import { dayDate } from '../core/words.ts';

type SweepView = OutputOf<'checklists.sweep'>;

/** What was typed over a cell, by room and night. */
export type SeenCells = Readonly<Record<string, string>>;

export const cellKey = (roomTypeId: number, night: StayDate): string => `${roomTypeId}/${night}`;

export interface Difference {
  readonly key: string;
  readonly roomTypeId: number;
  readonly night: StayDate;
  readonly seen: number;
  readonly target: number;
  /** "Standard Double Room, Wed 25 Nov". */
  readonly words: string;
}

/** Where a number was typed that is another one than it should be, in the order of the grid. */
export function differencesOf(
  { rooms, nights }: Pick<SweepView, 'rooms' | 'nights'>,
  seen: SeenCells,
): Difference[] {
  return rooms.flatMap(({ roomTypeId, externalName, cells }) =>
    nights.flatMap((night, at): Difference[] => {
      const key = cellKey(roomTypeId, night);
      const text = seen[key] ?? '';
      const target = cells[at]?.target ?? 0;
      if (text === '' || Number(text) === target) return [];
      return [
        { key, roomTypeId, night, seen: Number(text), target, words: `${externalName}, ${dayDate(night)}` },
      ];
    }),
  );
}

const MOST_DIGITS = 3;

/** The text of a cell after a key; undefined where the key means nothing there. A fresh cell begins anew. */
export function typedOver(text: string, key: string, isFresh: boolean): string | undefined {
  if (/^\d$/.test(key)) {
    const before = isFresh ? '' : text;
    return `${before}${key}`.replace(/^0+(?=\d)/, '').slice(-MOST_DIGITS);
  }
  if (key === 'Backspace') return isFresh ? '' : text.slice(0, -1);
  return key === 'Delete' ? '' : undefined;
}
