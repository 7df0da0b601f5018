import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { addNights, type StayDate } from '../../src/domain/stay-date.ts';
import { runKnowingly } from '../core/insist.ts';
import type { StayDraft } from '../core/requests.ts';
import { useHotel } from '../core/use-hotel.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import classes from './calendar-screen.module.css';
import { closeDialog } from './desk.ts';
import { NightsFields } from './nights-fields.tsx';
import { useNights } from './use-nights.ts';

type Kind = 'block' | 'hold';

/** Closes nights of one unit, or holds them for an enquiry. */
export function BlockForm({ draft, today }: { readonly draft: StayDraft; readonly today: StayDate }) {
  const { roomTypes } = useHotel();
  const nights = useNights(draft.arrival ?? today, draft.departure ?? addNights(today, 1));
  const [kind, setKind] = useState<Kind>('block');
  const [reason, setReason] = useState('');
  const asked = roomTypes.find((type) => type.id === draft.roomTypeId) ?? roomTypes[0];
  const [unitId, setUnitId] = useState(draft.unitId ?? asked?.units[0]?.id ?? 0);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!nights.range) return;
    const input = { unitId, ...nights.range, kind, reason };
    if (await runKnowingly('blocks.create', input, 'Close them anyway')) closeDialog();
  };
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      <SegmentedControl
        aria-label="What for"
        value={kind}
        onChange={(value) => setKind(value === 'hold' ? 'hold' : 'block')}
        data={[
          { value: 'block', label: 'Close: nobody sleeps there' },
          { value: 'hold', label: 'Hold for an enquiry' },
        ]}
      />
      <TextInput
        data-autofocus
        label="Reason"
        placeholder={kind === 'hold' ? 'Who asked, until when' : 'Painting, broken shower …'}
        value={reason}
        maxLength={120}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <NightsFields nights={nights} isClosing />
      <NativeSelect
        label="Unit"
        value={String(unitId)}
        onChange={(event) => setUnitId(Number(event.currentTarget.value))}
        data={roomTypes.map((type) => ({
          group: type.name,
          items: type.units.map((unit) => ({ value: String(unit.id), label: unit.name })),
        }))}
      />
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={closeDialog}>
          Leave it
        </ActButton>
        <ActButton type="submit" keys="Enter" disabled={!nights.range || unitId === 0}>
          {kind === 'hold' ? 'Hold these nights' : 'Close these nights'}
        </ActButton>
      </DialogActs>
    </form>
  );
}
