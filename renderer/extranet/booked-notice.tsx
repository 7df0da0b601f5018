import { notifications } from '@mantine/notifications';
import type { OutputOf } from '../../src/contract/index.ts';
import { channelName } from '../../src/domain/channel.ts';
import { go } from '../core/route.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import classes from './extranet.module.css';
import { followWords } from './follow-words.ts';

/** Long enough to read, and for the lists to come up. */
const SHOWN_MS = 14_000;

/** One at a time: what follows is the same for all of them. */
let shown: string | undefined;

/** Says what was entered, and what follows at the other channels. */
export function showBooked(
  { message, reservationId }: OutputOf<'extranet.book'>,
  connectionId: number,
): void {
  const id = crypto.randomUUID();
  if (shown !== undefined) notifications.hide(shown);
  shown = id;
  const leave = (to: () => void) => (): void => {
    notifications.hide(id);
    to();
  };
  notifications.show({
    id,
    autoClose: SHOWN_MS,
    closeButtonProps: { 'aria-label': 'Close this notice' },
    role: 'status',
    message: (
      <div className={classes['booked']}>
        <div>{message}</div>
        <Follows connectionId={connectionId} />
        <div className={classes['bookedActs']}>
          <ActButton size="xs" variant="default" onClick={leave(() => go('stays', reservationId))}>
            Open the stay
          </ActButton>
          <ActButton size="xs" variant="default" onClick={leave(() => go('lists'))}>
            To the lists
          </ActButton>
        </div>
      </div>
    ),
  });
}

/** Lives with the lists: they come up a moment after the booking. */
function Follows({ connectionId }: { readonly connectionId: number }) {
  const lists = useQuery('checklists.list', {}).value;
  const connections = useQuery('connections.list', {}).value;
  const exports = useQuery('exports.list', {}).value;
  const byHand = new Set(lists?.channels.map((channel) => channel.connectionId));
  const words = followWords({
    due: (lists?.due ?? []).filter((task) => task.connectionId !== connectionId),
    told: (connections?.rows ?? [])
      .filter(({ id, isTold, state }) => isTold && state === 'active' && !byHand.has(id))
      .map(({ name }) => name),
    fetching: [...new Set(exports?.rows.map(({ channel }) => channelName(channel)))],
  });
  return words === '' ? null : <div className={classes['small']}>{words}</div>;
}
