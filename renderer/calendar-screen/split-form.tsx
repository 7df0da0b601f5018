import { NativeSelect } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sayNights } from '../../src/domain/say-nights.ts';
import { type NightRange, type StayDate } from '../../src/domain/stay-date.ts';
import { coreToday } from '../core/now.ts';
import { runKnowingly } from '../core/insist.ts';
import { guestLabel } from '../../src/domain/guest-label.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { dayDate } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import classes from './calendar-screen.module.css';
import { closeDialog } from './desk.ts';
import { unitOptions } from './unit-choice.ts';

interface SplitFormProps {
  readonly roomStayId: number;
  readonly reservationId: number;
  readonly night: StayDate;
}

/** From a night on, the guest sleeps in another unit. */
export function SplitForm({ roomStayId, reservationId, night }: SplitFormProps) {
  const reservation = useQuery('reservations.read', { id: reservationId });
  return (
    <Answered of={reservation}>
      {(value) => {
        const stay = value.stays.find((one) => one.id === roomStayId);
        if (!stay || night <= stay.arrival || night >= stay.departure)
          return <p>Put the cursor on a night of the stay after its first: it is split before that night.</p>;
        const second = { arrival: night, departure: stay.departure };
        return (
          <SplitTarget
            roomStayId={roomStayId}
            guest={guestLabel(value)}
            unitId={stay.unitId}
            second={second}
          />
        );
      }}
    </Answered>
  );
}

interface SplitTargetProps {
  readonly roomStayId: number;
  readonly guest: string;
  readonly unitId: number | null;
  readonly second: NightRange;
}

function SplitTarget({ roomStayId, guest, unitId, second }: SplitTargetProps) {
  const hotel = useHotel();
  const calendar = useQuery('calendar.read', { from: second.arrival, to: second.departure }).value;
  const options = unitOptions(hotel, calendar, second).filter((option) => option.id !== unitId);
  const [chosen, setChosen] = useState<string>();
  const free = options.find((option) => option.problems.length === 0);
  const target = chosen ?? (free ? String(free.id) : '');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const input = { roomStayId, night: second.arrival, unitId: target === '' ? null : Number(target) };
    if (await runKnowingly('stays.split', input, 'Split it anyway')) closeDialog();
  };
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      <p>
        {guest} changes rooms on {dayDate(second.arrival)}. The second part: {sayNights(second, coreToday())}.
      </p>
      <NativeSelect
        data-autofocus
        label="Second part in"
        value={target}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[
          ...options.map((option) => ({
            value: String(option.id),
            label: option.problems.length === 0 ? `${option.name}, free` : `${option.name}, taken`,
          })),
          { value: '', label: 'Decide later (parking row)' },
        ]}
      />
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={closeDialog}>
          Leave it
        </ActButton>
        <ActButton type="submit" keys="Enter">
          Split
        </ActButton>
      </DialogActs>
    </form>
  );
}
