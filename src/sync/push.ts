import type { RangeChange } from '../domain/compact.ts';
import type { Outcome, Provider } from '../providers/kit/provider.ts';
import { saveConnectionState } from '../store/connections.ts';
import { soldRoomTypes } from '../store/desired.ts';
import { applyReceipts, type LedgerRow, loadLedger, markSent, markUnsent } from '../store/ledger.ts';
import { dataVersion } from '../store/data-version.ts';
import type { ReadHandle } from '../store/database.ts';
import { dayNumber } from '../domain/stay-date.ts';
import { letGo } from './let-go.ts';
import { failed, queueOf, type Task, type WorkResult } from './engine-world.ts';
import { isStillDesired, planPush, type PushPlan } from './plan-push.ts';
import { PushRound, sendingsOf, type Told, toldOf } from './push-round.ts';

/** After so many calls the connection's other jobs get their turn. */
const MOST_CALLS = 60;

export function hasNothingToTell({ world, connection, provider, found }: Task): boolean {
  if (!provider.push || connection.isTold === 0) return true;
  const plan = planPush(world.store.read, connection, provider.descriptor, world.clock.now());
  found.plan = plan;
  return plan.ranges.length + plan.held.length === 0 && connection.isClosing === 0;
}

/** Tells a channel what it should show and is not known to show, as that is when each call leaves. */
export async function push(task: Task): Promise<WorkResult> {
  const { world, connection, provider, found } = task;
  const send = provider.push?.bind(provider);
  if (!send || connection.isTold === 0) return { type: 'done', words: 'This channel is only read.' };
  const round = new PushRound();
  const { rangesPerCall } = provider.descriptor.limits;
  for (let calls = 0; ; calls += 1) {
    const plan =
      calls === 0 && found.plan
        ? found.plan
        : planPush(world.store.read, connection, provider.descriptor, world.clock.now());
    const batch = round.next(plan, rangesPerCall);
    if (batch.length === 0) return isClosed(task, plan) ? letGo(task) : resultOf(round, plan);
    if (calls >= MOST_CALLS) return goOnLater(task, resultOf(round, plan));
    const outcome = await tell(task, send, batch);
    if (!outcome.ok && outcome.failure.code === 'cancelled' && !task.context.signal.aborted) {
      // something came in while it waited for its turn: planned anew
      round.forget(batch);
      continue;
    }
    if (!outcome.ok) return { ...failed(outcome.failure, sayDone(round)), changes: round.changes };
    round.told.push(...outcome.value);
    if (round.unsure) return resultOf(round, plan);
  }
}

/** Being let go, and every night is confirmed to be closed there. */
const isClosed = ({ connection }: Task, plan: PushPlan): boolean =>
  connection.isClosing === 1 && plan.ranges.length + plan.refused.length + plan.drifted.length === 0;

/** One call: noted before it leaves, its receipts noted in one commit, both only while this run holds the job. */
async function tell(
  task: Task,
  send: NonNullable<Provider['push']>,
  batch: readonly RangeChange[],
): Promise<Outcome<readonly Told[]>> {
  const { world, claim, connection, provider } = task;
  const { store, queue, clock } = world;
  const sendings = sendingsOf(batch, soldRoomTypes(store.read, connection.id));
  const ranges = sendings.map(({ range }) => range);
  // from here on the channel may show the one or the other, whatever becomes of us
  const before = store.write((tx) => {
    queue.within(tx).mustHold(claim);
    const known = cellsOf(tx, connection.id, ranges);
    markSent(tx, connection.id, ranges, clock.now());
    saveConnectionState(tx, connection.id, { pushedAt: clock.now() });
    return known;
  });
  let seen = dataVersion(store.read);
  const context = task.guardedContext(() => {
    const now = dataVersion(store.read);
    if (now === seen) return true;
    seen = now;
    return isStillDesired(store.read, connection, provider.descriptor, ranges, clock.now());
  });
  const outcome = await send(
    context,
    sendings.flatMap(({ changes }) => changes),
  );
  if (!outcome.ok) {
    if (outcome.failure.mayHaveHappened === false)
      store.write((tx) => {
        queue.within(tx).mustHold(claim);
        markUnsent(tx, connection.id, ranges, before);
      });
    return outcome;
  }
  const told = toldOf(sendings, outcome.value);
  store.write((tx) => {
    // another run may have told something newer since: then its receipts count, not these
    queue.within(tx).mustHold(claim);
    applyReceipts(tx, connection.id, told, clock.now());
    if (told.some(({ receipt }) => receipt.type !== 'unsure'))
      saveConnectionState(tx, connection.id, { pushOkAt: clock.now() });
  });
  return { ok: true, value: told };
}

/** What the ledger knows of all nights between the first and the last of some ranges. */
function cellsOf(read: ReadHandle, connectionId: number, ranges: readonly RangeChange[]): LedgerRow[] {
  const days = ranges.flatMap(({ from, to }) => [dayNumber(from), dayNumber(to)]);
  const roomTypes = [...new Set(ranges.map(({ roomTypeId }) => roomTypeId))];
  if (days.length === 0) return [];
  return loadLedger(read, connectionId, { from: Math.min(...days), to: Math.max(...days) + 1 }, roomTypes);
}

const sayDone = (round: PushRound): string | undefined => (round.told.length > 0 ? round.say(0) : undefined);

function resultOf(round: PushRound, plan: PushPlan): WorkResult {
  const { unsure, changes, refused } = round;
  const held = plan.held.length;
  if (unsure) return { ...failed(unsure, sayDone(round)), changes };
  const isNothing = round.told.length === 0 && held === 0;
  return {
    type: 'done',
    words: isNothing ? 'There was nothing to tell.' : round.say(held),
    outcome: refused > 0 ? 'partly' : 'done',
    report: { ranges: round.told.length, refused, held },
    changes,
  };
}

function goOnLater({ world, connection, claim }: Task, result: WorkResult): WorkResult {
  const subject = { connectionId: connection.id };
  const { priority } = claim;
  world.queue.add({ kind: 'push', queue: queueOf(connection.id), key: 'push', subject, priority });
  return result;
}
