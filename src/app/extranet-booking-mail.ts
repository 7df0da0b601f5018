import type { ExtranetTwin } from '../contract/extranet-bookings.ts';
import type { OutputOf, ParsedInputOf } from '../contract/index.ts';
import { channelName } from '../domain/channel.ts';
import { layoutsNamed, type MailReading, readConfirmationMail } from '../domain/confirmation-mail.ts';
import type { MailLayout } from '../domain/confirmation-mail-layout.ts';
import { sayList } from '../domain/say-nights.ts';
import { parseStayDate } from '../domain/stay-date.ts';
import { MAIL_LAYOUTS } from '../providers/registry.ts';
import { externalRoomsOf, roomLinksOf } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { theProperty } from '../store/property.ts';
import type { ConnectionRow } from '../sync/engine-world.ts';
import { manualConnections } from './checklist-channels.ts';
import { theManualConnection } from './checklist-sweep.ts';
import { knownUnder, readTwins } from './extranet-booking.ts';

type Asked = ParsedInputOf<'extranet.readMail'>;
type Answer = OutputOf<'extranet.readMail'>;

const NOTHING: Omit<Answer, 'channelWords'> = {
  ...{ connectionId: null, kind: 'unknown', kindWords: '', dropped: 0, fields: [], candidates: [] },
};

const nameOf = ({ channel }: MailLayout): string => channelName(channel);

type Meant =
  | { readonly connection: ConnectionRow; readonly layout: MailLayout; readonly words: string }
  | { readonly connection?: undefined; readonly words: string };

/** Whose mail it is: as a person says, else the one channel kept by hand that the text names. */
function channelMeant(read: ReadHandle, { text, connectionId }: Asked): Meant {
  const named = layoutsNamed(text, MAIL_LAYOUTS);
  const layoutOf = ({ channel }: ConnectionRow) => MAIL_LAYOUTS.find((one) => one.channel === channel);
  if (connectionId !== undefined) {
    const connection = theManualConnection(read, connectionId);
    const layout = layoutOf(connection);
    if (!layout)
      return { words: `Bellhop does not know the mails of ${connection.name}. Type the booking in.` };
    const isOther = named.length > 0 && !named.includes(layout);
    const words = isOther
      ? `This reads like a mail of ${sayList(named.map(nameOf))}, not of ${connection.name}.`
      : '';
    return { connection, layout, words };
  }
  const kept = manualConnections(read).filter((row) => named.some(({ channel }) => channel === row.channel));
  const [connection] = kept;
  const layout = connection && layoutOf(connection);
  if (kept.length === 1 && layout) return { connection, layout, words: '' };
  return {
    words:
      kept.length > 1
        ? `This names ${sayList(kept.map(({ name }) => name))}. Say whose mail it is.`
        : named.length > 0
          ? `This reads like a mail of ${sayList(named.map(nameOf))}, which is not kept by hand here.`
          : 'This does not say which channel it is of. Choose the channel.',
  };
}

/** What is here and may be the same, as far as the mail says enough to look. */
function candidatesOf(read: ReadHandle, connection: ConnectionRow, { fields }: MailReading): ExtranetTwin[] {
  const by = new Map(fields.map(({ key, value }) => [key, value]));
  const [reference, room] = [by.get('reference'), by.get('room')];
  if (typeof reference !== 'string') return [];
  const arrival = parseStayDate(String(by.get('arrival') ?? ''));
  const departure = parseStayDate(String(by.get('departure') ?? ''));
  if (!arrival || !departure || arrival >= departure || typeof room !== 'number')
    return knownUnder(read, connection, reference);
  const guestName = String(by.get('guestName') ?? '');
  const question = { reference, roomTypeId: room, arrival, departure, guestName };
  return readTwins(read, { connectionId: connection.id, ...question }).candidates;
}

/** The rooms that are linked, by their names there. */
function roomsThere(read: ReadHandle, { id }: ConnectionRow): { roomTypeId: number; name: string }[] {
  const names = new Map(externalRoomsOf(read, id).map(({ externalId, name }) => [externalId, name]));
  return roomLinksOf(read, id).flatMap(({ externalId, roomTypeId }) => {
    const name = names.get(externalId);
    return roomTypeId === null || name === undefined ? [] : [{ roomTypeId, name }];
  });
}

/** What a pasted confirmation says, and what of it is here already. Keeps nothing. */
export function readMail(read: ReadHandle, asked: Asked): Answer {
  const meant = channelMeant(read, asked);
  if (!meant.connection) return { ...NOTHING, channelWords: meant.words };
  const { connection, layout, words } = meant;
  const rooms = roomsThere(read, connection);
  const { currency } = theProperty(read);
  const reading = readConfirmationMail(asked.text, { layout, rooms, currency });
  const fields = reading.fields.map((field) => ({
    ...field,
    taken: [...field.taken],
    choices: [...field.choices],
  }));
  return {
    ...{ connectionId: connection.id, channelWords: words, fields },
    ...{ kind: reading.kind, kindWords: reading.kindWords, dropped: reading.dropped },
    candidates: candidatesOf(read, connection, reading),
  };
}
