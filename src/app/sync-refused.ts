import type { OutputOf, ParsedInputOf } from '../contract/index.ts';
import type { RefusedNights } from '../contract/refused.ts';
import { CELL_FIELDS, type CellValue } from '../domain/ari.ts';
import type { Channel } from '../domain/channel.ts';
import { Refusal } from '../domain/failure.ts';
import { sayCellNights, sayCellPlace, sayValue } from '../domain/say-cell.ts';
import { sayList } from '../domain/say-nights.ts';
import { dayNumber, nightsOf, rangesOf, stayDate } from '../domain/stay-date.ts';
import { type ConnectionRow, listConnections } from '../store/connections.ts';
import { type RefusedCell, valueIn } from '../store/ledger-lanes.ts';
import type { Writer } from '../store/writer.ts';
import type { PushPlan } from '../sync/plan-push.ts';
import { theConnection } from './connection-view.ts';
import { cellWordsOf } from './diff-view.ts';
import type { Surroundings } from './handler.ts';
import { planFor } from './sync-plans.ts';
import { putWords, type Target, wordsBack } from './sync-take-back.ts';

type Words = ReturnType<typeof cellWordsOf>;

/** A refused cell with what the channel shows in its place, as far as that is known. */
interface Refused extends RefusedCell {
  readonly shown: CellValue;
}

/** Said of asking again by itself. A person may have put it right over there meanwhile. */
const NO_HOPE = / Asking again would not help\.$/;

const isClosed = ({ available, stopSell }: CellValue): boolean => available === 0 || stopSell === true;

const fieldsOf = (value: CellValue) => CELL_FIELDS.filter((field) => value[field] !== undefined);

function refusedOf(plan: PushPlan | null): Refused[] {
  return (plan?.refused ?? []).map((cell) => {
    const { roomTypeId, ratePlanId, night } = cell.key;
    const lane = plan?.shown.find((one) => one.roomTypeId === roomTypeId && one.ratePlanId === ratePlanId);
    const all: CellValue = lane ? valueIn(lane, night - lane.from) : {};
    const fields = fieldsOf(cell.value).filter((field) => all[field] !== undefined);
    return { ...cell, shown: Object.fromEntries(fields.map((field) => [field, all[field]])) };
  });
}

/**
 * What the cell is to be again: as the channel is known to show it. How many are left follows from the stays; of a closing
 * only our own word can go.
 */
const targetsOf = (cells: readonly Refused[]): Target[] =>
  cells.flatMap(({ key, value, shown }) =>
    fieldsOf(value).flatMap((field): Target[] => {
      const at = { roomTypeId: key.roomTypeId, ratePlanId: key.ratePlanId, night: key.night };
      const before = shown[field];
      if (field === 'available') return isClosed(value) ? [{ ...at, field: 'stopSell', value: false }] : [];
      return before === undefined || before === value[field] ? [] : [{ ...at, field, value: before }];
    }),
  );

/** For a guest: what goes on there because the channel did not take it. */
function meansOf(name: string, value: CellValue, shown: CellValue, said: string): string {
  const isKnown = Object.keys(shown).length > 0;
  const shows = isKnown ? `${name} shows ${said}` : `it is not known what ${name} shows now`;
  if (isClosed(value)) return `Guests ${isKnown ? 'can' : 'may'} still book there: ${shows}.`;
  if (value.available !== undefined && value.available < (shown.available ?? Infinity))
    return `More ${isKnown ? 'can' : 'may'} be booked there than is left here: ${shows}.`;
  if (value.available !== undefined || value.stopSell === false)
    return `Nothing can be sold twice by it, but it sells less than it could: ${shows}.`;
  if (value.priceMinor !== undefined) return `Guests there pay another price than yours: ${shows}.`;
  return `Stays there go by other rules than yours: ${shows}.`;
}

