import type { ReservationView } from '../../src/contract/reservations.ts';
import { useKeys } from '../core/keys.ts';
import { stayWords } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { enterCancelled } from './dialogs.ts';

interface CancelledThereProps {
  readonly reservation: ReservationView;
  readonly booking: ReservationView['channelBookings'][number];
}

/** For a booking at a channel that a person works: it was found cancelled there. Nothing for any other. */
export function CancelledThereButton({ reservation, booking }: CancelledThereProps) {
  const { externalId, connectionId, name } = booking;
  const isShown = booking.isByHand === true && booking.isAlive && externalId !== null;
  const [stay] = reservation.stays;
  const ask = (): void =>
    enterCancelled({
      connectionId,
      reference: externalId ?? '',
      words: [`${reservation.guestName} (${name} ${externalId ?? ''})`, stay ? stayWords(stay) : '']
        .filter(Boolean)
        .join(', '),
    });
  useKeys('At the channels', isShown ? [{ keys: 'T', says: `It is cancelled at ${name}`, run: ask }] : []);
  if (!isShown) return null;
  return (
    <ActButton variant="default" keys="T" onClick={ask}>
      Cancelled there
    </ActButton>
  );
}
