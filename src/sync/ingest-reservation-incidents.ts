import { type Channel, channelName } from '../domain/channel.ts';
import type { ReservationRevision } from '../domain/revision.ts';
import { closeIncident, raiseIncident } from '../store/incidents.ts';
import type { Row, Writer } from '../store/writer.ts';

type Connection = Pick<Row<'connection'>, 'id' | 'channel'>;
type About = 'dates' | 'status' | 'twice' | 'no-room-types';

const causeOf = (connection: Connection, about: About, externalId: string): string =>
  `connection:${String(connection.id)}:booking-${about}:${externalId}`;

const CODES: Readonly<Record<About, string>> = {
  dates: 'booking-unreadable',
  status: 'booking-status-unknown',
  twice: 'booking-twice',
  'no-room-types': 'booking-unreadable',
};

function wordsFor(about: About, name: string, revision: ReservationRevision): [title: string, text: string] {
  const { externalId, rawStatus, arrival, departure } = revision;
  switch (about) {
    case 'dates':
      return [
        `${name}: booking ${externalId} has impossible dates`,
        `It says arrival ${arrival} and departure ${departure}. No room is taken for it. Look at it in ${name} and correct it there; Bellhop follows.`,
      ];
    case 'status':
      return [
        `${name}: booking ${externalId} has a status that Bellhop does not know`,
        `The status is “${rawStatus.slice(0, 60)}”. Its nights are taken here, to be safe. Look at it in ${name} and ask the guest if in doubt.`,
      ];
    case 'twice':
      return [
        `${name} holds a booking of yours twice`,
        `Booking ${externalId} carries the reference of a booking that is there already. It takes no second room here. Cancel one of the two in ${name}.`,
      ];
    case 'no-room-types':
      return [
        `${name}: booking ${externalId} has no room to go to`,
        'Bellhop has no room types yet. Set them up and link the rooms of the channel; the booking is kept and takes its place then.',
      ];
  }
}

/** Opens or closes the incident about one booking, as `isSo` says. */
export function tellAbout(
  writer: Writer,
  connection: Connection,
  about: About,
  revision: ReservationRevision,
  isSo: boolean,
): void {
  const cause = causeOf(connection, about, revision.externalId);
  const { tx, act } = writer;
  if (!isSo) {
    closeIncident(tx, cause, act.at);
    return;
  }
  const [title, text] = wordsFor(about, channelName(connection.channel as Channel), revision);
  raiseIncident(
    tx,
    { cause, code: CODES[about], title, text, feedId: null, connectionId: connection.id },
    act.at,
  );
}
