import type { ReservationView } from '../../src/contract/reservations.ts';
import { formatMoney } from '../../src/domain/money.ts';
import { ago } from '../core/ages.ts';
import { useNow } from '../core/now.ts';
import { paidWords, placeWords } from '../core/stay-words.ts';
import { useHotel } from '../core/use-hotel.ts';
import { moment, stayWords } from '../core/words.ts';
import { Facts } from '../ui/facts.tsx';

function moneyWords({ priceMinor, paidMinor, currency }: ReservationView): string | null {
  if (priceMinor === null) return null;
  const price = formatMoney({ minor: priceMinor, currency });
  return `${price}, ${paidWords({ priceMinor, paidMinor }, currency)}`;
}

/** Nights, unit, money and where the stay comes from. */
export function StayFacts({ reservation }: { readonly reservation: ReservationView }) {
  const { zone } = useHotel();
  const now = useNow();
  const { stays, feed } = reservation;
  return (
    <Facts
      rows={[
        ...stays.map((stay, index) => {
          const name = stays.length > 1 ? `Part ${index + 1}` : 'Nights';
          const where = `${placeWords(stay)}${stay.isLocked ? ' (locked)' : ''}`;
          return [name, `${stayWords(stay)} · ${where}`] as const;
        }),
        ['Guests', reservation.guests || 'not told'],
        ['Money', moneyWords(reservation)],
        ['Contact', reservation.contact],
        ['Taken by', reservation.source],
        ['Note', reservation.note],
        ['Booked', reservation.bookedAt === null ? null : moment(reservation.bookedAt, zone)],
        ['Known here', moment(reservation.receivedAt, zone)],
        [
          'Read from',
          feed === null
            ? null
            : `${feed.label}${feed.lastGoodAt === null ? '' : `, read ${ago(feed.lastGoodAt, now)}`}`,
        ],
        ['Cancelled', reservation.cancelReason],
      ]}
    />
  );
}
