import { dateInZone, nightsBetween } from '../domain/stay-date.ts';
import { CHAINED_UNIT, channelsOf, type FeedChannel } from './demo-rooms.ts';
import { findFreeNights, type FreeNights, sayNights } from './free-nights.ts';
import type { Incident, Stage } from './incident.ts';
import type { Listing } from './listing.ts';
import type { ChannelStay } from './manner.ts';
import type { Sandbox } from './server.ts';

/** The copies of an echo begin to fade after this time. */
const FADES_AFTER = 20 * 60_000;
const NAMES: Readonly<Record<FeedChannel, string>> = {
  airbnb: 'Airbnb',
  vrbo: 'Vrbo',
  booking: 'Booking.com',
};
const NO_NIGHTS = { said: 'No free nights were found for it. Nothing happened.' };

const sells = (unit: string, ...channels: readonly FeedChannel[]): boolean =>
  channels.every((channel) => channelsOf(unit).includes(channel));

/** Cancels what the latest play booked; answers what to say. */
function cancelAll(booked: { listing: Listing; stay: ChannelStay }[], said: string): { said: string } {
  if (booked.length === 0) return { said: 'There is nothing to take back.' };
  for (const { listing, stay } of booked.splice(0)) listing.cancel(stay.code);
  return { said };
}

export function newBooking({ isFreeAtDesk, units, newGuest }: Stage): Incident {
  const booked: { listing: Listing; stay: ChannelStay }[] = [];
  let turn = 0;
  return {
    id: 'new-booking',
    title: 'A new booking',
    story: 'A guest books a room on one of the channels. It appears here once that feed has been read.',
    async play(sandbox) {
      const channel = (['airbnb', 'booking', 'vrbo'] as const)[turn++ % 3] ?? 'airbnb';
      const sold = units.filter((unit) => unit !== CHAINED_UNIT && sells(unit, channel));
      const free = findFreeNights(sandbox, isFreeAtDesk, { units: sold, nights: [3, 2] });
      const listing = free?.on[channel];
      if (!free || !listing) return NO_NIGHTS;
      booked.splice(0, 1, { listing, stay: listing.book({ ...free.range, guest: newGuest() }) });
      return { said: `${NAMES[channel]} sold ${free.unit} for the nights of ${sayNights(free.range)}.` };
    },
    undo: async () => cancelAll(booked, 'The guest has cancelled again.'),
  };
}

export function doubleBooking({ isFreeAtDesk, units, newGuest }: Stage): Incident {
  const booked: { listing: Listing; stay: ChannelStay }[] = [];
  const play = ({ unit, range, on }: FreeNights): { said: string } => {
    if (!on.airbnb || !on.booking) return NO_NIGHTS;
    booked.length = 0;
    for (const listing of [on.airbnb, on.booking])
      booked.push({ listing, stay: listing.book({ ...range, guest: newGuest() }) });
    const nights = sayNights(range);
    return { said: `Airbnb and Booking.com both sold ${unit} for the nights of ${nights}.` };
  };
  return {
    id: 'double-booking',
    title: 'Two guests, one room',
    story:
      'One guest books on Airbnb and another on Booking.com, for the same room and nights. Neither channel has read your calendar in between, so both say yes.',
    async play(sandbox) {
      const shared = units.filter((unit) => unit !== CHAINED_UNIT && sells(unit, 'airbnb', 'booking'));
      const free = findFreeNights(sandbox, isFreeAtDesk, { units: shared, nights: [2, 3] });
      return free ? play(free) : NO_NIGHTS;
    },
    undo: async () => cancelAll(booked, 'Both guests have cancelled.'),
  };
}

export function echoChain({ isFreeAtDesk, newGuest }: Stage): Incident {
  const booked: { listing: Listing; stay: ChannelStay }[] = [];
  let callOff: (() => void) | undefined;
  const cancel = (sandbox: Sandbox): { said: string } => {
    callOff?.();
    callOff = undefined;
    const said = cancelAll(
      booked,
      'The Vrbo guest has cancelled. The copies go as each channel reads again.',
    );
    for (const { imports } of sandbox.listings.filter(({ name }) => name === CHAINED_UNIT))
      for (const entry of imports) entry.hurry();
    return said;
  };
  return {
    id: 'echo-chain',
    title: 'An echo that goes round',
    story:
      'A Vrbo booking closes the nights on Airbnb, and Airbnb closes them on Booking.com: three feeds, one guest. Twenty minutes later the guest cancels and the copies fade one after the other.',
    async play(sandbox) {
      const free = findFreeNights(sandbox, isFreeAtDesk, { units: [CHAINED_UNIT], nights: [3, 2] });
      if (!free?.on.vrbo) return NO_NIGHTS;
      if (booked.length > 0) cancel(sandbox);
      booked.push({ listing: free.on.vrbo, stay: free.on.vrbo.book({ ...free.range, guest: newGuest() }) });
      for (const listing of [free.on.airbnb, free.on.booking])
        for (const entry of listing?.imports ?? [])
          if (entry.address.startsWith(sandbox.origin)) await entry.fetch(sandbox.now());
      callOff = sandbox.schedule(sandbox.now() + FADES_AFTER, () => cancel(sandbox));
      const nights = sayNights(free.range);
      return {
        said: `Vrbo sold ${free.unit} for the nights of ${nights}. Airbnb and Booking.com now show them closed.`,
      };
    },
    undo: async (sandbox) => cancel(sandbox),
  };
}

export function genuineCancellation(): Incident {
  let cancelled: { listing: Listing; stay: ChannelStay } | undefined;
  return {
    id: 'genuine-cancellation',
    title: 'A guest cancels',
    story:
      'An Airbnb guest cancels, and the booking vanishes from the feed without a word. The nights are freed once several good answers agree.',
    async play(sandbox) {
      const today = dateInZone(sandbox.now(), sandbox.zone);
      const coming = sandbox.listings
        .filter(({ channel, name }) => channel === 'airbnb' && name !== CHAINED_UNIT)
        .flatMap((listing) => listing.stays.map((stay) => ({ listing, stay })))
        .filter(({ stay }) => nightsBetween(today, stay.arrival) >= 3)
        .sort((a, b) => (a.stay.arrival < b.stay.arrival ? -1 : 1));
      const first = coming[0];
      if (!first) return { said: 'Airbnb has no coming guest who could cancel. Nothing happened.' };
      first.listing.cancel(first.stay.code);
      cancelled = first;
      const nights = sayNights(first.stay);
      return { said: `The Airbnb guest of ${first.listing.name} cancelled the nights of ${nights}.` };
    },
    async undo() {
      if (!cancelled) return { said: 'There is nothing to take back.' };
      const { listing, stay } = cancelled;
      if (!listing.isFree(stay)) return { said: 'The nights have been sold again meanwhile.' };
      listing.revive(stay.code);
      cancelled = undefined;
      return { said: `The Airbnb guest of ${listing.name} comes after all.` };
    },
  };
}
