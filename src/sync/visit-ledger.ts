import { type CellKey, type CellValue, type Lane, NO_PLAN } from '../domain/ari.ts';
import { dayNumber, type StayDate } from '../domain/stay-date.ts';
import type { RunStep, Seen } from '../domain/visit.ts';
import type { WorkEdit } from '../domain/worklist.ts';
import type { WriteHandle } from '../store/database.ts';
import { applyReceipts, type CellRange, markSent, saveReading } from '../store/ledger.ts';
import { valueIn } from '../store/ledger-lanes.ts';
import { planPush } from './plan-push.ts';
import type { VisitNow } from './visit-now.ts';

interface SeenNight {
  readonly night: StayDate;
  readonly target: number;
  readonly number: number;
}

/** The numbers of a step's nights, as somebody saw them. */
export function numbersIn(step: RunStep, seen: Seen): SeenNight[] {
  return step.nights.flatMap(({ night, target }) => {
    const number = seen[night];
    return typeof number === 'number' ? [{ night, target, number }] : [];
  });
}

/** True where every other step that compares these nights was done too: another contract type has a number of its own. */
export const isComparedElsewhere = ({ steps }: VisitNow, step: RunStep): boolean =>
  steps.every(
    (other) =>
      other.key === step.key ||
      other.edit?.key !== step.edit?.key ||
      other.step.requires === undefined ||
      other.state === 'done',
  );

/** A night that shows its target shows all that is desired of it: to a person, closed and none left are one number. */
function desiredFor(lane: Lane | undefined, night: StayDate, target: number): CellValue {
  return lane ? valueIn(lane, dayNumber(night) - lane.from) : { available: target };
}

/** What a step says of the channel, put into the ledger: told, seen, or seen to be as it should be. */
export function moveLedger(tx: WriteHandle, visit: VisitNow, step: RunStep, seen: Seen, at: number): void {
  const { edit } = step;
  const { marks, perNight } = step.step;
  if (!edit || (marks !== 'set' && perNight === undefined)) return;
  const { id } = visit.connection;
  const { desired } = planPush(tx, visit.connection, visit.provider.descriptor, at);
  const lane = desired.find((one) => one.roomTypeId === edit.roomTypeId && one.ratePlanId === NO_PLAN);
  const rangeOf = ({ night, target }: { night: StayDate; target: number }): CellRange => ({
    ...{ roomTypeId: edit.roomTypeId, ratePlanId: NO_PLAN, from: night, to: night },
    value: desiredFor(lane, night, target),
  });
  if (marks === 'set') markSent(tx, id, step.nights.map(rangeOf), at);
  const numbers = numbersIn(step, seen);
  const isRight = ({ number, target }: SeenNight): boolean => perNight === 'after' && number === target;
  if (isComparedElsewhere(visit, step))
    applyReceipts(
      tx,
      id,
      numbers.filter(isRight).map((night) => ({ range: rangeOf(night), receipt: { type: 'taken' } })),
      at,
    );
  saveReading(
    tx,
    id,
    numbers.filter((night) => !isRight(night)).map((night) => readingOf(edit, night)),
    at,
  );
}

/** What somebody saw there, in the one number that an extranet shows. */
const readingOf = ({ roomTypeId }: WorkEdit, { night, number }: SeenNight) => ({
  key: { roomTypeId, ratePlanId: NO_PLAN, night: dayNumber(night) } satisfies CellKey,
  value: { available: number } satisfies CellValue,
});
