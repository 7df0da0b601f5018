import { Refusal } from '../../domain/failure.ts';
import type { ParsedFeed } from '../../domain/feed.ts';
import { feedDescriptor } from '../../providers/registry.ts';
import { findFeed, saveFeedState } from '../../store/feeds.ts';
import { theProperty } from '../../store/property.ts';
import type { Writer } from '../../store/writer.ts';
import { decideQuarantine, releaseByHand } from '../../sync/feed-decide.ts';
import { failureOfBody } from '../../sync/feed-fetch.ts';
import { FEED_POLICY } from '../../sync/feed-policy.ts';
import { removeFeed } from '../../sync/feed-remove.ts';
import { pauseAfterGood } from '../../sync/feed-schedule.ts';
import { takeIn } from '../../sync/import-feed.ts';
import type { Preview } from '../feed-previews.ts';
import { feedRows } from '../feed-rows.ts';
import { feedView } from '../feed-view.ts';
import { commandHandler, type Handlers, type Surroundings } from '../handler.ts';
import { previewFeed, readPreview, type Switches, switchColumns } from '../preview-feed.ts';
import { sayActNights, sayCount } from '../say.ts';

interface Prepared {
  readonly preview: Preview;
  readonly parsed: ParsedFeed;
  /** Where the address is kept; null for a file. */
  readonly secretKey: string | null;
}

/** Reads the preview as the feed will, and puts its address into the secrets: no feed ever stands without its address. */
async function prepareAddress(here: Surroundings, previewId: string, switches: Switches): Promise<Prepared> {
  const preview = here.feeds.previews.get(previewId);
  const parsed = await readPreview(here, preview, switches);
  if (parsed.verdict === 'rejected') {
    const failure = failureOfBody(parsed);
    throw new Refusal(failure.code, failure.message, failure.details);
  }
  if (preview.address === null) return { preview, parsed, secretKey: null };
  const secretKey = `feed:${here.ports.chance.uuid()}`;
  await here.ports.secrets.store.set(secretKey, preview.address);
  return { preview, parsed, secretKey };
}

function assertPlace(writer: Writer, roomTypeId: number, unitId: number | null): string {
  const type = writer.get('room_type', roomTypeId);
  if (unitId === null) return type.name;
  const unit = writer.get('unit', unitId);
  if (unit.roomTypeId !== roomTypeId)
    throw new Refusal('not-possible', `${unit.name} is not a ${type.name}. Choose the unit once more.`);
  return unit.name;
}

