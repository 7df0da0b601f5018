import { dateInZone } from '../domain/stay-date.ts';
import { CHAINED_UNIT } from './demo-rooms.ts';
import type { Incident } from './incident.ts';
import type { Listing } from './listing.ts';

const HOUR = 3_600_000;

export function emptyFeed(): Incident {
  let clear: (() => void) | undefined;
  return {
    id: 'empty-feed',
    title: 'A feed that goes empty',
    story:
      'For one hour Booking.com answers with a valid calendar that holds nothing. No guest has cancelled: the nights must stay taken.',
    async play(sandbox) {
      const today = dateInZone(sandbox.now(), sandbox.zone);
      const coming = (listing: Listing): number =>
        listing.stays.filter((stay) => stay.departure > today).length;
      const fullest = sandbox.listings
        .filter(({ channel, name }) => channel === 'booking' && name !== CHAINED_UNIT)
        .sort((a, b) => coming(b) - coming(a))[0];
      if (!fullest) return { said: 'Booking.com has no feed here. Nothing happened.' };
      clear?.();
      clear = fullest.faults.inject({ kind: 'empty-calendar' }, { untilAt: sandbox.now() + HOUR });
      return {
        said: `Booking.com’s feed of ${fullest.name} is empty for one hour. ${coming(fullest)} stays are hidden.`,
      };
    },
    async undo() {
      clear?.();
      clear = undefined;
      return { said: 'Booking.com’s feed is whole again.' };
    },
  };
}

export function frozenFeed(): Incident {
  let clears: (() => void)[] = [];
  return {
    id: 'frozen-feed',
    title: 'A channel that falls silent',
    story:
      'Vrbo answers "unavailable" and then shows a log-in page instead of its calendars, for three hours. What was known of it must stay, and its age must show.',
    async play(sandbox) {
      const { faults } = sandbox.hosts.vrbo;
      const now = sandbox.now();
      for (const clear of clears) clear();
      clears = [
        faults.inject({ kind: 'status', status: 503 }, { untilAt: now + HOUR }),
        faults.inject({ kind: 'html' }, { untilAt: now + 3 * HOUR }),
      ];
      return { said: 'Vrbo answers no question for three hours.' };
    },
    async undo() {
      for (const clear of clears.splice(0)) clear();
      return { said: 'Vrbo answers again.' };
    },
  };
}
