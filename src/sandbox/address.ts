import { hexOf, uuidOf } from './chance.ts';
import type { HostChannel } from './manner.ts';

/**
 * Path and query of a listing's feed, shaped as the real host's. The same channel and name always give the same one, so
 * an address can be known before the sandbox runs.
 */
export function feedPath(channel: HostChannel, name: string, isOldAirbnb = false): string {
  const seed = `${channel}/${name}`;
  switch (channel) {
    case 'airbnb': {
      const id = 10_000_000 + (parseInt(hexOf(`${seed}/id`, 10), 16) % 40_000_000);
      return `/calendar/ical/${id}.ics?${isOldAirbnb ? 's' : 't'}=${hexOf(seed)}`;
    }
    case 'booking':
      return `/v1/export?t=${uuidOf(seed)}`;
    case 'vrbo':
      return `/icalendar/${hexOf(seed)}.ics`;
    case 'other':
      return `/calendar/${encodeURIComponent(name)}.ics`;
  }
}

/** What must agree for a request to be answered: the path, and the token where the host puts it in the query. */
export function secretOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://host');
  const token = searchParams.get('t') ?? searchParams.get('s');
  return token === null ? pathname : `${pathname} ${token}`;
}
