import { Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { dayNumber, parseStayDate, type StayDate } from '../../src/domain/stay-date.ts';
import { useCalendarStore } from '../calendar/calendar-store.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import { BlockForm } from './block-form.tsx';
import { CloseNightsForm } from './close-nights-form.tsx';
import { closeDialog, useDesk } from './desk.ts';
import { NewStayForm } from './new-stay-form.tsx';
import { RatesForm } from './rates-form.tsx';
import { SplitForm } from './split-form.tsx';

const TITLES = {
  'new-stay': 'New stay',
  block: 'Block nights',
  split: 'Split the stay',
  'close-nights': 'Close nights of a room type',
  rates: 'Prices and rules',
  'go-to': 'Go to a date',
} as const;

const SIZES = {
  'new-stay': 620,
  block: 480,
  split: 480,
  'close-nights': 680,
  rates: 720,
  'go-to': 480,
} as const;

/** The calendar's dialogs: one at a time, each closed by Esc, each submitted by Enter. */
export function CalendarDialogs({ today }: { readonly today: StayDate }) {
  const dialog = useDesk((desk) => desk.dialog);
  return (
    <Modal
      opened={dialog !== null}
      onClose={closeDialog}
      title={dialog ? TITLES[dialog.kind] : ''}
      size={dialog === null ? 480 : SIZES[dialog.kind]}
    >
      {dialog?.kind === 'new-stay' ? <NewStayForm draft={dialog.draft} today={today} /> : null}
      {dialog?.kind === 'block' ? <BlockForm draft={dialog.draft} today={today} /> : null}
      {dialog?.kind === 'split' ? <SplitForm {...dialog} /> : null}
      {dialog?.kind === 'close-nights' ? <CloseNightsForm {...dialog} /> : null}
      {dialog?.kind === 'rates' ? <RatesForm {...dialog} /> : null}
      {dialog?.kind === 'go-to' ? <GoToForm today={today} /> : null}
    </Modal>
  );
}

function GoToForm({ today }: { readonly today: StayDate }) {
  const [text, setText] = useState<string>(today);
  const date = parseStayDate(text);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!date) return;
    useCalendarStore.getState().goTo(dayNumber(date));
    closeDialog();
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        data-autofocus
        type="date"
        label="Date"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <DialogActs>
        <ActButton type="submit" keys="Enter" disabled={!date}>
          Show it
        </ActButton>
      </DialogActs>
    </form>
  );
}
