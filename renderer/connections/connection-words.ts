import type { ConnectionRow, ConnectionView } from '../../src/contract/connections.ts';
import { ago, silent, stretch, until } from '../core/ages.ts';
import { clockTime, count, moment } from '../core/words.ts';

const HALF_A_DAY = 12 * 3_600_000;

export type Health = ConnectionRow['health'];

/** Only what is worse than normal has a tone. */
export const HEALTH_TONE: Readonly<Record<Health, 'plain' | 'warn' | 'danger'>> = {
  'needs-sign-in': 'danger',
  failing: 'danger',
  silent: 'warn',
  unmapped: 'danger',
  slow: 'warn',
  paused: 'warn',
  new: 'plain',
  healthy: 'plain',
  disconnected: 'plain',
};

const HEALTH_ORDER: readonly Health[] = [
  'needs-sign-in',
  'failing',
  'silent',
  'unmapped',
  'slow',
  'paused',
  'new',
  'healthy',
  'disconnected',
];

/** Trouble first, then by name. */
export const byHealth = (a: ConnectionRow, b: ConnectionRow): number =>
  HEALTH_ORDER.indexOf(a.health) - HEALTH_ORDER.indexOf(b.health) || a.name.localeCompare(b.name);

type Aged = Pick<ConnectionRow, 'health' | 'lastHeardAt' | 'failingSince' | 'refusedCells'>;

/** Health or age in two or three words, for the status line and the cards: "4 min", "failing since 14:02", "sign in again". */
export function shortHealth(
  { health, lastHeardAt, failingSince, refusedCells }: Aged,
  now: number,
  zone: string,
): string {
  switch (health) {
    case 'needs-sign-in':
      return 'sign in again';
    case 'failing':
      if (failingSince === null && refusedCells > 0) return `${count(refusedCells, 'night')} refused`;
      return failingSince === null ? 'failing' : `failing since ${sinceWords(failingSince, now, zone)}`;
    case 'silent':
      return lastHeardAt === null ? 'never heard' : silent(lastHeardAt, now);
    case 'unmapped':
      return 'not all linked';
    case 'slow':
      return 'slowed down';
    case 'paused':
      return 'paused';
    case 'new':
      return 'just connected';
    case 'disconnected':
      return 'disconnected';
    case 'healthy':
      if (lastHeardAt === null) return 'connected';
      return now - lastHeardAt < 60_000 ? 'just now' : stretch(now - lastHeardAt);
  }
}

/** "14:02"; with its day where that is long ago. */
const sinceWords = (at: number, now: number, zone: string): string =>
  now - at < HALF_A_DAY ? clockTime(at, zone) : moment(at, zone);

type Told = Aged & Pick<ConnectionRow, 'waitingCells'>;

/** The same for a line of its own, where "4 min" alone would say too little. `exposed`: nights that it can still sell wrongly. */
export function longHealth(row: Told, now: number, exposed: number, zone: string): string {
  if (row.health !== 'healthy') return shortHealth(row, now, zone);
  if (exposed > 0) return `${count(exposed, 'night')} can be sold wrongly`;
  return row.waitingCells > 0 ? 'being told' : 'up to date';
}

/** Healthy as far as answering goes, and still showing what is gone here: that is worse than normal. */
export const healthTone = ({ health }: Pick<Aged, 'health'>, exposed: number): 'plain' | 'warn' | 'danger' =>
  health === 'healthy' && exposed > 0 ? 'warn' : HEALTH_TONE[health];

/** Every fact from outside with its age: "heard 2 min ago · told 1 min ago · read again in 3 min". */
export function ageWords(
  row: Pick<ConnectionRow, 'lastHeardAt' | 'lastToldAt' | 'nextPullAt' | 'isTold' | 'state'>,
  now: number,
): string {
  const parts = [row.lastHeardAt === null ? 'not heard yet' : `heard ${ago(row.lastHeardAt, now)}`];
  if (!row.isTold) parts.push('nothing is told to it');
  else parts.push(row.lastToldAt === null ? 'not told anything yet' : `told ${ago(row.lastToldAt, now)}`);
  if (row.nextPullAt !== null && row.state === 'active')
    parts.push(`read again ${until(row.nextPullAt, now)}`);
  return parts.join(' · ');
}

