import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReservationRevision } from '../../domain/revision.ts';
import { pageProblems, takeIn } from './conformance-checks.ts';
import {
  sampleChanges,
  sampleOrder,
  stageFor,
  type ConformanceHarness,
  type ConformanceServer,
  type Stage,
} from './conformance-stage.ts';
import type { Outcome, Provider, ProviderContext, PullPage } from './provider.ts';

const MOST_PAGES = 50;

function valueOf<T>(outcome: Outcome<T> | undefined): T {
  if (!outcome?.ok) throw new Error(`${outcome?.failure.code ?? 'missing'}: ${outcome?.failure.words ?? ''}`);
  return outcome.value;
}

/** Every page of one round, and where the next one begins. */
async function pullRound(
  pull: NonNullable<Provider['pull']>,
  context: ProviderContext,
  from: string | null,
): Promise<{ readonly revisions: readonly ReservationRevision[]; readonly cursor: string }> {
  const revisions: ReservationRevision[] = [];
  let page: string | null = null;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const read: PullPage = valueOf(
      await pull(context, { cursor: from, page, reach: from === null ? 'all' : 'changes' }),
    );
    expect(pageProblems(read)).toEqual([]);
    revisions.push(...read.revisions);
    if (read.next === null) return { revisions, cursor: read.cursor };
    page = read.next;
  }
  throw new Error('The pages have no end');
}

/** What a provider does against a server that speaks the channel's language. */
export function describeServer(
  provider: Provider,
  harness: ConformanceHarness,
  open: () => Promise<ConformanceServer>,
): void {
  describe('with a server', () => {
    const { limits } = provider.descriptor;
    let server: ConformanceServer;
    let stage: Stage;
    beforeAll(async () => {
      server = await open();
      stage = stageFor(provider, server);
    });
    afterAll(async () => {
      expect(stage.mostAtOnce()).toBeLessThanOrEqual(limits.parallel);
      const told = JSON.stringify([stage.entries, stage.lines]);
      for (const secret of Object.values(server.credential)) {
        if (secret.length >= 10) expect(told).not.toContain(secret);
      }
      await server.close();
    });

    if (provider.verify) {
      it('knows who it is there, and misses nothing', async () => {
        const { properties, missing } = valueOf(await provider.verify?.(stage.context));
        const ids = properties.map(({ externalId }) => externalId);
        expect(ids).toContain(server.connection.externalPropertyId);
        expect(missing).toEqual([]);
      });
    }
    if (provider.listRoomTypes) {
      it('finds the rooms', async () => {
        const rooms = valueOf(await provider.listRoomTypes?.(stage.context));
        const room = rooms.find(({ externalId }) => externalId === harness.room.externalRoomId);
        expect(room?.quantity).toBeGreaterThan(0);
        const plan = room?.plans.find(({ externalId }) => externalId === harness.room.externalPlanId);
        if (harness.room.externalPlanId !== null) expect(plan?.isLinked).toBe(false);
      });
    }
    if (provider.push) describePush(provider, harness, () => stage);
    if (provider.pushReservation) describeOrders(provider, harness, () => stage);
    const { pull } = provider;
    if (pull) {
      it('reads everything twice alike, and the changes since add nothing', async () => {
        const first = await pullRound(pull, stage.context, null);
        const again = await pullRound(pull, stage.context, null);
        const known = takeIn(new Map(), first.revisions);
        expect(takeIn(known, again.revisions)).toEqual(known);
        const since = await pullRound(pull, stage.context, first.cursor);
        expect(takeIn(known, since.revisions)).toEqual(known);
        expect((await pullRound(pull, stage.context, since.cursor)).cursor).toBe(since.cursor);
      });
    }
    it('stops where it is called off', async () => {
      const { context, stop } = stageFor(provider, server);
      stop.abort();
      const outcomes = [await provider.verify?.(context), await provider.listRoomTypes?.(context)];
      for (const outcome of outcomes) {
        if (outcome) expect(outcome).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
      }
    });
  });
}

function describePush(provider: Provider, harness: ConformanceHarness, stageOf: () => Stage): void {
  const { limits } = provider.descriptor;
  it('answers one receipt for each change, and stays within its limits', async () => {
    const { context, bodies } = stageOf();
    const count = Math.min(limits.rangesPerCall + 1, limits.horizonDays - 60);
    const changes = sampleChanges(provider, harness, count);
    const before = bodies.length;
    const receipts = valueOf(await provider.push?.(context, changes));
    const ids = receipts.map(({ id }) => id).sort((a, b) => a - b);
    expect(ids).toEqual(changes.map(({ id }) => id));
    expect(receipts.filter(({ type }) => type !== 'taken')).toEqual([]);
    for (const body of bodies.slice(before)) {
      expect(harness.rangesIn?.(body) ?? 0).toBeLessThanOrEqual(limits.rangesPerCall);
    }
  });
  it('sends the same again without a difference', async () => {
    const changes = sampleChanges(provider, harness, 4);
    const types = async () =>
      valueOf(await provider.push?.(stageOf().context, changes)).map(({ id, type }) => [id, type]);
    expect(await types()).toEqual(await types());
  });
  it('refuses a room that is not there, and takes the others', async () => {
    const [first, second] = sampleChanges(provider, harness, 2);
    if (!first || !second) throw new Error('no sample');
    const changes = [{ ...first, externalRoomId: '999999999' }, second];
    const receipts = valueOf(await provider.push?.(stageOf().context, changes));
    const typeOf = (id: number) => receipts.find((receipt) => receipt.id === id)?.type;
    expect([typeOf(first.id), typeOf(second.id)]).toEqual(['refused', 'taken']);
  });
  if (!provider.readBack) return;
  it('reads back what it told', async () => {
    const { context } = stageOf();
    const changes = sampleChanges(provider, harness, 6);
    valueOf(await provider.push?.(context, changes));
    const nights = changes.map(({ from }) => from).sort();
    const [from, to] = [nights[0], nights.at(-1)];
    if (!from || !to) throw new Error('no sample');
    const ask = { externalRoomIds: [harness.room.externalRoomId], from, to };
    const cells = valueOf(await provider.readBack?.(context, ask));
    for (const { externalRoomId, externalPlanId, from: night, value } of changes) {
      const cell = cells.find(
        (one) =>
          one.externalRoomId === externalRoomId &&
          one.externalPlanId === externalPlanId &&
          one.night === night,
      );
      expect({ night, ...cell?.value }).toMatchObject({ night, ...value });
    }
  });
}

function describeOrders(provider: Provider, harness: ConformanceHarness, stageOf: () => Stage): void {
  it('makes a booking once, however often it is told, changes it, and cancels it', async () => {
    const { context } = stageOf();
    const order = sampleOrder(harness);
    const tell = async (patch: Partial<typeof order>) =>
      valueOf(await provider.pushReservation?.(context, { ...order, ...patch })).externalId;
    const externalId = await tell({});
    expect(await tell({ mayExist: true })).toBe(externalId);
    expect(await tell({ externalId, adults: 1 })).toBe(externalId);
    const read = async () => valueOf(await provider.pullOne?.(context, externalId));
    expect(await read()).toMatchObject({ status: 'confirmed', adults: 1, ownRef: order.ownRef });
    expect(await tell({ externalId, status: 'cancelled' })).toBe(externalId);
    expect(await tell({ externalId, status: 'cancelled' })).toBe(externalId);
    expect(await read()).toMatchObject({ status: 'cancelled' });
  });
}
