import { formatMoney } from '../domain/money.ts';
import { sayList } from '../domain/say-nights.ts';
import { externalRoomsOf, listConnections } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { findProperty, roomTypesOf } from '../store/property.ts';
import { ratePlansOf } from '../store/rates.ts';
import { sayRule } from './rates-words.ts';

type Value = string | number | null;
export type Columns = Readonly<Record<string, Value>>;

/** The names that entries about channels are told with, read when they are first needed. */
interface Names {
  readonly connection: (id: Value | undefined) => string;
  readonly room: (connectionId: Value | undefined, externalId: Value | undefined) => string;
  readonly roomType: (id: Value | undefined) => string;
  readonly plan: (id: Value | undefined) => string;
  readonly money: (minor: Value | undefined) => string;
}

function namesOf(read: ReadHandle): Names {
  const connections = new Map(listConnections(read).map(({ id, name }) => [id, name]));
  const types = new Map(roomTypesOf(read).map(({ id, name }) => [id, name]));
  const plans = new Map<number, string>(ratePlansOf(read).map(({ id, name }) => [id, name]));
  const currency = findProperty(read)?.currency ?? 'EUR';
  const rooms = new Map<number, ReadonlyMap<string, string>>();
  const roomsOf = (id: number): ReadonlyMap<string, string> => {
    const known =
      rooms.get(id) ?? new Map(externalRoomsOf(read, id).map(({ externalId, name }) => [externalId, name]));
    rooms.set(id, known);
    return known;
  };
  return {
    connection: (id) => connections.get(Number(id)) ?? 'a former channel',
    room: (connectionId, externalId) =>
      roomsOf(Number(connectionId)).get(String(externalId)) ?? `room ${String(externalId)}`,
    roomType: (id) => (id === null ? 'left out' : (types.get(Number(id)) ?? 'a former room type')),
    plan: (id) => plans.get(Number(id)) ?? 'a former rate plan',
    money: (minor) => formatMoney({ minor: Number(minor), currency }),
  };
}

/** An entry's whole row as it was after it (or before, where it was removed), and the columns that it changed. */
export interface Told {
  readonly whole: Columns;
  readonly old: Columns | null;
  readonly now: Columns | null;
}

const isOn = (value: Value | undefined): boolean => value === 1;

const CONNECTION_STATES: Readonly<Record<string, string>> = {
  active: 'goes on',
  paused: 'paused',
  'needs-sign-in': 'wants a new sign-in',
  disconnected: 'let go',
};

function connectionWords({ whole, old, now }: Told, names: Names): string[] {
  const name = String(whole['name'] ?? names.connection(whole['id']));
  if (old === null) return [`Connected ${name}`];
  if (now === null) return [`${name} removed`];
  const said: string[] = [];
  const has = (column: string): boolean => now[column] !== undefined;
  if (has('name')) said.push(`Name: ${String(old['name'])} → ${String(now['name'])}`);
  if (has('state')) said.push(`${name}: ${CONNECTION_STATES[String(now['state'])] ?? String(now['state'])}`);
  if (has('isTold'))
    said.push(`${name}: ${isOn(now['isTold']) ? 'told what to show' : 'told nothing any more'}`);
  if (has('isClosing') && isOn(now['isClosing'])) said.push(`${name}: being closed before it is let go`);
  if (has('closeAtLeft'))
    said.push(`${name} closes from ${String(old['closeAtLeft'])} → ${String(now['closeAtLeft'])} left`);
  if (has('horizonDays'))
    said.push(`${name}: nights told ahead ${String(old['horizonDays'])} → ${String(now['horizonDays'])}`);
  if (has('secretKey')) said.push(`${name}: credentials changed`);
  else if (has('previousSecretKey')) said.push(`${name}: new credentials confirmed`);
  return said;
}

function roomLinkWords({ whole, old, now }: Told, names: Names): string[] {
  const place = `${names.room(whole['connectionId'], whole['externalId'])} at ${names.connection(whole['connectionId'])}`;
  if (now === null) return [`${place}: not linked any more (was ${names.roomType(old?.['roomTypeId'])})`];
  const is = names.roomType(now['roomTypeId']);
  return [old === null ? `${place}: ${is}` : `${place}: ${names.roomType(old['roomTypeId'])} → ${is}`];
}

