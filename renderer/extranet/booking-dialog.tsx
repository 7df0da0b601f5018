import { Modal } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, type ClipboardEvent, useState } from 'react';
import type { ManualChannel } from '../../src/contract/checklists.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import { FailureWords } from '../ui/failure-words.tsx';
import { BookingFields, useRoomsThere } from './booking-fields.tsx';
import { closeExtranetDialog, enterCancelled } from './dialogs.ts';
import { FOUND_FIELDS, type FoundField } from './draft.ts';
import classes from './extranet.module.css';
import { MailSide } from './mail-side.tsx';
import { isMail } from './mail-text.ts';
import { MailWords } from './mail-words.tsx';
import { Twins } from './twins.tsx';
import { useBooking } from './use-booking.ts';

/** A booking that was found in an extranet, typed in or out of a pasted mail. */
export function BookingDialog({ connectionId }: { readonly connectionId: number | null }) {
  const lists = useQuery('checklists.list', {});
  return (
    <Modal opened onClose={closeExtranetDialog} title="Enter a booking from an extranet" size={1080} centered>
      <Answered of={lists} lines={8}>
        {({ channels }) =>
          channels.length === 0 ? (
            <p>
              No channel is kept by hand yet. Keep one on the Lists screen; its bookings can be entered then.
            </p>
          ) : (
            <Whole
              channels={channels}
              connectionId={
                connectionId ?? (channels.length === 1 ? (channels[0]?.connectionId ?? null) : null)
              }
            />
          )
        }
      </Answered>
    </Modal>
  );
}

interface WholeProps {
  readonly channels: readonly ManualChannel[];
  readonly connectionId: number | null;
}

const fieldOf = (target: EventTarget): FoundField | null =>
  target instanceof HTMLElement
    ? (FOUND_FIELDS.find((field) => field === target.dataset['field']) ?? null)
    : null;

function Whole({ channels, connectionId }: WholeProps) {
  const form = useBooking(connectionId);
  const [field, setField] = useState<FoundField | null>(null);
  const rooms = useRoomsThere(form.draft.connection);
  const channel = channels.find((one) => String(one.connectionId) === form.draft.connection);
  const isCancelled = form.mail?.answer.kind === 'cancellation';
  const cancelled = (): void =>
    enterCancelled({ connectionId: channel?.connectionId ?? null, reference: form.draft.reference });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isCancelled) cancelled();
    else form.goOn(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const from = fieldOf(event.target);
    if (event.key !== 'Enter' || from === null || event.nativeEvent.isComposing || isCancelled) return;
    event.preventDefault();
    form.goOn(from);
  };
  const onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text');
    if (!isMail(text) || fieldOf(event.target) === null) return;
    event.preventDefault();
    void form.readMail(text);
  };
  if (form.asked)
    return (
      <Twins
        form={form}
        asked={form.asked}
        roomTypeName={rooms.find(({ value }) => value === form.draft.room)?.roomType ?? ''}
        channelName={channel?.name ?? ''}
      />
    );
  return (
    <form ref={form.form} onSubmit={submit} onKeyDown={onKeyDown} onPaste={onPaste} noValidate>
      <div className={classes['columns']}>
        <div className={classes['form']}>
          <MailWords form={form} />
          <BookingFields
            form={form}
            channels={channels}
            rooms={rooms}
            onFocus={setField}
            isShort={isCancelled}
          />
          {form.failure ? (
            <div role="alert" className={classes['refused']}>
              <FailureWords failure={form.failure} />
            </div>
          ) : null}
        </div>
        <MailSide form={form} field={field} />
      </div>
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={closeExtranetDialog}>
          Leave it
        </ActButton>
        <ActButton type="submit" keys="Enter" disabled={form.isSaving || form.isReading}>
          {isCancelled ? 'Enter the cancellation' : 'Save the booking'}
        </ActButton>
      </DialogActs>
    </form>
  );
}
