import type { RangeChange } from '../domain/compact.ts';
import type { CellChange, ProviderFailure, Receipt } from '../providers/kit/provider.ts';
import type { SoldRoomType } from '../store/desired.ts';
import { nightsOfRange, type PushPlan } from './plan-push.ts';

/** A range of ours, and the changes that it is over there: one for each price that a rate plan is linked to. */
export interface Sending {
  readonly range: RangeChange;
  readonly changes: readonly CellChange[];
}

export interface Told {
  readonly range: RangeChange;
  readonly receipt: Receipt;
}

/** In their names, numbered. A range that nobody linked is left out; it is not desired either. */
export function sendingsOf(ranges: readonly RangeChange[], sold: readonly SoldRoomType[]): Sending[] {
  const rooms = new Map(sold.map((room) => [room.roomTypeId, room]));
  let id = 0;
  return ranges.flatMap((range) => {
    const room = rooms.get(range.roomTypeId);
    const plans = range.ratePlanId === 0 ? [null] : (room?.plans.get(range.ratePlanId) ?? []);
    if (!room || plans.length === 0) return [];
    const { externalRoomId } = room;
    const { from, to, value } = range;
    const changes = plans.map((externalPlanId) => ({
      ...{ id: (id += 1), externalRoomId, externalPlanId, from, to, value },
    }));
    return [{ range, changes }];
  });
}

const WITHOUT_RECEIPT: ProviderFailure = {
  code: 'unexpected-answer',
  words: 'The channel said nothing of this change.',
};
const WEIGHT = { refused: 2, unsure: 1, taken: 0 } as const;

/** One receipt for each range: the worst of its changes. */
export function toldOf(sendings: readonly Sending[], receipts: readonly Receipt[]): Told[] {
  const byId = new Map(receipts.map((receipt) => [receipt.id, receipt]));
  return sendings.map(({ range, changes }) => {
    const own = changes.map(
      ({ id }): Receipt => byId.get(id) ?? { id, type: 'unsure', failure: WITHOUT_RECEIPT },
    );
    const receipt = own.reduce((worst, other) => (WEIGHT[other.type] > WEIGHT[worst.type] ? other : worst));
    return { range, receipt };
  });
}

const rangeKey = ({ roomTypeId, ratePlanId, from, to, value }: RangeChange): string =>
  `${roomTypeId}/${ratePlanId}/${from}/${to}/${JSON.stringify(value)}`;

/** What has been told in one run, so that a cell that stayed without a receipt is not told again and again. */
export class PushRound {
  readonly told: Told[] = [];
  readonly #tried = new Set<string>();

  /** The next batch of a plan that is made anew for every call. */
  next(plan: PushPlan, most: number): RangeChange[] {
    const left = plan.ranges.filter((range) => !this.#tried.has(rangeKey(range)));
    // closes leave alone: an opening in the same call could be taken where a closing is not
    const closes = left.filter(({ direction }) => direction === 'closes');
    const batch = (closes.length > 0 ? closes : left).slice(0, most);
    for (const range of batch) this.#tried.add(rangeKey(range));
    return batch;
  }

  /** It did not leave: it may come in the next batch. */
  forget(batch: readonly RangeChange[]): void {
    for (const range of batch) this.#tried.delete(rangeKey(range));
  }

  get refused(): number {
    return this.told.filter(({ receipt }) => receipt.type === 'refused').length;
  }

  /** Of what stayed without an answer, the reason of the first. */
  get unsure(): ProviderFailure | undefined {
    for (const { receipt } of this.told) if (receipt.type === 'unsure') return receipt.failure;
    return undefined;
  }

  /** Of what was refused, the reasons, each once. */
  get reasons(): string[] {
    const words = this.told.flatMap(({ receipt }) =>
      receipt.type === 'refused' ? [receipt.failure.words] : [],
    );
    return [...new Set(words)];
  }

  /** What changed there, for the history and for taking it back. */
  get changes(): PushedChange[] {
    return this.told.flatMap(({ range, receipt }) =>
      receipt.type === 'taken' ? [changeOf(range, receipt.cutTo)] : [],
    );
  }

  say(held: number): string {
    const nights = this.changes.reduce((sum, change) => sum + nightsOfRange(change), 0);
    const parts = [nights === 0 ? 'Told nothing new' : `Told ${many(nights, 'night', 'nights')}`];
    if (this.refused > 0) parts.push(`${many(this.refused, 'change was', 'changes were')} refused`);
    if (held > 0) parts.push(`${many(held, 'change waits', 'changes wait')} until its bookings were read`);
    const reasons = this.reasons.slice(0, 3).join(' ');
    return `${parts.join('; ')}.${reasons === '' ? '' : ` ${reasons}`}`;
  }
}

/** One change of a push, as the history keeps it. */
export type PushedChange = Pick<RangeChange, 'roomTypeId' | 'ratePlanId' | 'from' | 'to' | 'before'> & {
  readonly after: RangeChange['value'];
};

const changeOf = (range: RangeChange, cutTo: RangeChange['value'] | undefined): PushedChange => {
  const { roomTypeId, ratePlanId, from, to, before, value } = range;
  return { roomTypeId, ratePlanId, from, to, before, after: { ...value, ...cutTo } };
};

const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;
