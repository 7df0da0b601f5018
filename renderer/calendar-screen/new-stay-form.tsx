import { NativeSelect, NumberInput, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { parseMinor } from '../../src/domain/money.ts';
import { addNights, type StayDate } from '../../src/domain/stay-date.ts';
import { problemsOf } from '../core/insist.ts';
import type { StayDraft } from '../core/requests.ts';
import { crowdWords } from '../core/stay-words.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import { isAmount, MoneyInput } from '../ui/money-input.tsx';
import classes from './calendar-screen.module.css';
import { closeDialog, openDrawer } from './desk.ts';
import { InTheWay } from './in-the-way.tsx';
import { NightsFields } from './nights-fields.tsx';
import { typeLabel, unitOptions } from './unit-choice.ts';
import { useNights } from './use-nights.ts';

const SOURCES = [
  { value: 'walk-in', label: 'Walk-in' },
  { value: 'phone', label: 'Phone' },
  { value: 'mail', label: 'Mail' },
  { value: 'other', label: 'Other' },
] as const;
type Source = (typeof SOURCES)[number]['value'];

const EMPTY = { guestName: '', contact: '', guests: 2, price: '', paid: '', note: '', reason: '' };
type Details = typeof EMPTY;

interface NewStayFormProps {
  readonly draft: StayDraft;
  readonly today: StayDate;
}

/** Where the stay shall sleep: the type and unit that were chosen, else the first unit that is free. */
function usePlace(draft: StayDraft, range: ReturnType<typeof useNights>['range']) {
  const hotel = useHotel();
  const window = range
    ? { from: addNights(range.arrival, -1), to: addNights(range.departure, 1) }
    : undefined;
  const calendar = useQuery('calendar.read', window ?? { from: '2000-01-01', to: '2000-01-02' }, {
    isOff: !window,
    keepsLast: true,
  }).value;
  const options = unitOptions(hotel, calendar, range);
  const drawn = options.find((option) => option.id === draft.unitId);
  const [typeId, setTypeId] = useState<number | undefined>(draft.roomTypeId ?? drawn?.roomTypeId);
  const [chosen, setChosen] = useState<number | null | undefined>(draft.unitId);
  const roomTypeId = typeId ?? hotel.roomTypes[0]?.id ?? 0;
  const ofType = options.filter((option) => option.roomTypeId === roomTypeId);
  const free = ofType.find((option) => option.problems.length === 0);
  const unit = chosen === null ? undefined : (ofType.find((option) => option.id === chosen) ?? free);
  const chooseType = (id: number): void => {
    setTypeId(id);
    setChosen(undefined);
  };
  return { hotel, calendar, roomTypeId, ofType, unit, isParked: unit === undefined, chooseType, setChosen };
}

/** A booking taken at the desk, by the keyboard alone: what is in the way is said before anything is booked. */
export function NewStayForm({ draft, today }: NewStayFormProps) {
  const nights = useNights(draft.arrival ?? today, draft.departure ?? addNights(draft.arrival ?? today, 1));
  const place = usePlace(draft, nights.range);
  const create = useCommand('reservations.create');
  const [source, setSource] = useState<Source>('walk-in');
  const [details, setDetails] = useState<Details>(EMPTY);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const set = (part: Partial<Details>): void => setDetails((old) => ({ ...old, ...part }));
  const { currency } = place.hotel;
  const problems = refused.length > 0 ? refused : (place.unit?.problems ?? []);
  const crowd = crowdWords(
    details.guests,
    place.hotel.roomTypes.find((type) => type.id === place.roomTypeId),
  );
  const needsReason = problems.length > 0 && details.reason.trim() === '';
  const isRight =
    nights.range !== undefined && isAmount(details.price, currency) && isAmount(details.paid, currency);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!nights.range || !isRight || needsReason || create.isRunning) return;
    const { guestName, contact, guests, note, price, paid, reason } = details;
    const input = {
      ...nights.range,
      roomTypeId: place.roomTypeId,
      unitId: place.unit?.id ?? null,
      guestName,
      contact,
      guests,
      note,
      source,
      priceMinor: parseMinor(price, currency) ?? null,
      paidMinor: parseMinor(paid, currency) ?? 0,
      ...(problems.length > 0 ? { knowinglyReason: reason.trim() } : {}),
    };
    const done = await create.run(input, {
      onFailure: (failure) => {
        const found = problemsOf(failure);
        if (found) setRefused(found);
        return found !== undefined;
      },
    });
    if (!done) return;
    closeDialog();
    openDrawer({ kind: 'stay', id: done.roomStayId, reservationId: done.id });
  };

  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      <SegmentedControl
        aria-label="How the guest came to us"
        value={source}
        onChange={(value) => setSource(SOURCES.find((one) => one.value === value)?.value ?? 'other')}
        data={[...SOURCES]}
      />
      <TextInput
        data-autofocus
        label="Guest"
        placeholder="Name"
        value={details.guestName}
        maxLength={120}
        onChange={(event) => set({ guestName: event.currentTarget.value })}
      />
      <NightsFields nights={nights} />
      <PlaceFields place={place} range={nights.range} onChange={() => setRefused([])} />
      <DetailFields details={details} currency={currency} crowd={crowd} set={set} />
      <InTheWay problems={problems} reason={details.reason} onReason={(reason) => set({ reason })} />
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={closeDialog}>
          Leave it
        </ActButton>
        <ActButton
          type="submit"
          keys="Enter"
          {...(problems.length > 0 ? { color: 'danger' } : {})}
          disabled={!isRight || needsReason || create.isRunning}
        >
          {problems.length > 0 ? 'Book anyway' : 'Book'}
        </ActButton>
      </DialogActs>
    </form>
  );
}

