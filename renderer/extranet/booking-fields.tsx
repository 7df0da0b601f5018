import { Textarea, TextInput } from '@mantine/core';
import type { ManualChannel } from '../../src/contract/checklists.ts';
import { sayNightsAndOpen } from '../../src/domain/say-nights.ts';
import { useQuery } from '../core/use-query.ts';
import { dayDate } from '../core/words.ts';
import { type FoundField, nightsIn } from './draft.ts';
import classes from './extranet.module.css';
import { Field } from './field.tsx';
import { readTypedDate } from './typed-date.ts';
import type { BookingForm } from './use-booking.ts';

export interface RoomOption {
  readonly value: string;
  readonly label: string;
  readonly roomType: string;
}

/** The rooms of a channel by their names there; what they are here stands beside where it is called otherwise. */
export function useRoomsThere(connection: string): readonly RoomOption[] {
  const profile = useQuery(
    'manual.profile',
    { connectionId: Number(connection) || 1 },
    { isOff: connection === '' },
  );
  const seen = new Set<number>();
  return (profile.value?.rooms ?? []).flatMap(({ externalId, name, roomTypeId, roomType }) => {
    if (roomTypeId === null) return [];
    const value = seen.has(roomTypeId) ? `room:${externalId}` : String(roomTypeId);
    seen.add(roomTypeId);
    return [{ value, label: name === roomType ? name : `${name} (here: ${roomType})`, roomType }];
  });
}

interface FieldsProps {
  readonly form: BookingForm;
  readonly channels: readonly ManualChannel[];
  readonly rooms: readonly RoomOption[];
  readonly onFocus: (field: FoundField) => void;
  /** A cancellation: only which booking it is. */
  readonly isShort: boolean;
}

/** The fields in the order in which extranets and mails show them. */
export function BookingFields({ form, channels, rooms, onFocus, isShort }: FieldsProps) {
  const { draft } = form;
  const shared = { form, onFocus };
  const isOne = channels.length === 1;
  return (
    <>
      <div className={isOne ? undefined : classes['pair']}>
        {isOne ? null : (
          <Field
            {...shared}
            field="connection"
            label="Channel"
            isFirst={draft.connection === ''}
            options={channels.map(({ connectionId, name }) => ({ value: String(connectionId), label: name }))}
          />
        )}
        <Field
          {...shared}
          field="reference"
          label="Booking number there"
          isFirst={isOne || draft.connection !== ''}
        />
      </div>
      {isShort ? null : <StayFields {...shared} rooms={rooms} />}
    </>
  );
}

function StayFields({ rooms, ...shared }: Pick<FieldsProps, 'form' | 'onFocus' | 'rooms'>) {
  const { form } = shared;
  return (
    <>
      <Field
        {...shared}
        field="room"
        label="Room, as the extranet calls it"
        options={rooms}
        hint={form.draft.connection === '' ? 'Choose the channel first.' : undefined}
      />
      <NightFields {...shared} />
      <Field {...shared} field="guestName" label="Guest" />
      <div className={classes['triple']}>
        <Field {...shared} field="guests" label="Guests" isNumber placeholder="not told" />
        <Field {...shared} field="price" label={`Price (${form.currency})`} isNumber placeholder="not told" />
        <Field {...shared} field="units" label="Rooms" isNumber />
      </div>
      <More form={form} />
    </>
  );
}

function NightFields(shared: Pick<FieldsProps, 'form' | 'onFocus'>) {
  const { draft, today } = shared.form;
  const arrival = readTypedDate(draft.arrival, today);
  const departure = readTypedDate(draft.departure, today);
  const range = nightsIn(draft, today);
  return (
    <div>
      <div className={classes['nights']}>
        <Field
          {...shared}
          field="arrival"
          label="Arrival"
          placeholder="12 mar"
          hint={arrival ? dayDate(arrival, today) : undefined}
        />
        <Field {...shared} field="nights" label="Nights" isNumber />
        <Field
          {...shared}
          field="departure"
          label="Departure"
          placeholder="15 mar"
          hint={departure ? dayDate(departure, today) : undefined}
        />
      </div>
      <p className={classes['nightWords']} aria-live="polite">
        {range
          ? `${sayNightsAndOpen(range, today)}.`
          : 'Type the nights and the departure follows, or the other way round.'}
      </p>
    </div>
  );
}

function More({ form }: Pick<FieldsProps, 'form'>) {
  return (
    <details className={classes['more']}>
      <summary>Phone or mail, note</summary>
      <TextInput
        label="Phone or mail"
        maxLength={200}
        value={form.draft.contact}
        onChange={(event) => form.set('contact', event.currentTarget.value)}
      />
      <Textarea
        label="Note"
        autosize
        minRows={1}
        maxRows={4}
        maxLength={1000}
        value={form.draft.note}
        onChange={(event) => form.set('note', event.currentTarget.value)}
      />
    </details>
  );
}
