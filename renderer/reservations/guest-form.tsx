import { NumberInput, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ReservationView } from '../../src/contract/reservations.ts';
import { minorDigits, parseMinor } from '../../src/domain/money.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { isAmount, MoneyInput } from '../ui/money-input.tsx';
import classes from './reservations.module.css';

const typed = (minor: number | null, currency: string): string => {
  const digits = minorDigits(currency);
  return minor === null ? '' : (minor / 10 ** digits).toFixed(digits);
};

interface Draft {
  readonly guestName: string;
  readonly contact: string;
  readonly guests: number;
  readonly price: string;
  readonly paid: string;
  readonly note: string;
}

const draftOf = ({
  guestName,
  contact,
  guests,
  priceMinor,
  paidMinor,
  currency,
  note,
}: ReservationView): Draft => ({
  guestName,
  contact,
  guests,
  price: typed(priceMinor, currency),
  paid: typed(paidMinor, currency),
  note,
});

/** Changes guest, money or note; dates and unit are changed on the calendar. */
export function GuestForm({ reservation }: { readonly reservation: ReservationView }) {
  const change = useCommand('reservations.change');
  const { id, revision, currency } = reservation;
  const [draft, setDraft] = useState(() => draftOf(reservation));
  const set = (part: Partial<Draft>): void => setDraft((old) => ({ ...old, ...part }));
  const isSame = JSON.stringify(draft) === JSON.stringify(draftOf(reservation));
  const isRight = isAmount(draft.price, currency) && isAmount(draft.paid, currency) && draft.guests >= 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { guestName, contact, guests, note } = draft;
    const priceMinor = draft.price.trim() === '' ? null : (parseMinor(draft.price, currency) ?? null);
    const paidMinor = parseMinor(draft.paid, currency) ?? 0;
    void change.run({ id, revision, guestName, contact, guests, note, priceMinor, paidMinor });
  };
  return (
    <form className={classes['form']} onSubmit={submit}>
      <div className={classes['pair']}>
        <TextInput
          label="Guest"
          value={draft.guestName}
          maxLength={120}
          onChange={(event) => set({ guestName: event.currentTarget.value })}
        />
        <NumberInput
          label="Guests"
          min={0}
          max={99}
          allowDecimal={false}
          value={draft.guests}
          onChange={(value) => set({ guests: Number(value) || 0 })}
        />
      </div>
      <TextInput
        label="Phone or mail"
        value={draft.contact}
        maxLength={200}
        onChange={(event) => set({ contact: event.currentTarget.value })}
      />
      <div className={classes['pair']}>
        <MoneyInput
          label="Price"
          currency={currency}
          value={draft.price}
          onChange={(price) => set({ price })}
          placeholder="not known"
        />
        <MoneyInput label="Paid" currency={currency} value={draft.paid} onChange={(paid) => set({ paid })} />
      </div>
      <Textarea
        label="Note"
        autosize
        minRows={2}
        maxRows={8}
        value={draft.note}
        maxLength={2000}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
      <div className={classes['acts']}>
        <ActButton type="submit" disabled={isSame || !isRight || change.isRunning}>
          Save
        </ActButton>
        {isSame ? null : (
          <ActButton variant="default" onClick={() => setDraft(draftOf(reservation))}>
            As it was
          </ActButton>
        )}
      </div>
    </form>
  );
}