interface PlaceFieldsProps {
  readonly place: ReturnType<typeof usePlace>;
  readonly range: ReturnType<typeof useNights>['range'];
  readonly onChange: () => void;
}

function PlaceFields({ place, range, onChange }: PlaceFieldsProps) {
  return (
    <div className={classes['pair']}>
      <NativeSelect
        label="Room type"
        value={String(place.roomTypeId)}
        onChange={(event) => {
          place.chooseType(Number(event.currentTarget.value));
          onChange();
        }}
        data={place.hotel.roomTypes.map((type) => ({
          value: String(type.id),
          label: typeLabel(type, place.calendar, range),
        }))}
      />
      <NativeSelect
        label="Unit"
        value={place.unit ? String(place.unit.id) : ''}
        onChange={(event) => {
          place.setChosen(event.currentTarget.value === '' ? null : Number(event.currentTarget.value));
          onChange();
        }}
        data={[
          ...place.ofType.map((option) => ({
            value: String(option.id),
            label: option.problems.length === 0 ? `${option.name}, free` : `${option.name}, taken`,
          })),
          { value: '', label: 'Decide later (parking row)' },
        ]}
      />
    </div>
  );
}

interface DetailFieldsProps {
  readonly details: Details;
  readonly currency: string;
  /** More guests than the room sleeps; they may be booked all the same. */
  readonly crowd: string | null;
  readonly set: (part: Partial<Details>) => void;
}

function DetailFields({ details, currency, crowd, set }: DetailFieldsProps) {
  return (
    <>
      <div className={classes['pair']}>
        <NumberInput
          label="Guests"
          min={1}
          max={99}
          allowDecimal={false}
          value={details.guests}
          description={crowd === null ? null : <b style={{ color: 'var(--warn)' }}>{crowd}</b>}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={(value) => set({ guests: Math.max(1, Number(value) || 1) })}
        />
        <TextInput
          label="Phone or mail"
          value={details.contact}
          maxLength={200}
          onChange={(event) => set({ contact: event.currentTarget.value })}
        />
        <MoneyInput
          label="Price"
          currency={currency}
          value={details.price}
          onChange={(price) => set({ price })}
        />
        <MoneyInput
          label="Paid"
          currency={currency}
          value={details.paid}
          onChange={(paid) => set({ paid })}
        />
      </div>
      <Textarea
        label="Note"
        autosize
        minRows={1}
        maxRows={5}
        value={details.note}
        maxLength={2000}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </>
  );
}
