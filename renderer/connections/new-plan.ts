import { runCommand } from '../core/use-command.ts';

/** Makes a plain rate plan by its name alone; what it includes is said later. Answers its id. */
export async function makePlan(name: string): Promise<number | undefined> {
  const done = await runCommand('rates.savePlan', {
    id: null,
    name,
    kind: 'bar',
    mealPlan: 'room-only',
    cancellation: 'flexible',
    parentId: null,
    adjustBasisPoints: 0,
    adjustMinor: 0,
    minLos: 1,
    maxLos: 0,
    advanceMinDays: null,
    advanceMaxDays: null,
    floorMinor: null,
  });
  return done?.id;
}
