import { useRoute } from '../core/route.ts';
import { ReservationPage } from './reservation-page.tsx';
import { StayList } from './stay-list.tsx';

/** The list of stays, or the page of one reservation. */
export function Reservations() {
  const id = useRoute((route) => route.id);
  return id === null ? <StayList /> : <ReservationPage key={id} id={id} />;
}
