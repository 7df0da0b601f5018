import { NO_PLAN } from '../domain/ari.ts';
import { sayCellNights } from '../domain/say-cell.ts';
import { rangesOf, type StayDate } from '../domain/stay-date.ts';
import { listConnections } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { rowsWhere } from '../store/find.ts';
import type { JournalRow } from '../store/journal.ts';
import { cellWordsOf } from './diff-view.ts';
import type { NightPatch } from './rates-change.ts';
import { sayPatch } from './rates-words.ts';

/** Journal entries that are told in one line: one alone, or many nights that got the same word in one act. */
export interface Gathered {
  /** The oldest of them stands for all: what is asked for next lies before it. */
  readonly entry: JournalRow;
  /** For nights: what was said of them. Undefined for every other entry. */
  readonly nights?: readonly JournalRow[];
}

type Columns = Readonly<Record<string, string | number | null>>;
const parsed = (text: string | null): Columns | null =>
  text === null ? null : (JSON.parse(text) as Columns);

const SAID = ['priceMinor', 'stopSell', 'closedToArrival', 'closedToDeparture', 'minLos', 'maxLos'] as const;

const saidIn = (row: Columns | null): NightPatch =>
  Object.fromEntries(
    SAID.flatMap((column) => (row?.[column] === undefined ? [] : [[column, row[column] as number | null]])),
  );

/** Only what says something; a word that was never there is not taken back. */
const spoken = (patch: NightPatch): NightPatch =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null));

interface Place {
  readonly roomTypeId: number;
  readonly ratePlanId: number;
  readonly connectionId: number;
  readonly night: StayDate;
}

const placeIn = (row: Columns | null): Place | undefined =>
  row?.['night'] === undefined
    ? undefined
    : {
        roomTypeId: Number(row['roomTypeId']),
        ratePlanId: Number(row['ratePlanId']),
        connectionId: Number(row['connectionId']),
        night: String(row['night']) as StayDate,
      };

/** Which night each entry is about: a change names only what changed, so the row, or its end, is looked up. */
function placesOf(
  read: ReadHandle,
  entries: readonly JournalRow[],
): (entry: JournalRow) => Place | undefined {
  const ids = [...new Set(entries.map(({ entityId }) => entityId))];
  const known = new Map<number, Place>();
  for (const row of rowsWhere(read, 'ari_night', 'id', ids)) {
    const place = placeIn(row as unknown as Columns);
    if (place) known.set(row.id, place);
  }
  for (const entry of entries) {
    const place = placeIn(parsed(entry.old)) ?? placeIn(parsed(entry.new));
    if (place) known.set(entry.entityId, place);
  }
  return ({ entityId }) => known.get(entityId);
}

const isOneAct = (a: JournalRow, b: JournalRow): boolean =>
  a.entity === 'ari_night' && b.entity === 'ari_night' && a.commandId === b.commandId && a.at === b.at;

/** Nights of one act that stand next to each other become one; the order stays, newest first. */
export function gatherNights(rows: readonly JournalRow[]): Gathered[] {
  const gathered: { entry: JournalRow; nights?: JournalRow[] }[] = [];
  for (const row of rows) {
    const last = gathered.at(-1);
    if (last?.nights && isOneAct(last.entry, row)) {
      last.nights.push(row);
      last.entry = row;
    } else gathered.push(row.entity === 'ari_night' ? { entry: row, nights: [row] } : { entry: row });
  }
  return gathered;
}

interface Line {
  readonly place: string;
  readonly said: string;
  readonly nights: StayDate[];
}

/** Tells gathered nights: "Double: 10, 11 and 12 Dec closed", one line for each place and word. */
export function nightWords(read: ReadHandle, now: number): (nights: readonly JournalRow[]) => string[] {
  const words = cellWordsOf(read, now);
  const channels = new Map(listConnections(read).map(({ id, name }) => [id, name]));
  const placeWords = ({ roomTypeId, ratePlanId, connectionId }: Place): string => {
    const plan = ratePlanId === NO_PLAN ? '' : `, ${words.ratePlanName(ratePlanId)}`;
    const channel = connectionId === 0 ? '' : ` on ${channels.get(connectionId) ?? 'a former channel'}`;
    return `${words.roomTypeName(roomTypeId)}${plan}${channel}`;
  };
  const saidOf = (entry: JournalRow): string => {
    const [old, now] = [saidIn(parsed(entry.old)), saidIn(parsed(entry.new))];
    if (entry.new === null) return `as usual again (was ${sayPatch(spoken(old), words.currency)})`;
    const said = sayPatch(entry.old === null ? spoken(now) : now, words.currency);
    const was = spoken(old);
    return Object.keys(was).length === 0 ? said : `${said} (was ${sayPatch(was, words.currency)})`;
  };
  return (nights) => {
    const placeOf = placesOf(read, nights);
    const lines = new Map<string, Line>();
    for (const entry of nights) {
      const at = placeOf(entry);
      if (!at) continue;
      const [place, said] = [placeWords(at), saidOf(entry)];
      const line = lines.get(`${place} ${said}`) ?? { place, said, nights: [] };
      line.nights.push(at.night);
      lines.set(`${place} ${said}`, line);
    }
    return [...lines.values()].map(
      ({ place, said, nights: dates }) => `${place}: ${sayCellNights(rangesOf(dates), words.today)} ${said}`,
    );
  };
}
