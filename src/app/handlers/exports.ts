import { access, constants, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { ExportRow } from '../../contract/exports.ts';
import { type Channel, channelName } from '../../domain/channel.ts';
import { Refusal } from '../../domain/failure.ts';
import { sayNights } from '../../domain/say-nights.ts';
import {
  type DayNumber,
  dayNumber,
  type NightRange,
  stayDate,
  type StayDate,
} from '../../domain/stay-date.ts';
import type { ReadHandle } from '../../store/database.ts';
import {
  exportFolder,
  listExports,
  readExportRuns,
  readExportState,
  readTakings,
  saveExportFolder,
} from '../../store/exports.ts';
import { roomTypesOf, theProperty, todayAt, unitsOf } from '../../store/property.ts';
import type { Row } from '../../store/writer.ts';
import { placeName, placeOf } from '../../sync/publish-feed-documents.ts';
import { isItsOwn, publishedUntil } from '../../sync/publish-feed-runs.ts';
import { commandHandler, type Handlers, type Surroundings } from '../handler.ts';

function find(read: ReadHandle, id: number): Row<'export_feed'> {
  const row = listExports(read).find((one) => one.id === id);
  if (!row) throw new Refusal('not-found', 'This calendar is no longer there. Look again at the list.');
  return row;
}

const runsOf = (read: ReadHandle, id: number): NightRange[] =>
  readExportRuns(read, id).map(({ arrival, departure }) => ({
    arrival: arrival as StayDate,
    departure: departure as StayDate,
  }));

/** Nights from today on that a feed closes. */
const comingNights = (runs: readonly NightRange[], today: StayDate): number =>
  runs.reduce(
    (sum, { arrival, departure }) =>
      sum + Math.max(0, dayNumber(departure) - Math.max(dayNumber(arrival), dayNumber(today))),
    0,
  );

function exportRows({ store, ports }: Surroundings): ExportRow[] {
  const { read } = store;
  const today = todayAt(read, ports.clock.now());
  const units = new Map(unitsOf(read).map(({ id, name }) => [id, name]));
  const types = new Map(roomTypesOf(read).map(({ id, name }) => [id, name]));
  return listExports(read).map((row) => {
    const { exportFeedId: _, hash: __, ...state } = readExportState(read, row.id);
    return {
      id: row.id,
      channel: row.channel as Channel,
      roomTypeId: row.roomTypeId,
      roomTypeName: types.get(row.roomTypeId) ?? '',
      unitId: row.unitId,
      unitName: row.unitId === null ? null : (units.get(row.unitId) ?? ''),
      ...state,
      showGuestNames: row.showGuestNames === 1,
      withTimes: row.withTimes === 1,
      nights: comingNights(runsOf(read, row.id), today),
    };
  });
}

/** What a channel is not told, in words: its own sales, and echoes. */
function leftOut(read: ReadHandle, row: Row<'export_feed'>, now: number): string[] {
  const place = placeOf(row);
  const today = todayAt(read, now);
  const name = channelName(row.channel as Channel);
  const isHere = ({ unitId, roomTypeId }: { unitId: number | null; roomTypeId: number }): boolean =>
    place.unitId === null ? roomTypeId === place.roomTypeId : unitId === place.unitId;
  const own = readTakings(read, dayNumber(today), dayNumber(publishedUntil(today)))
    .filter((taking) => isHere(taking) && isItsOwn(taking, place))
    .map(({ arrival, departure }) => ({
      arrival: arrival as StayDate,
      departure: departure as StayDate,
    }));
  const echoes = read
    .prepare(
      `SELECT arrival_day AS a, departure_day AS d FROM block WHERE kind = 'echo' AND departure_day > ?1
         AND (unit_id = ?2 OR (?2 IS NULL AND room_type_id = ?3))`,
    )
    .all<{ a: DayNumber; d: DayNumber }>(dayNumber(today), row.unitId, row.roomTypeId)
    .map(({ a, d }) => ({ arrival: stayDate(a), departure: stayDate(d) }));
  return [
    ...(own.length > 0 ? [`${sayNights(own, today)}: taken by ${name} itself`] : []),
    ...(echoes.length > 0 ? [`${sayNights(echoes, today)}: echoes, shadows of another booking`] : []),
  ];
}

/** Said before it is chosen, not after the first calendar could not be written. */
async function assertFolder(folder: string | null): Promise<undefined> {
  if (folder === null) return;
  if (!isAbsolute(folder))
    throw new Refusal('invalid-input', 'Give the whole path of the folder.', { field: 'folder' });
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new Refusal('file-unwritable', 'There is no such folder. Choose one that exists.', {
      field: 'folder',
    });
  await access(folder, constants.W_OK).catch(() => {
    throw new Refusal('file-unwritable', 'Bellhop may not write into this folder. Choose another.', {
      field: 'folder',
    });
  });
}

export const exportHandlers = {
  'exports.list': (_input, here) => ({
    rows: exportRows(here),
    folder: exportFolder(here.store.read),
    isServed: here.ports.feedOrigin() !== null,
  }),

  'exports.add': commandHandler<'exports.add', string>({
    prepare: (_input, { ports }) => `export:${ports.chance.uuid()}`,
    write(writer, { channel, roomTypeId, unitId }, secretKey) {
      writer.get('room_type', roomTypeId);
      if (unitId !== null && writer.get('unit', unitId).roomTypeId !== roomTypeId)
        throw new Refusal('not-possible', 'This unit is not of that room type. Choose it once more.');
      const isSame = (row: Row<'export_feed'>): boolean =>
        row.channel === channel && row.roomTypeId === roomTypeId && row.unitId === unitId;
      const name = placeName(writer.tx, { roomTypeId, unitId });
      if (listExports(writer.tx).some(isSame))
        throw new Refusal(
          'not-possible',
          `There is a calendar of ${name} for ${channelName(channel)} already.`,
        );
      const row = writer.insert('export_feed', {
        propertyId: theProperty(writer.tx).id,
        channel,
        roomTypeId,
        unitId,
        secretKey,
        createdAt: writer.act.at,
      });
      const message = `Made a calendar of ${name} for ${channelName(channel)}.`;
      return { id: row.id, message, undoId: null };
    },
    after: (_input, { id }, secretKey, { feeds }) => feeds.publisher.giveToken({ id, secretKey }),
  }),

  'exports.change': commandHandler<'exports.change'>({
    canUndo: true,
    write(writer, { id, showGuestNames, withTimes }) {
      const row = writer.update('export_feed', id, {
        ...(showGuestNames === undefined ? {} : { showGuestNames: showGuestNames ? 1 : 0 }),
        ...(withTimes === undefined ? {} : { withTimes: withTimes ? 1 : 0 }),
      });
      const message = `Saved the calendar of ${placeName(writer.tx, row)} for ${channelName(row.channel as Channel)}.`;
      return { message, undoId: null };
    },
  }),

  'exports.remove': commandHandler<'exports.remove', Row<'export_feed'> | undefined>({
    prepare: ({ id }, { store }) => listExports(store.read).find((row) => row.id === id),
    write(writer, { id }) {
      const row = writer.get('export_feed', id);
      const name = placeName(writer.tx, row);
      writer.remove('export_feed', id);
      const channel = channelName(row.channel as Channel);
      return { message: `${channel} can no longer read ${name} from here.`, undoId: null };
    },
    after: (_input, _output, row, { feeds }) => row && feeds.publisher.forget(row),
  }),

  'exports.rotate': commandHandler<'exports.rotate'>({
    write(writer, { id }) {
      const row = writer.get('export_feed', id);
      const name = placeName(writer.tx, row);
      const message = `The calendar of ${name} has a new address. Give it to ${channelName(row.channel as Channel)}.`;
      return { message, undoId: null };
    },
    async after({ id }, _output, _prepared, { feeds, store, announce }) {
      await feeds.publisher.giveToken(find(store.read, id));
      announce(['exports']);
    },
  }),

  'exports.preview': ({ id }, { store, feeds, ports }) => {
    const row = find(store.read, id);
    const text = feeds.publisher.document(id);
    return {
      text,
      nights: runsOf(store.read, id),
      leftOut: leftOut(store.read, row, ports.clock.now()),
      version: readExportState(store.read, id).version,
    };
  },

  'exports.reveal': {
    async act({ id }, { store, feeds, ports }) {
      const origin = ports.feedOrigin();
      const token = await feeds.publisher.tokenOf(find(store.read, id));
      return { address: origin === null || token === null ? null : `${origin}${token}.ics` };
    },
  },

  'exports.setFolder': commandHandler<'exports.setFolder', undefined>({
    prepare: ({ folder }) => assertFolder(folder),
    write(writer, { folder }) {
      saveExportFolder(writer.tx, folder);
      const message =
        folder === null
          ? 'Calendars are no longer written to a folder.'
          : `Calendars are written to ${folder}.`;
      return { message, undoId: null };
    },
    after: (_input, _output, _prepared, { feeds, announce }) => {
      feeds.publisher.writeAll();
      announce(['exports']);
    },
  }),
} satisfies Partial<Handlers>;
