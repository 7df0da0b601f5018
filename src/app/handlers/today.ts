import type { ConnectionRow } from '../../contract/connections.ts';
import type { FeedRow } from '../../contract/feeds.ts';
import type { Today } from '../../contract/today.ts';
import { unitsNeeded } from '../../domain/bars.ts';
import { dayNumber, type StayDate } from '../../domain/stay-date.ts';
import { readBars } from '../../store/calendar.ts';
import type { ReadHandle } from '../../store/database.ts';
import { todayAt, unitsOf } from '../../store/property.ts';
import { listStays, type StayRow, staysOn } from '../../store/reservations.ts';
import { openIncidents } from '../../store/incidents.ts';
import { openConflicts } from '../../store/conflicts.ts';
import { conflictText, conflictTitle } from '../conflict-words.ts';
import { connectionNeeds, isToldByConnection } from '../connection-needs.ts';
import { connectionRows } from '../connection-rows.ts';
import { channelLines } from '../feed-lines.ts';
import { feedRows } from '../feed-rows.ts';
import { isOfLists, isToldByList, listNeeds } from '../list-needs.ts';
import { refusedNeeds } from '../refused-needs.ts';
import type { Handlers, Surroundings } from '../handler.ts';
import { staleAfterMs } from '../../sync/feed-health.ts';
import { channelName } from '../../domain/channel.ts';
import { sinceLastShift } from '../since-last-shift.ts';
import { rowOf } from './reservations.ts';

type Need = Today['needs'][number];
const SHIFT_MS = 12 * 3_600_000;
/** Longer lists than this go to their own screen. */
const SHOWN_NEEDS = 9;

function conflictNeeds(read: ReadHandle, today: StayDate, connections: readonly ConnectionRow[]): Need[] {
  const conflicts = openConflicts(read, today).filter((row) => !isToldByConnection(row, connections));
  return conflicts.map((row) => ({
    id: `conflict-${String(row.id)}`,
    kind: 'conflict',
    severity: row.severity as Need['severity'],
    title: conflictTitle(read, row),
    text: conflictText(read, row),
    minutes: row.severity === 'high' ? 3 : 2,
    act: row.severity === 'high' ? 'Settle' : 'Look',
    target: { screen: 'conflicts', id: row.id, date: row.firstNight as StayDate },
  }));
}

const quarantineNeed = (feed: FeedRow): Need => ({
  id: `quarantine-${String(feed.id)}`,
  kind: 'quarantine',
  severity: 'high',
  title: `${feed.label}: many nights vanished at once`,
  text: 'Nothing was freed. Look at what it showed before and now, then say which is true.',
  minutes: 2,
  act: 'Look',
  target: { screen: 'channels', id: feed.id, date: null },
});

/** One line for all calendars of a channel that have been silent for too long: one failed answer needs nobody. */
function silentNeeds(feeds: readonly FeedRow[], now: number): Need[] {
  const silent = feeds.filter(
    (feed) => feed.state === 'stale' || (feed.state === 'failing' && isOld(feed, now)),
  );
  return [...Map.groupBy(silent, (feed) => feed.channel)].map(([channel, own]) => {
    const first = own[0] as FeedRow;
    const what =
      own.length === 1 ? first.label : `${String(own.length)} calendars of ${channelName(channel)}`;
    return {
      id: `silent-${channel}`,
      kind: 'feed',
      severity: 'low',
      title: `${what}: no good answer for too long`,
      text: first.failureMessage ?? 'Nights could be sold twice while it stays so.',
      minutes: 1,
      act: 'Look',
      target: { screen: 'channels', id: first.id, date: null },
    };
  });
}

const isOld = ({ channel, pollMinutes, lastGoodAt }: FeedRow, now: number): boolean =>
  lastGoodAt === null || now - lastGoodAt > staleAfterMs({ channel, pollMinutes });

/** Told as a state of its feed already. */
const TOLD_BY_FEED = new Set(['feed-failing', 'feed-quarantined']);

