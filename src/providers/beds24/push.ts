import type { CellChange, Outcome, ProviderContext, ProviderFailure, Receipt } from '../kit/provider.ts';
import { type CalendarRange, rangeOf } from './calendar.ts';
import { cutOf } from './cut.ts';
import { beds24Descriptor } from './descriptor.ts';
import { done, isSurelyUndone, rejectedBecause, strangeAnswer, theirWords } from './failures.ts';
import { type ItemResult, readResults } from './wire.ts';

/** One change as it goes out. */
export interface Sent {
  readonly change: CellChange;
  readonly range: CalendarRange;
}
/** What goes to one room in one item. */
interface RoomItem {
  readonly roomId: string;
  readonly sent: readonly Sent[];
}
type Results = readonly { readonly item: RoomItem; readonly result: ItemResult }[];

const refusedReceipt = ({ id }: CellChange, failure: ProviderFailure): Receipt => ({
  id,
  type: 'refused',
  failure,
});

/** In the order in which rooms first come up; within a room in the order that was given, closings first. */
function byRoom(sent: readonly Sent[]): RoomItem[] {
  const rooms = new Map<string, Sent[]>();
  for (const one of sent) {
    const { externalRoomId } = one.change;
    const list = rooms.get(externalRoomId) ?? [];
    rooms.set(externalRoomId, list);
    list.push(one);
  }
  return [...rooms].map(([roomId, list]) => ({ roomId, sent: list }));
}

const onWire = ({ roomId, sent }: RoomItem): unknown => ({
  roomId: Number(roomId),
  calendar: sent.map(({ range }) => range),
});

async function post({ http }: ProviderContext, items: readonly RoomItem[]): Promise<Outcome<Results>> {
  const body = items.map(onWire);
  const purpose = 'send availability, prices and restrictions';
  const answer = await http.send({ method: 'POST', path: '/inventory/rooms/calendar', body, purpose });
  if (!answer.ok) return answer;
  const results = readResults(answer.value.body, items.length);
  if (!results.ok) return results;
  return done(items.map((item, index) => ({ item, result: results.value[index] as ItemResult })));
}

function reasonOf({ errors }: ItemResult): string {
  const said = errors.map(({ field, message }) => [field, theirWords(message)].filter(Boolean).join(': '));
  return [...new Set(said.filter(Boolean))].slice(0, 3).join('; ');
}

function roomFailure(result: ItemResult): ProviderFailure {
  const reason = reasonOf(result);
  if (!/\broomId\b.*\b(access|found|exist)/i.test(reason)) return rejectedBecause(reason);
  const words =
    'Beds24 does not know this room, or does not let this sign-in reach it. Read the rooms again and link it anew.';
  return { code: 'unmapped', words, mayHaveHappened: false };
}

/** True where the room's word says nothing of its single ranges. */
const isUnclear = ({ item, result }: Results[number]): boolean =>
  result.success === false && item.sent.length > 1;

async function receiptsOf(context: ProviderContext, { item, result }: Results[number]): Promise<Receipt[]> {
  if (result.success === undefined)
    return unsure(item.sent, strangeAnswer('it does not say whether it took what was sent', true));
  if (!result.success) {
    // a part of the range may stand there now
    const failure = { ...roomFailure(result), mayHaveHappened: result.modified !== undefined };
    return item.sent.map(({ change }) => refusedReceipt(change, failure));
  }
  const isCut = result.warnings.length > 0;
  const cuts = isCut ? await cutOf(context, item.roomId, item.sent) : new Map<number, Receipt>();
  return item.sent.map(({ change: { id } }) => cuts.get(id) ?? { id, type: 'taken' });
}

const unsure = (sent: readonly Sent[], failure: ProviderFailure): Receipt[] =>
  sent.map(({ change: { id } }) => ({ id, type: 'unsure', failure }));

interface Splits {
  left: number;
}
/** A call of two thousand ranges with one wrong among them is down to that one; one that is wrong as a whole ends soon. */
const MOST_SPLITS = 12;

/** The whole call was refused, and it does not say for which of its ranges: the halves go by themselves, down to one. */
async function sendHalves(
  context: ProviderContext,
  sent: readonly Sent[],
  failure: ProviderFailure,
  splits: Splits,
): Promise<Outcome<Receipt[]>> {
  const [only] = sent;
  if (only && sent.length === 1) return done([refusedReceipt(only.change, failure)]);
  if (splits.left === 0) return done(unsure(sent, failure));
  splits.left -= 1;
  const middle = Math.ceil(sent.length / 2);
  const first = await sendBatch(context, sent.slice(0, middle), splits);
  if (!first.ok) return first;
  const rest = sent.slice(middle);
  const second = await sendBatch(context, rest, splits);
  return done([...first.value, ...(second.ok ? second.value : unsure(rest, second.failure))]);
}

/**
 * Sends one batch. A room's result does not say which of its ranges was wrong, so the ranges of a room that failed go out
 * once more, each as an item of its own: the values are absolute, and saying them twice changes nothing.
 */
async function sendBatch(
  context: ProviderContext,
  sent: readonly Sent[],
  splits: Splits = { left: MOST_SPLITS },
): Promise<Outcome<Receipt[]>> {
  const first = await post(context, byRoom(sent));
  if (!first.ok)
    return first.failure.code === 'rejected' ? sendHalves(context, sent, first.failure, splits) : first;
  const receipts: Receipt[] = [];
  for (const one of first.value.filter((each) => !isUnclear(each)))
    receipts.push(...(await receiptsOf(context, one)));
  const unclear = first.value.filter(isUnclear).flatMap(({ item }) => item.sent);
  if (unclear.length === 0) return done(receipts);
  const alone = unclear.map((one) => ({ roomId: one.change.externalRoomId, sent: [one] }));
  const second = await post(context, alone);
  if (!second.ok) return done([...receipts, ...unsure(unclear, second.failure)]);
  for (const one of second.value) receipts.push(...(await receiptsOf(context, one)));
  return done(receipts);
}

/**
 * Tells Beds24 what to show. What can not be said there at all is refused without being sent. After a call that failed the
 * rest is not sent: its receipts are unsure, and those of everything before stand.
 */
export async function push(
  context: ProviderContext,
  changes: readonly CellChange[],
): Promise<Outcome<readonly Receipt[]>> {
  const receipts: Receipt[] = [];
  const sent: Sent[] = [];
  for (const change of changes) {
    const written = rangeOf(change, context.connection.currency);
    if (!/^[1-9]\d*$/.test(change.externalRoomId))
      receipts.push(refusedReceipt(change, rejectedBecause('this is no room number of Beds24')));
    else if (written.type === 'range') sent.push({ change, range: written.range });
    else
      receipts.push(
        refusedReceipt(change, { code: 'rejected', words: written.words, mayHaveHappened: false }),
      );
  }
  const size = beds24Descriptor.limits.rangesPerCall;
  for (let start = 0; start < sent.length; start += size) {
    const batch = await sendBatch(context, sent.slice(start, start + size));
    if (batch.ok) receipts.push(...batch.value);
    else if (start === 0 && isSurelyUndone(batch.failure)) return batch;
    else return done([...receipts, ...unsure(sent.slice(start), batch.failure)]);
  }
  return done(receipts);
}
