import { NativeSelect } from '@mantine/core';
import type { ConnectionView } from '../../src/contract/connections.ts';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import classes from './connections.module.css';

interface RoomPlansProps {
  readonly room: ConnectionView['rooms'][number];
  readonly connectionId: number;
  readonly currency: string;
}

/** Which of our rate plans each price of a room is. What the channel computes by itself is only said. */
export function RoomPlans({ room, connectionId, currency }: RoomPlansProps) {
  const plans = useQuery('rates.plans', {}).value?.plans ?? [];
  const link = useCommand('connections.linkPlan');
  const own = room.plans.filter((plan) => !plan.isLinked);
  const linked = own.filter((plan) => plan.ratePlanId !== null).length;
  return (
    <details
      className={classes['plans']}
      open={linked === 0 && own.length > 0 && plans.length > 0 ? true : undefined}
    >
      <summary>
        Prices{currency === '' ? '' : ` in ${currency}`}: {linked} of {own.length} linked
        {linked === 0 ? '. No price of this room is told.' : ''}
      </summary>
      {plans.length === 0 ? (
        <p className={classes['small']}>There are no rate plans here yet; prices stay as they are there.</p>
      ) : null}
      {room.plans.map((plan) => (
        <div key={plan.externalId} className={classes['plan']}>
          <span>{plan.name}</span>
          {plan.isLinked ? (
            <span className={classes['small']}>computed there from another price</span>
          ) : (
            <NativeSelect
              aria-label={`${plan.name} of ${room.name}`}
              disabled={link.isRunning || plans.length === 0}
              value={String(plan.ratePlanId ?? '')}
              onChange={(event) =>
                void link.run({
                  id: connectionId,
                  externalRoomId: room.externalId,
                  externalPlanId: plan.externalId,
                  ratePlanId: event.currentTarget.value === '' ? null : Number(event.currentTarget.value),
                })
              }
              data={[
                { value: '', label: 'Not told' },
                ...plans.map((one) => ({ value: String(one.id), label: one.name })),
              ]}
            />
          )}
        </div>
      ))}
    </details>
  );
}
