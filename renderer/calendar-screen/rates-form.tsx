import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { RateChange } from '../../src/contract/rates.ts';
import { parseMinor } from '../../src/domain/money.ts';
import { sayNights } from '../../src/domain/say-nights.ts';
import type { NightRange, StayDate } from '../../src/domain/stay-date.ts';
import { makePlan } from '../connections/new-plan.ts';
import { coreToday } from '../core/now.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import { isAmount, MoneyInput } from '../ui/money-input.tsx';
import classes from './calendar-screen.module.css';
import { ChannelChoice, useChosenChannels } from './channel-choice.tsx';
import { closeDialog } from './desk.ts';
import { DryRunView, mayGo, useDryRun } from './dry-run.tsx';
import { NightsFields } from './nights-fields.tsx';
import { presentPrice } from './present-price.ts';
import { useNights } from './use-nights.ts';

interface RatesFormProps {
  readonly roomTypeId: number;
  readonly arrival: StayDate;
  readonly departure: StayDate;
}

/** A switch that may also be left as it is. */
type Word = 'keep' | 'yes' | 'no';
const WORDS = [
  { value: 'keep', label: 'As it is' },
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

/** Stands where no day is asked about. */
const NO_DAY = '2000-01-01' as StayDate;

interface Typed {
  readonly price: string;
  readonly minLos: number | string;
  readonly closedToArrival: Word;
  readonly closedToDeparture: Word;
}
const NOTHING: Typed = { price: '', minLos: '', closedToArrival: 'keep', closedToDeparture: 'keep' };

/** Only what was said: what is left out stays as it is. */
function setOf(typed: Typed, currency: string): RateChange['set'] {
  const priceMinor = typed.price.trim() === '' ? undefined : parseMinor(typed.price, currency);
  return {
    ...(priceMinor === undefined || priceMinor <= 0 ? {} : { priceMinor }),
    ...(typeof typed.minLos === 'number' && typed.minLos >= 1 ? { minLos: typed.minLos } : {}),
    ...(typed.closedToArrival === 'keep' ? {} : { closedToArrival: typed.closedToArrival === 'yes' }),
    ...(typed.closedToDeparture === 'keep' ? {} : { closedToDeparture: typed.closedToDeparture === 'yes' }),
  };
}

/** What a night of the room type costs now by that plan; undefined while it is not known. */
function usePresentPrice(roomTypeId: number, ratePlanId: number, range: NightRange | undefined) {
  const asked = range && { from: range.arrival, to: range.departure, roomTypeId };
  const isOff = asked === undefined || ratePlanId === 0;
  const read = useQuery('rates.read', asked ?? { from: NO_DAY, to: NO_DAY }, { isOff }).value;
  const lane = read?.lanes.find((one) => one.roomTypeId === roomTypeId && one.ratePlanId === ratePlanId);
  return read && lane && presentPrice(lane.priceMinor, read.currency);
}

/** Price, shortest stay, and on which days one may not come or go; the dry run before anything leaves. */
export function RatesForm({ roomTypeId, arrival, departure }: RatesFormProps) {
  const nights = useNights(arrival, departure);
  const rates = useQuery('rates.plans', {}).value;
  const plans = rates?.plans.filter((plan) => plan.parentId === null) ?? [];
  const currency = rates?.currency ?? 'EUR';
  const [planId, setPlanId] = useState<number | null>(null);
  const [typed, setTyped] = useState(NOTHING);
  const [reason, setReason] = useState('');
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set());
  const [knowing, setKnowing] = useState<ReadonlySet<string>>(new Set());
  const connectionIds = useChosenChannels(leftOut);
  const command = useCommand('rates.set');
  const chosenPlan = planId ?? plans[0]?.id ?? 0;
  // a price without a plan to stand in is not sent
  const set = setOf(chosenPlan === 0 ? { ...typed, price: '' } : typed, currency);
  const change: RateChange | null =
    nights.range && Object.keys(set).length > 0
      ? {
          roomTypeIds: [roomTypeId],
          // a rule without a price is the room type's own
          ratePlanIds: set.priceMinor === undefined || chosenPlan === 0 ? [] : [chosenPlan],
          connectionIds: [...connectionIds],
          nights: [nights.range],
          set,
          reason: reason.trim(),
        }
      : null;
  const present = usePresentPrice(roomTypeId, chosenPlan, nights.range);
  const roomType = useHotel().roomTypes.find(({ id }) => id === roomTypeId);
  const dry = useDryRun(change);
  const canGo = change !== null && mayGo(dry, knowing);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!change || !canGo || command.isRunning) return;
    if (await command.run({ ...change, knowing: [...knowing] })) closeDialog();
  };
  const say = (part: Partial<Typed>): void => setTyped((old) => ({ ...old, ...part }));
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      <p>
        <b>{roomType?.name ?? 'This room type'}</b>
        {nights.range ? `: ${sayNights(nights.range, coreToday())}` : ''}
      </p>
      <NightsFields nights={nights} isClosing endLabel="Until, not included" />
      <div className={classes['pair']}>
        <MoneyInput
          label="Price for a night"
          isFirst
          description={present}
          currency={currency}
          placeholder={plans.length === 0 ? 'No rate plan yet' : 'As it is'}
          value={typed.price}
          onChange={(price) => say({ price })}
        />
        {plans.length === 0 ? (
          <NoPlan />
        ) : (
          <NativeSelect
            label="Of the rate plan"
            value={String(chosenPlan)}
            onChange={(event) => setPlanId(Number(event.currentTarget.value))}
            data={plans.map((plan) => ({ value: String(plan.id), label: plan.name }))}
          />
        )}
      </div>
      <div className={classes['thirds']}>
        <NumberInput
          label="Shortest stay (nights)"
          placeholder="As it is"
          min={1}
          max={365}
          allowDecimal={false}
          value={typed.minLos}
          onChange={(minLos) => say({ minLos })}
        />
        <NativeSelect
          label="No arrivals (CTA)"
          value={typed.closedToArrival}
          onChange={(event) => say({ closedToArrival: wordOf(event.currentTarget.value) })}
          data={WORDS}
        />
        <NativeSelect
          label="No departures (CTD)"
          value={typed.closedToDeparture}
          onChange={(event) => say({ closedToDeparture: wordOf(event.currentTarget.value) })}
          data={WORDS}
        />
      </div>
      <ChannelChoice leftOut={leftOut} onChange={setLeftOut} />
      <TextInput
        label="Reason"
        placeholder="For whoever reads this later"
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {change === null ? (
        <p className={classes['dim']}>Say a price or a rule; what would go out then stands here.</p>
      ) : (
        <DryRunView dry={dry} knowing={knowing} onKnow={setKnowing} />
      )}
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={closeDialog}>
          Leave it
        </ActButton>
        <ActButton
          type="submit"
          keys="Enter"
          loading={command.isRunning}
          disabled={!canGo || !isAmount(typed.price, currency)}
        >
          Set it
        </ActButton>
      </DialogActs>
    </form>
  );
}

/** A price needs a plan to stand in: the first one is a click away. */
function NoPlan() {
  return (
    <div>
      <p className={classes['dim']}>A price belongs to a rate plan, and there is none yet.</p>
      <ActButton size="xs" variant="default" mt={4} onClick={() => void makePlan('Best available')}>
        Make “Best available”
      </ActButton>
    </div>
  );
}

const wordOf = (text: string): Word => (text === 'yes' || text === 'no' ? text : 'keep');
