import { useKeys } from '../core/keys.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { enterBooking, enterCancelled } from './dialogs.ts';

/** What was found in an extranet: a booking, or one that is cancelled. Nothing while no channel is kept by hand. */
export function EnterBookingButton() {
  const lists = useQuery('checklists.list', {});
  const isKept = (lists.value?.channels.length ?? 0) > 0;
  useKeys(
    'Found in an extranet',
    isKept
      ? [
          { keys: 'B', says: 'Enter a booking from there', run: () => enterBooking() },
          { keys: 'X', says: 'Enter that one is cancelled there', run: () => enterCancelled() },
        ]
      : [],
  );
  if (!isKept) return null;
  return (
    <>
      <ActButton variant="default" keys="X" onClick={() => enterCancelled()}>
        Cancelled there
      </ActButton>
      <ActButton variant="default" keys="B" onClick={() => enterBooking()}>
        Enter a booking from there
      </ActButton>
    </>
  );
}