function takeBackWords(name: string, value: CellValue, canTakeBack: boolean): string {
  if (!canTakeBack)
    return 'How many are left follows from the stays: it changes with them, and can not be taken back by itself.';
  return isClosed(value)
    ? 'Taking it back opens these nights here again, and on every channel that they were closed for.'
    : `Taking it back sets these nights here to what ${name} shows. Other channels follow where it was meant for all.`;
}

/** Nights that were refused alike: the same thing wanted, the same reason given. What the channel shows may differ. */
const likeOf = ({ key, value, words }: Refused, { currency }: Words): string =>
  JSON.stringify([key.roomTypeId, key.ratePlanId, sayValue(value, currency), words]);

/** "4 left", "3 left and 4 left by night". */
function sayShown(cells: readonly Refused[], { currency }: Words): string {
  const said = [...new Set(cells.map(({ shown }) => sayValue(shown, currency)))];
  return said.length === 1 ? said.join('') : `${sayList(said.slice(0, 3))} by night`;
}

function groupOf(
  here: Surroundings,
  connection: ConnectionRow,
  cells: readonly Refused[],
  words: Words,
): RefusedNights {
  const [first] = cells as readonly [Refused];
  const { key, value, shown } = first;
  const { id, name } = connection;
  const stretches = rangesOf(cells.map((cell) => stayDate(cell.key.night)));
  const canTakeBack = wordsBack(here.store.read, id, targetsOf(cells)).length > 0;
  return {
    ...{ connectionId: id, channel: connection.channel as Channel, name },
    ...{ roomTypeId: key.roomTypeId, ratePlanId: key.ratePlanId, place: sayCellPlace(key, words) },
    stretches,
    nights: sayCellNights(stretches, words.today),
    firstNight: stayDate(key.night),
    wanted: sayValue(value, words.currency),
    said: first.words.replace(NO_HOPE, ''),
    means: meansOf(name, value, shown, sayShown(cells, words)),
    at: Math.max(...cells.map(({ at }) => at)),
    takeBack: takeBackWords(name, value, canTakeBack),
    canTakeBack,
  };
}

/** What channels would not take as it is wanted here: nights that were refused alike together. */
export function readRefused(here: Surroundings, connectionId: number | null): OutputOf<'sync.refused'> {
  const words = cellWordsOf(here.store.read, here.ports.clock.now());
  const meant = listConnections(here.store.read).filter(
    ({ id }) => connectionId === null || id === connectionId,
  );
  return {
    groups: meant.flatMap((connection) => {
      const cells = refusedOf(planFor(here, connection));
      return [...Map.groupBy(cells, (cell) => likeOf(cell, words)).values()].map((same) =>
        groupOf(here, connection, same, words),
      );
    }),
  };
}

/** Takes back what was wanted of refused nights; answers what was done in words. Refuses where nothing of it is ours to say. */
export function takeBackRefused(
  writer: Writer,
  here: Surroundings,
  { connectionId, roomTypeId, ratePlanId, stretches }: ParsedInputOf<'sync.takeBackRefused'>,
): string {
  const connection = theConnection(writer.tx, connectionId);
  const meant = new Set<number>(stretches.flatMap(nightsOf).map(dayNumber));
  const cells = refusedOf(here.sync.planOf(connectionId)).filter(
    ({ key }) => key.roomTypeId === roomTypeId && key.ratePlanId === ratePlanId && meant.has(key.night),
  );
  const back = wordsBack(writer.tx, connectionId, targetsOf(cells));
  if (back.length === 0)
    throw new Refusal(
      'not-possible',
      'There is nothing of it to take back any more. Look again at the list.',
    );
  putWords(writer, back);
  const words = cellWordsOf(writer.tx, writer.act.at);
  const nights = sayCellNights(rangesOf(cells.map(({ key }) => stayDate(key.night))), words.today);
  return `Taken back: ${words.roomTypeName(roomTypeId)}, ${nights}. It is here as ${connection.name} shows it.`;
}
