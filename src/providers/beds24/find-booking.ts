import type { Outcome, ProviderContext, ReservationOrder } from '../kit/provider.ts';
import { done } from './failures.ts';
import { filterTime } from './instant.ts';
import { getAll, type Query } from './pages.ts';
import { ALL_STATUSES } from './pull.ts';
import { ownRefOf } from './revision.ts';
import { bookingSchema } from './wire.ts';

/** An order may be tried again so long after its first try: until then a person revives it or lets it go. */
const TRIED_WITHIN_MS = 14 * 86_400_000;

async function findIn(
  context: ProviderContext,
  filter: Query,
  ownRef: string,
): Promise<Outcome<string | null>> {
  const query: Query = [...filter, ...ALL_STATUSES, ['includeInfoItems', 'true']];
  const rows = await getAll(context, { path: '/bookings', query, purpose: 'look for our booking' });
  if (!rows.ok) return rows;
  for (const row of rows.value) {
    const { data } = bookingSchema.safeParse(row);
    if (data?.id !== undefined && ownRefOf(data) === ownRef) return done(data.id);
  }
  return done(null);
}

/**
 * The booking that carries our reference, cancelled or not; null where there is none. It is looked for where the order says
 * it should be, then among everything made lately: the dates may have been changed since the first try.
 */
export async function findOwn(
  context: ProviderContext,
  order: ReservationOrder,
): Promise<Outcome<string | null>> {
  const { ownRef, externalRoomId, arrival } = order;
  const near = await findIn(
    context,
    [
      ['roomId', externalRoomId],
      ['arrival', arrival],
    ],
    ownRef,
  );
  if (!near.ok || near.value !== null) return near;
  const since = filterTime(context.clock.now() - TRIED_WITHIN_MS);
  const made: Query = [
    ['propertyId', context.connection.externalPropertyId],
    ['bookingTimeFrom', since],
    // without a date only coming stays are told
    ['departureFrom', '2000-01-01'],
  ];
  return findIn(context, made, ownRef);
}
