import { NativeSelect } from '@mantine/core';
import type { ConnectionView } from '../../src/contract/connections.ts';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { makePlan } from './new-plan.ts';
import classes from './connections.module.css';

type Room = ConnectionView['rooms'][number];
type Plan = Room['plans'][number];

/** A price without a name is called after its room. */
const newName = (plan: Plan, room: Room): string => (plan.name === '' ? `Price of ${room.name}` : plan.name);

interface RoomPlansProps {
  readonly room: Room;
  readonly connectionId: number;
  readonly currency: string;
}

/** Which of our rate plans each price of a room is. What the channel computes by itself is only said. */
export function RoomPlans({ room, connectionId, currency }: RoomPlansProps) {
  const plans = useQuery('rates.plans', {}).value?.plans ?? [];
  const link = useCommand('connections.linkPlan');
  const choose = async (plan: Plan, text: string): Promise<void> => {
    const made = text === 'new' ? await makePlan(newName(plan, room)) : undefined;
    if (text === 'new' && made === undefined) return;
    const ratePlanId = made ?? (text === '' ? null : Number(text));
    await link.run({
      id: connectionId,
      externalRoomId: room.externalId,
      externalPlanId: plan.externalId,
      ratePlanId,
    });
  };
  const own = room.plans.filter((plan) => !plan.isLinked);
  const linked = own.filter((plan) => plan.ratePlanId !== null).length;
  return (
    <details className={classes['plans']}>
      <summary>
        Prices{currency === '' ? '' : ` in ${currency}`}: {linked} of {own.length} linked
        {linked === 0 ? '. No price of this room is told.' : ''}
      </summary>
      {room.plans.map((plan) => (
        <div key={plan.externalId} className={classes['plan']}>
          <span>{plan.name}</span>
          {plan.isLinked ? (
            <span className={classes['small']}>computed there from another price</span>
          ) : (
            <NativeSelect
              aria-label={`${plan.name} of ${room.name}`}
              disabled={link.isRunning}
              value={String(plan.ratePlanId ?? '')}
              onChange={(event) => void choose(plan, event.currentTarget.value)}
              data={[
                { value: '', label: 'Not told' },
                ...plans.map((one) => ({ value: String(one.id), label: one.name })),
                { value: 'new', label: `A new rate plan “${newName(plan, room)}”` },
              ]}
            />
          )}
        </div>
      ))}
    </details>
  );
}