const ROTATION_WORDS: Readonly<Record<ConnectionRow['rotation']['state'], string>> = {
  fine: '',
  soon: 'change its sign-in soon',
  due: 'its sign-in is due to be changed',
  'to-confirm': 'say whether its new sign-in works',
};

/** What waits for this channel and what failed, each only where there is some. */
export function waitingWords(
  row: ConnectionRow,
): { readonly text: string; readonly tone: 'plain' | 'warn' | 'danger' }[] {
  return [
    { some: row.failedJobs, text: `${row.failedJobs} given up`, tone: 'danger' as const },
    { some: row.refusedCells, text: `${count(row.refusedCells, 'night')} refused`, tone: 'danger' as const },
    {
      some: row.unmappedRooms,
      text: `${count(row.unmappedRooms, 'room')} there nobody has linked`,
      tone: 'danger' as const,
    },
    {
      some: row.unmappedBookings,
      text: `${count(row.unmappedBookings, 'booking')} ${row.unmappedBookings === 1 ? 'waits' : 'wait'} for a link`,
      tone: 'danger' as const,
    },
    {
      some: row.waitingCells,
      text: `${count(row.waitingCells, 'night')} not confirmed yet`,
      tone: 'warn' as const,
    },
    { some: row.waitingJobs, text: `${row.waitingJobs} in the outbox`, tone: 'plain' as const },
    {
      some: ROTATION_WORDS[row.rotation.state] === '' ? 0 : 1,
      text: ROTATION_WORDS[row.rotation.state],
      tone: 'warn' as const,
    },
  ]
    .filter(({ some }) => some > 0)
    .map(({ text, tone }) => ({ text, tone }));
}

export const ENVIRONMENT_WORDS: Readonly<Record<ConnectionRow['environment'], string>> = {
  production: 'Live',
  sandbox: 'Sandbox',
};

export const BREAKER_WORDS: Readonly<Record<ConnectionRow['breaker'], string>> = {
  closed: 'Requests go out.',
  open: 'Nothing is sent for a while, after too many failures. What waits is kept.',
  'half-open': 'One request is tried, to see whether it works again.',
};

/** "5 of 100 points left, full again in 3 min". */
export const pointsWords = (points: NonNullable<ConnectionRow['points']>, now: number): string =>
  `${Math.floor(points.remaining)} of ${count(Math.round(points.total), 'point')} left, full again ${
    points.resetsAt - now < 60_000 ? 'within a minute' : until(points.resetsAt, now)
  }`;

/** A cron form as staff say it, where it is one of the common ones; null for others. */
export function cronWords(cron: string): string | null {
  const every = /^\*\/(\d+) \* \* \* \*$/.exec(cron);
  if (every) return every[1] === '1' ? 'every minute' : `every ${every[1]} min`;
  const hours = /^(\d+) \*\/(\d+) \* \* \*$/.exec(cron);
  if (hours) return hours[2] === '1' ? 'every hour' : `every ${hours[2]} h`;
  if (/^\d+ \* \* \* \*$/.test(cron)) return 'every hour';
  const daily = /^(\d+) (\d+) \* \* \*$/.exec(cron);
  if (daily) return `daily at ${daily[2]?.padStart(2, '0')}:${daily[1]?.padStart(2, '0')}`;
  return null;
}

export const sayCron = (cron: string): string => cronWords(cron) ?? `by the form ${cron}`;

/** Rooms of the channel that nobody has spoken about, those with waiting bookings first. */
export const openRooms = (connection: ConnectionView): ConnectionView['rooms'] =>
  connection.rooms
    .filter((room) => room.link === 'open' && !room.isGone)
    .sort((a, b) => b.bookingsWaiting - a.bookingsWaiting);
