import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { dayNumber, isWeekend } from '../../src/domain/stay-date.ts';
import { partsOf, weekdayShort } from '../calendar/words.ts';
import { useKeys } from '../core/keys.ts';
import { go } from '../core/route.ts';
import { dayDate } from '../core/words.ts';
import { cellKey, type SeenCells, typedOver } from './sweep-cells.ts';
import type { SweepView } from './sweep.tsx';
import classes from './sweep.module.css';

interface SweepGridProps {
  readonly sweep: SweepView;
  readonly seen: SeenCells;
  readonly onSeen: (seen: SeenCells) => void;
  /** While what was found is looked at once more. */
  readonly isOff: boolean;
  readonly onFinish: () => void;
}

interface Cursor {
  readonly room: number;
  readonly night: number;
  /** Nothing was typed here since the cursor came: a digit replaces what stands there. */
  readonly isFresh: boolean;
}

const STEPS: Readonly<Record<string, readonly [room: number, night: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const within = (value: number, length: number): number => Math.min(Math.max(value, 0), length - 1);

/** Rooms by nights; the arrow keys go about, digits are what the extranet shows there, Enter finishes. */
export function SweepGrid({ sweep, seen, onSeen, isOff, onFinish }: SweepGridProps) {
  const [cursor, setCursor] = useState<Cursor>({ room: 0, night: 0, isFresh: true });
  const table = useRef<HTMLTableElement>(null);
  const focus = (room: number, night: number): void =>
    table.current?.querySelector<HTMLElement>(`[data-cell="${room}/${night}"]`)?.focus();
  useEffect(() => {
    if (!isOff) focus(cursor.room, cursor.night);
    // only when the grid comes, or comes back from the review
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isOff]);
  useKeys(
    'The grid',
    isOff
      ? []
      : [
          { keys: 'Arrows', says: 'Go from cell to cell' },
          { keys: '0–9', says: 'What the extranet shows there, where it differs' },
          { keys: 'Backspace', says: 'It is as it should be after all' },
          { keys: 'Enter', says: 'Finish: look once more at what was found' },
          { keys: 'Esc', says: 'Leave it, back to the lists', run: () => go('lists') },
        ],
  );
  const { rooms, nights } = sweep;
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (step) {
      event.preventDefault();
      const room = within(cursor.room + step[0], rooms.length);
      const night = within(cursor.night + step[1], nights.length);
      setCursor({ room, night, isFresh: true });
      return focus(room, night);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      return onFinish();
    }
    const room = rooms[cursor.room];
    const night = nights[cursor.night];
    if (!room || !night) return;
    const key = cellKey(room.roomTypeId, night);
    const text = typedOver(seen[key] ?? '', event.key, cursor.isFresh);
    if (text === undefined) return;
    event.preventDefault();
    setCursor({ ...cursor, isFresh: false });
    onSeen({ ...seen, [key]: text });
  };
  return (
    <div className={classes['scroll']}>
      <table
        ref={table}
        role="grid"
        className={classes['grid']}
        aria-label={`${sweep.name}, ${nights.length} nights`}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col" className={classes['corner']}>
              Room there
            </th>
            {nights.map((night) => (
              <th
                key={night}
                scope="col"
                data-weekend={isWeekend(night) || undefined}
                aria-label={dayDate(night)}
              >
                <span>{weekdayShort(dayNumber(night))}</span>
                <b>{partsOf(dayNumber(night)).day}</b>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rooms.map((room, row) => (
            <tr key={room.roomTypeId}>
              <th scope="row">
                {room.externalName}
                {room.name === room.externalName ? null : (
                  <span className={classes['here']}>{room.name} here</span>
                )}
              </th>
              {room.cells.map((cell, column) => {
                const night = nights[column];
                if (!night) return null;
                const text = seen[cellKey(room.roomTypeId, night)] ?? '';
                const isDifferent = text !== '' && Number(text) !== cell.target;
                const isHere = cursor.room === row && cursor.night === column;
                return (
                  <td
                    key={night}
                    role="gridcell"
                    data-cell={`${row}/${column}`}
                    tabIndex={isHere ? 0 : -1}
                    data-weekend={isWeekend(night) || undefined}
                    data-differs={isDifferent || undefined}
                    data-none={cell.target === 0 || undefined}
                    onFocus={() => {
                      if (!isHere) setCursor({ room: row, night: column, isFresh: true });
                    }}
                  >
                    <VisuallyHidden>
                      {room.externalName}, {dayDate(night)}:{' '}
                    </VisuallyHidden>
                    {isDifferent ? (
                      <>
                        <VisuallyHidden>shows </VisuallyHidden>
                        <b>≠ {text}</b>
                        <VisuallyHidden>, should show</VisuallyHidden> <s>{cell.target}</s>
                      </>
                    ) : (
                      <>
                        <VisuallyHidden>should show </VisuallyHidden>
                        {cell.target}
                      </>
                    )}
                    {cell.isPending ? (
                      <>
                        <i aria-hidden="true">○</i>
                        <VisuallyHidden>, on the list already</VisuallyHidden>
                      </>
                    ) : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
