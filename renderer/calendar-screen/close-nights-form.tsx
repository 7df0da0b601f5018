import { SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { RateChange } from '../../src/contract/rates.ts';
import { dayNumber, type StayDate } from '../../src/domain/stay-date.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { nightsCount } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import classes from './calendar-screen.module.css';
import { ChannelChoice, useChosenChannels } from './channel-choice.tsx';
import { CloseUnitsForm } from './close-units-form.tsx';
import { closeDialog } from './desk.ts';
import { DryRunView, mayGo, useDryRun } from './dry-run.tsx';
import { NightsFields } from './nights-fields.tsx';
import { useNights } from './use-nights.ts';

interface CloseNightsFormProps {
  readonly roomTypeId: number;
  readonly arrival: StayDate;
  readonly departure: StayDate;
}

type Way = 'close' | 'open' | 'units';

/** True where the desk has closed one of these nights already: then opening is likely meant. */
function useIsClosed({ roomTypeId, arrival, departure }: CloseNightsFormProps, isOff: boolean): boolean {
  const rates = useQuery('rates.read', { from: arrival, to: departure, roomTypeId }, { isOff }).value;
  const lane = rates?.lanes.find((one) => one.roomTypeId === roomTypeId && one.ratePlanId === 0);
  return lane?.stopSell.some((word) => word === 1) ?? false;
}

/** Closes nights of a room type: on the channels (or opens them again there), or in the house by blocking its free units. */
export function CloseNightsForm(props: CloseNightsFormProps) {
  const hasChannels = (useQuery('connections.list', {}).value?.rows.length ?? 0) > 0;
  const isClosed = useIsClosed(props, !hasChannels);
  const [chosen, setWay] = useState<Way | null>(null);
  if (!hasChannels) return <CloseUnitsForm {...props} />;
  const way = chosen ?? (isClosed ? 'open' : 'close');
  return (
    <div className={classes['form']}>
      <SegmentedControl
        aria-label="What to do"
        value={way}
        onChange={(value) => setWay(value === 'open' || value === 'units' ? value : 'close')}
        data={[
          { value: 'close', label: 'Close on the channels' },
          { value: 'open', label: 'Open again' },
          { value: 'units', label: 'Block the free units' },
        ]}
      />
      {way === 'units' ? (
        <CloseUnitsForm {...props} />
      ) : (
        <StopSellForm key={way} {...props} isOpening={way === 'open'} />
      )}
    </div>
  );
}

function StopSellForm({
  roomTypeId,
  arrival,
  departure,
  isOpening,
}: CloseNightsFormProps & { readonly isOpening: boolean }) {
  const { roomTypes } = useHotel();
  const nights = useNights(arrival, departure);
  const [reason, setReason] = useState('');
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set());
  const [knowing, setKnowing] = useState<ReadonlySet<string>>(new Set());
  const connectionIds = useChosenChannels(leftOut);
  const set = useCommand('rates.set');
  const { range } = nights;
  const change: RateChange | null = range
    ? {
        roomTypeIds: [roomTypeId],
        ratePlanIds: [],
        connectionIds: [...connectionIds],
        nights: [range],
        set: { stopSell: isOpening ? null : true },
        reason: reason.trim(),
      }
    : null;
  const dry = useDryRun(change);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!change || !mayGo(dry, knowing) || set.isRunning) return;
    if (await set.run({ ...change, knowing: [...knowing] })) closeDialog();
  };
  const name = roomTypes.find((one) => one.id === roomTypeId)?.name ?? 'the room type';
  const words =
    range && dayNumber(range.departure) > dayNumber(range.arrival) ? nightsCount(range) : 'the nights';
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      <p className={classes['dim']}>
        {isOpening
          ? `${name} is sold again where units are left.`
          : `${name} is no longer sold on the channels, whatever is left. The desk can still book it.`}{' '}
        Calendars out (iCal) only know units: for those, block the free units.
      </p>
      <TextInput
        data-autofocus
        label="Reason"
        placeholder={isOpening ? 'Works are done …' : 'Works in the house, a group is coming …'}
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <NightsFields nights={nights} isClosing {...(isOpening ? { endLabel: 'Until, not included' } : {})} />
      <ChannelChoice leftOut={leftOut} onChange={setLeftOut} />
      <DryRunView dry={dry} knowing={knowing} onKnow={setKnowing} />
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={closeDialog}>
          Leave it
        </ActButton>
        <ActButton type="submit" keys="Enter" loading={set.isRunning} disabled={!mayGo(dry, knowing)}>
          {isOpening ? 'Open' : 'Close'} {words}
        </ActButton>
      </DialogActs>
    </form>
  );
}
