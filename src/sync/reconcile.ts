import { unclosedChannelConflicts } from '../store/conflicts.ts';
import { CONFLICT_NAMES, type ConflictKind } from '../domain/conflict.ts';
import { sayNights } from '../domain/say-nights.ts';
import type { StayDate } from '../domain/stay-date.ts';
import { findRow } from '../store/find.ts';
import { forgetDeliveries } from '../store/inbox.ts';
import { forgetPastCells } from '../store/ledger.ts';
import { todayNumberAt } from '../store/property.ts';
import { forgetRuns } from '../store/sync-runs.ts';
import { tellDrift } from './drift.ts';
import { failed, type Task, type WorkResult } from './engine-world.ts';
import { nightsOfRange, planPush, type PushPlan } from './plan-push.ts';
import { pullRound, sayRound } from './pull.ts';
import type { PullRound } from './pull-progress.ts';
import { lookForMissing } from './pull-missing.ts';
import { takeReading } from './read-back.ts';

/** What a reconciliation found, as staff read it. */
export interface ReconcileReport {
  /** Bookings and nights on which both sides agree. */
  readonly agreed: number;
  readonly healed: readonly string[];
  readonly needsPerson: readonly { readonly words: string; readonly conflictId: number | null }[];
}

const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

const cellsOf = (plan: PushPlan): number => plan.desired.reduce((sum, lane) => sum + lane.nights, 0);
const nightsOf = (ranges: PushPlan['ranges']): number =>
  ranges.reduce((sum, range) => sum + nightsOfRange(range), 0);

function healedWords({ counts }: PullRound, plan: PushPlan, isTold: boolean): string[] {
  const told = isTold ? nightsOf(plan.ranges) : 0;
  return [
    counts.created > 0 ? `${many(counts.created, 'booking', 'bookings')} that had not come in` : '',
    counts.changed > 0 ? `${many(counts.changed, 'booking', 'bookings')} brought up to date` : '',
    counts.cancelled > 0 ? `${many(counts.cancelled, 'cancellation', 'cancellations')} taken over` : '',
    told > 0 ? `${many(told, 'night', 'nights')} told again` : '',
  ].filter((words) => words !== '');
}

function forPeople({ world, connection }: Task, plan: PushPlan): ReconcileReport['needsPerson'] {
  const { read } = world.store;
  const conflicts = unclosedChannelConflicts(read)
    .filter((row) => row.connectionId === connection.id && row.state === 'open')
    .map((row) => {
      const roomType = findRow(read, 'room_type', row.roomTypeId)?.name ?? '';
      const dates = { arrival: row.firstNight as StayDate, departure: row.departure as StayDate };
      const nights = row.firstNight === '' ? '' : `, ${sayNights(dates)}`;
      return {
        words: `${CONFLICT_NAMES[row.kind as ConflictKind] ?? 'Something differs'}: ${roomType}${nights}`,
        conflictId: row.id,
      };
    });
  const reasons = new Map<string, number>();
  for (const { words } of plan.refused) reasons.set(words, (reasons.get(words) ?? 0) + 1);
  const refused = [...reasons].map(([words, count]) => ({
    words: `${many(count, 'night', 'nights')} refused: ${words}`,
    conflictId: null,
  }));
  return [...conflicts, ...refused];
}

const DAY_MS = 24 * 3_600_000;
/** Longer than anybody sends a delivery again, and as long as anybody looks back on a round of work. */
const DELIVERIES_KEPT_MS = 8 * DAY_MS;
const RUNS_KEPT_MS = 90 * DAY_MS;
const NIGHTS_KEPT = 7;

/** Once a day, with this: what nobody will ask for any more. */
function letGoOfThePast({ world }: Task): void {
  const now = world.clock.now();
  world.store.write((tx) => {
    forgetDeliveries(tx, now - DELIVERIES_KEPT_MS);
    forgetRuns(tx, now - RUNS_KEPT_MS);
    forgetPastCells(tx, todayNumberAt(tx, now) - NIGHTS_KEPT);
  });
}

/**
 * Once a day everything is compared: all bookings, then all nights as the channel shows them. Bookings come first and once
 * more in between, so that no booking is taken for a change by hand.
 */
export async function reconcile(task: Task): Promise<WorkResult> {
  const { world, connection, provider } = task;
  const all = await pullRound(task, 'all');
  if (all.failure) return failed(all.failure);
  const { failure: notLooked } = await lookForMissing(task, all.round);
  if (notLooked) return failed(notLooked, sayRound(all.round));
  const { failure: notRead } = await takeReading(task);
  if (notRead) return failed(notRead, sayRound(all.round));
  const since = await pullRound(task, 'changes');
  if (since.failure) return failed(since.failure, sayRound(all.round));
  const plan = planPush(world.store.read, connection, provider.descriptor, world.clock.now());
  tellDrift(task);
  letGoOfThePast(task);
  const different = nightsOf(plan.ranges) + nightsOf(plan.held) + plan.drifted.length + plan.refused.length;
  const needsPerson = forPeople(task, plan);
  const report: ReconcileReport = {
    agreed: all.round.counts.unchanged + Math.max(0, cellsOf(plan) - different),
    healed: healedWords(all.round, plan, connection.isTold === 1),
    needsPerson,
  };
  const healed = report.healed.length === 0 ? 'nothing had to be healed' : report.healed.join(', ');
  const people =
    needsPerson.length === 0 ? '' : ` ${many(needsPerson.length, 'thing needs', 'things need')} a person.`;
  return { type: 'done', words: `Compared everything: ${healed}.${people}`, report };
}