export const feedHandlers = {
  'feeds.list': (_input, here) => ({ rows: feedRows(here) }),

  'feeds.read': ({ id }, here) => feedView(here, id),

  'feeds.preview': { act: (input, here) => previewFeed(here, input) },

  'feeds.add': commandHandler<'feeds.add', Prepared>({
    prepare: ({ previewId, ...switches }, here) => prepareAddress(here, previewId, switches),
    write(writer, input, { preview, parsed, secretKey }, here) {
      const { channel, label, roomTypeId, unitId } = input;
      const place = assertPlace(writer, roomTypeId, unitId);
      const pollMinutes = input.pollMinutes ?? feedDescriptor(channel).pollMinutes;
      const feed = writer.insert('feed', {
        propertyId: theProperty(writer.tx).id,
        channel,
        label,
        roomTypeId,
        unitId,
        mask: preview.mask,
        secretKey,
        pollMinutes,
        ...switchColumns(input),
        createdAt: writer.act.at,
      });
      const answer = { parsed, status: preview.status, elapsedMs: 0 };
      const { reservations, blocked } = takeIn(writer, feed, answer, FEED_POLICY, ({ at }) =>
        secretKey === null ? null : at + pauseAfterGood(pollMinutes, () => here.ports.chance.next()),
      );
      const stays = reservations.created > 0 ? `, ${sayCount(reservations.created, 'stay')}` : '';
      const message = `Added ${label} for ${place}: ${sayCount(blocked.length, 'night')} taken${stays}.`;
      return { id: feed.id, message, undoId: null };
    },
    after({ previewId }, { id }, _prepared, { feeds, announce }) {
      feeds.previews.drop(previewId);
      feeds.runner.reconsider(id);
      announce(['feeds']);
    },
  }),

  'feeds.change': commandHandler<'feeds.change'>({
    canUndo: true,
    write(writer, { id, isPaused, endIsLastNight, allEventsBlock, timedEventsAreStays, ...plain }) {
      const flags = { isPaused, endIsLastNight, allEventsBlock, timedEventsAreStays };
      const columns = Object.fromEntries(
        Object.entries(flags)
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => [name, value ? 1 : 0]),
      );
      const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
      const feed = writer.update('feed', id, { ...given, ...columns });
      // read otherwise, the same answer means other nights: the channel must not say "not modified"
      saveFeedState(writer.tx, id, { etag: null, lastModified: null });
      const said = isPaused === true ? 'Paused' : isPaused === false ? 'Reading again:' : 'Saved';
      return { message: `${said} ${feed.label}.`, undoId: null };
    },
    after: ({ id }, _output, _prepared, { feeds }) => feeds.runner.reconsider(id),
  }),

  'feeds.replaceAddress': commandHandler<'feeds.replaceAddress', Prepared & { old: string | null }>({
    async prepare({ id, previewId }, here) {
      const feed = findFeed(here.store.read, id);
      const preview = here.feeds.previews.get(previewId);
      if (!feed || preview.address === null)
        throw new Refusal('not-possible', 'Only a calendar that is read from an address has one to replace.');
      const prepared = await prepareAddress(here, previewId, {});
      return { ...prepared, old: feed.secretKey };
    },
    write(writer, { id }, { preview, secretKey }) {
      const feed = writer.update('feed', id, { mask: preview.mask, secretKey });
      const cleared = {
        etag: null,
        lastModified: null,
        failures: 0,
        failureCode: null,
        failureMessage: null,
      };
      saveFeedState(writer.tx, id, cleared);
      return { message: `${feed.label} has its new address.`, undoId: null };
    },
    async after({ id, previewId }, _output, { old }, { feeds, ports }) {
      feeds.previews.drop(previewId);
      if (old !== null) await ports.secrets.store.delete(old);
      await feeds.refresh(id, () => undefined);
    },
  }),

  'feeds.remove': commandHandler<'feeds.remove', string | null>({
    prepare: ({ id }, { store }) => findFeed(store.read, id)?.secretKey ?? null,
    write(writer, { id, keepStays }) {
      const feed = writer.get('feed', id);
      const cancelled = removeFeed(writer, feed, keepStays);
      const stays = cancelled > 0 ? ` ${sayCount(cancelled, 'stay')} cancelled.` : '';
      return { message: `${feed.label} is no longer read.${stays}`, undoId: null };
    },
    async after({ id }, _output, secretKey, { feeds, ports }) {
      feeds.runner.reconsider(id);
      if (secretKey !== null) await ports.secrets.store.delete(secretKey);
    },
  }),

  'feeds.refresh': {
    async act({ id }, { feeds, progress, ports }) {
      const job = `refresh-${ports.chance.uuid()}`;
      const { refreshed, failed } = await feeds.refresh(id, (done, total, words) =>
        progress(job, done, total, words, done === total),
      );
      const bad = failed > 0 ? ` ${sayCount(failed, 'calendar')} could not be read.` : '';
      return { message: `Read ${sayCount(refreshed, 'calendar')}.${bad}`, refreshed, failed };
    },
  },

  'feeds.decide': commandHandler<'feeds.decide'>({
    write(writer, { id, fetchId, decision }) {
      const { cancelled } = decideQuarantine(writer, id, fetchId, decision);
      const stays = cancelled > 0 ? ` ${sayCount(cancelled, 'stay')} cancelled.` : '';
      const message =
        decision === 'accept'
          ? `The nights are free.${stays}`
          : 'The nights stay taken until the calendar has shown them again.';
      return { message, undoId: null };
    },
    after: (_input, _output, _prepared, { announce, feeds }) => {
      announce(['feeds']);
      feeds.lookAgain();
    },
  }),

  'feeds.release': commandHandler<'feeds.release'>({
    write(writer, { id, arrival, departure }) {
      const { cancelled } = releaseByHand(writer, id, { arrival, departure });
      const stays = cancelled > 0 ? ` ${sayCount(cancelled, 'stay')} cancelled.` : '';
      return { message: `Freed ${sayActNights(writer, { arrival, departure })}.${stays}`, undoId: null };
    },
    after: (_input, _output, _prepared, { announce }) => announce(['feeds']),
  }),
} satisfies Partial<Handlers>;