function incidentNeeds(read: ReadHandle): Need[] {
  return openIncidents(read)
    .filter((row) => !TOLD_BY_FEED.has(row.code) && !isToldByList(row))
    .map(({ id, cause, code, title, text, feedId }) => ({
      id: `incident-${String(id)}`,
      kind: 'incident',
      severity: code === 'guest-in-house' ? 'high' : 'low',
      title,
      text,
      minutes: 2,
      act: 'Look',
      target: { screen: isOfLists({ cause }) ? 'lists' : 'channels', id: feedId, date: null },
    }));
}

function parkedNeeds(arriving: readonly StayRow[], today: StayDate): Need[] {
  return arriving
    .filter((row) => row.unitId === null && row.status === 'confirmed')
    .map((row) => ({
      id: `parked-${String(row.roomStayId)}`,
      kind: 'parked',
      severity: 'high',
      title: `${row.guestName || 'A guest'} arrives today and has no unit`,
      text: `${row.roomTypeName}. Give the stay a unit on the calendar.`,
      minutes: 1,
      act: 'Assign',
      target: { screen: 'calendar', id: row.roomStayId, date: today },
    }));
}

function secretsNeed({ ports }: Surroundings, channels: number): Need[] {
  const { isLocked, note } = ports.secrets.state();
  if (!isLocked || channels === 0) return [];
  const text = note ?? 'Channels can not be read or told anything until it is opened with its passphrase.';
  const target = { screen: 'settings' as const, id: null, date: null };
  return [
    {
      id: 'secrets',
      kind: 'secrets',
      severity: 'high',
      title: 'The sealed store is locked',
      text,
      minutes: 1,
      act: 'Open',
      target,
    },
  ];
}

function tonight(read: ReadHandle, today: StayDate): Today['tonight'] {
  const from = dayNumber(today);
  const window = { from, to: from + 1 };
  const nobody = { stays: new Set<number>(), blocks: new Set<number>() };
  const { count, columns } = readBars(read, window.from, window.to, nobody);
  const units = unitsOf(read);
  const needed = unitsNeeded(columns, count, window, new Map(units.map((row) => [row.id, row.roomTypeId])));
  const taken = [...needed.values()].reduce((sum, nights) => sum + (nights[0] ?? 0), 0);
  return { taken, units: units.length, left: units.length - taken };
}

function readToday(here: Surroundings): Today {
  const { read } = here.store;
  const now = here.ports.clock.now();
  const date = todayAt(read, now);
  const arriving = staysOn(read, 'arrival', date);
  const leaving = staysOn(read, 'departure', date);
  const feeds = feedRows(here);
  const connections = connectionRows(here);
  const needs = [
    ...secretsNeed(here, feeds.length + connections.filter(({ state }) => state !== 'disconnected').length),
    ...connectionNeeds(connections),
    ...refusedNeeds(here),
    ...conflictNeeds(read, date, connections),
    ...parkedNeeds(arriving, date),
    ...listNeeds(here),
    ...feeds.filter(({ state }) => state === 'quarantined').map(quarantineNeed),
    ...silentNeeds(feeds, now),
    ...incidentNeeds(read),
  ].sort((a, b) => Number(b.severity === 'high') - Number(a.severity === 'high'));
  return {
    date,
    now,
    arrivals: {
      total: arriving.length,
      unassigned: arriving.filter((row) => row.unitId === null).length,
      arrived: arriving.filter((row) => row.status !== 'confirmed').length,
    },
    departures: { total: leaving.length, gone: leaving.filter((row) => row.status === 'departed').length },
    inHouse: listStays(read, { filter: 'in-house', today: date }, 1, 0).total,
    tonight: tonight(read, date),
    needs: needs.slice(0, SHOWN_NEEDS),
    arriving: arriving.map(rowOf),
    leaving: leaving.map(rowOf),
    channels: channelLines(feeds),
    since: sinceLastShift(read, now - SHIFT_MS),
  };
}

export const todayHandlers = {
  'today.read': (_input, here) => readToday(here),
} satisfies Partial<Handlers>;