function rateLinkWords({ whole, old, now }: Told, names: Names): string[] {
  const place = `Price ${String(whole['externalPlanId'])} of ${names.room(whole['connectionId'], whole['externalRoomId'])} at ${names.connection(whole['connectionId'])}`;
  if (now === null) return [`${place}: not linked any more (was ${names.plan(old?.['ratePlanId'])})`];
  const is = names.plan(now['ratePlanId']);
  return [old === null ? `${place}: ${is}` : `${place}: ${names.plan(old['ratePlanId'])} → ${is}`];
}

const numberOrNull = (value: Value | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

const ruleOf = (row: Columns) => ({
  buffer: Number(row['buffer'] ?? 0),
  directReserve: Number(row['directReserve'] ?? 0),
  allotment: numberOrNull(row['allotment']),
  closeAtLeft: numberOrNull(row['closeAtLeft']),
});

function ruleWords({ whole, old, now }: Told, names: Names): string[] {
  const channel = whole['connectionId'] === 0 ? '' : ` on ${names.connection(whole['connectionId'])}`;
  const place = `${names.roomType(whole['roomTypeId'])}${channel}`;
  if (now === null) return [`${place}: nothing is held back any more`];
  const was = old === null ? '' : ` (was ${sayRule(ruleOf({ ...whole, ...old }))})`;
  return [`${place}: ${sayRule(ruleOf(whole))}${was}`];
}

const PLAN_COLUMNS: Readonly<Record<string, string>> = {
  name: 'Name',
  kind: 'Kind',
  mealPlan: 'Meals',
  cancellation: 'Cancellation',
  parentId: 'Price from',
  adjustBasisPoints: 'Percent on it',
  adjustMinor: 'Amount on it',
  minLos: 'Shortest stay',
  maxLos: 'Longest stay',
  advanceMinDays: 'Days ahead at least',
  advanceMaxDays: 'Days ahead at most',
  floorMinor: 'Floor',
};

function planWords({ whole, old, now }: Told, names: Names): string[] {
  const name = String(whole['name'] ?? 'Rate plan');
  if (old === null) return [`Rate plan ${name} made`];
  if (now === null) return [`Rate plan ${name} removed`];
  const say = (column: string, value: Value | undefined): string => {
    if (value === null || value === undefined) return 'none';
    if (column === 'parentId') return names.plan(value);
    if (column === 'adjustBasisPoints') return `${String(Number(value) / 100)} %`;
    return column.endsWith('Minor') ? names.money(value) : String(value);
  };
  return Object.keys(now)
    .filter((column) => PLAN_COLUMNS[column] !== undefined)
    .map(
      (column) => `${PLAN_COLUMNS[column] ?? ''}: ${say(column, old[column])} → ${say(column, now[column])}`,
    );
}

function guestWords({ whole, old, now }: Told): string[] {
  const name = String(whole['name'] ?? 'Guest');
  if (old === null) return [`Guest ${name} became known`];
  if (now === null) return [`Guest ${name} removed`];
  if (now['mergedIntoId'] !== undefined)
    return [
      now['mergedIntoId'] === null
        ? `${name} is a guest of their own again`
        : `${name} found to be known already`,
    ];
  const changed = ['name', 'email', 'phone', 'country'].filter((column) => now[column] !== undefined);
  return changed.length === 0 ? [] : [`Guest ${name}: ${sayList(changed)} changed`];
}

const SAYERS: Readonly<Record<string, (told: Told, names: Names) => string[]>> = {
  connection: connectionWords,
  room_link: roomLinkWords,
  rate_link: rateLinkWords,
  sell_rule: ruleWords,
  rate_plan: planWords,
  guest: guestWords,
  // which number a channel has for a guest is nobody's news
  guest_link: () => [],
};

/** Tells entries about channels, rate plans and guests; undefined for every other. */
export function channelJournalWords(read: ReadHandle): (entity: string, told: Told) => string[] | undefined {
  let names: Names | undefined;
  return (entity, told) => SAYERS[entity]?.(told, (names ??= namesOf(read)));
}
