import { Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { addNights, type StayDate } from '../../src/domain/stay-date.ts';
import { showWords } from '../core/notices.tsx';
import { runCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import classes from './calendar-screen.module.css';
import { closeDialog } from './desk.ts';
import { NightsFields } from './nights-fields.tsx';
import { unitOptions } from './unit-choice.ts';
import { useNights } from './use-nights.ts';

export interface CloseUnitsFormProps {
  readonly roomTypeId: number;
  readonly arrival: StayDate;
  readonly departure: StayDate;
}

/** Stops selling nights of a room type: a block in each unit that is still free, less those that the person leaves out. */
export function CloseUnitsForm({ roomTypeId, arrival, departure }: CloseUnitsFormProps) {
  const hotel = useHotel();
  const nights = useNights(arrival, departure);
  const { range } = nights;
  const window = range
    ? { from: range.arrival, to: range.departure }
    : { from: arrival, to: addNights(arrival, 1) };
  const calendar = useQuery('calendar.read', window, { keepsLast: true }).value;
  const [reason, setReason] = useState('');
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set());
  const [isRunning, setRunning] = useState(false);
  const free = unitOptions(hotel, calendar, range).filter(
    (option) => option.roomTypeId === roomTypeId && option.problems.length === 0,
  );
  const chosen = free.filter((option) => !leftOut.has(option.id));
  const toggle = (id: number): void =>
    setLeftOut((old) => new Set(old.has(id) ? [...old].filter((one) => one !== id) : [...old, id]));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!range || isRunning) return;
    setRunning(true);
    let closed = 0;
    for (const { id: unitId } of chosen) {
      const done = await runCommand(
        'blocks.create',
        { unitId, ...range, kind: 'block', reason },
        { isQuiet: true },
      );
      if (!done) break;
      closed += 1;
    }
    setRunning(false);
    if (closed > 0) showWords(`Closed ${count(closed, 'unit')}. Ctrl+Z opens them again one by one.`);
    if (closed === chosen.length) closeDialog();
  };
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      <TextInput
        data-autofocus
        label="Reason"
        placeholder="Season ends, works in the house …"
        value={reason}
        maxLength={120}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <NightsFields nights={nights} isClosing />
      <fieldset className={classes['units']}>
        <legend>Units that are still free</legend>
        {free.map((option) => (
          <Checkbox
            key={option.id}
            label={option.name}
            checked={!leftOut.has(option.id)}
            onChange={() => toggle(option.id)}
          />
        ))}
        {free.length === 0 ? (
          <span className={classes['dim']}>None: every unit is taken already.</span>
        ) : null}
      </fieldset>
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={closeDialog}>
          Leave it
        </ActButton>
        <ActButton type="submit" keys="Enter" loading={isRunning} disabled={!range || chosen.length === 0}>
          Close {count(chosen.length, 'unit')}
        </ActButton>
      </DialogActs>
    </form>
  );
}
