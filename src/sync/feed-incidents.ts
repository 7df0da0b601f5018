import { type Channel, channelName } from '../domain/channel.ts';
import type { Failure } from '../domain/failure.ts';
import { sayNights } from '../domain/say-nights.ts';
import { rangesOf, type StayDate } from '../domain/stay-date.ts';
import { closeIncident, type Incident, openIncidents, raiseIncident } from '../store/incidents.ts';
import type { Row, Writer } from '../store/writer.ts';
import type { ImportPlan, PlanAlert } from './feed-plan.ts';

export type FeedAlertCode = PlanAlert['code'] | 'feed-failing';

const causeOf = (feed: Row<'feed'>, about: string): string => `feed:${feed.id}:${about}`;

const nightsInWords = (nights: readonly StayDate[]): string => sayNights(rangesOf(nights));

function incidentOf(feed: Row<'feed'>, alert: PlanAlert, plan: ImportPlan): Incident | undefined {
  const name = channelName(feed.channel as Channel);
  const told = { code: alert.code, feedId: feed.id };
  switch (alert.code) {
    case 'feed-quarantined':
      return {
        ...told,
        cause: causeOf(feed, 'quarantine'),
        title: `${feed.label}: many nights vanished at once`,
        text: `${plan.doubts.map(({ message }) => message).join(' ')} Nothing was freed. Look at ${nightsInWords(alert.nights)} and say whether that is true.`,
      };
    case 'feed-incomplete':
      return {
        ...told,
        cause: causeOf(feed, 'incomplete'),
        title: `${feed.label} could not be read whole`,
        text: 'What could be read was taken in. No night is freed because of what could not.',
      };
    case 'guest-in-house':
      return {
        ...told,
        cause: causeOf(feed, `in-house:${String(alert.reservationId)}`),
        title: `${name} dropped a guest who is here`,
        text: `The booking is no longer in ${feed.label}, but the guest is checked in. The room stays taken until the desk says otherwise.`,
      };
    case 'echo-stays':
      return {
        ...told,
        cause: causeOf(feed, `echo:${alert.nights[0] ?? ''}`),
        title: `${feed.label} still closes nights that are free here`,
        text: `${nightsInWords(alert.nights)} came back to us from another booking that is gone, and ${name} goes on closing them. They are closed here again. Open them in ${name} if they should be for sale.`,
      };
    // a cancellation is news, no trouble: the list of what happened tells it
    case 'stay-cancelled':
      return undefined;
  }
}

/** Incidents of this feed whose fact this answer has ended. */
function closeWhatIsOver(writer: Writer, feed: Row<'feed'>, plan: ImportPlan): void {
  const { tx, act } = writer;
  closeIncident(tx, causeOf(feed, 'failing'), act.at);
  if (!plan.isQuarantined) closeIncident(tx, causeOf(feed, 'quarantine'), act.at);
  if (!plan.isIncomplete) closeIncident(tx, causeOf(feed, 'incomplete'), act.at);
  const blocked = new Set<string>(
    plan.nights.filter(({ state }) => state === 'blocked').map(({ night }) => night),
  );
  for (const { code, cause } of openIncidents(tx, feed.id)) {
    const about = cause.split(':').at(-1) ?? '';
    if (code === 'echo-stays' && !blocked.has(about)) closeIncident(tx, cause, act.at);
    if (code === 'guest-in-house' && writer.find('reservation', Number(about))?.status !== 'in-house')
      closeIncident(tx, cause, act.at);
  }
}

/** Opens, counts and closes the incidents of a feed after an answer; the codes of those that people hear of now. */
export function tellIncidents(writer: Writer, feed: Row<'feed'>, plan: ImportPlan): FeedAlertCode[] {
  closeWhatIsOver(writer, feed, plan);
  const told: FeedAlertCode[] = [];
  for (const alert of plan.alerts) {
    const incident = incidentOf(feed, alert, plan);
    if (!incident || raiseIncident(writer.tx, incident, writer.act.at)) told.push(alert.code);
  }
  return told;
}

/** A fetch that brought nothing to act on. */
export function tellFailure(
  writer: Writer,
  feed: Row<'feed'>,
  failure: Pick<Failure, 'message'>,
): FeedAlertCode[] {
  const incident = {
    cause: causeOf(feed, 'failing'),
    code: 'feed-failing',
    title: `${feed.label} can not be read`,
    text: failure.message,
    feedId: feed.id,
  };
  return raiseIncident(writer.tx, incident, writer.act.at) ? ['feed-failing'] : [];
}

/** All incidents of a feed that is no longer read. */
export function closeAll(writer: Writer, feedId: number): void {
  for (const { cause } of openIncidents(writer.tx, feedId)) closeIncident(writer.tx, cause, writer.act.at);
}
