import type { ManualProfile } from '../contract/manual-channels.ts';
import {
  checklistOff,
  missingAnswers,
  parseProfileBody,
  type ProfileBody,
  type ProfileQuestion,
  questionWords,
} from '../domain/channel-profile.ts';
import { HUMAN_PLACES } from '../domain/channel-profile-address.ts';
import type { Channel } from '../domain/channel.ts';
import { Refusal } from '../domain/failure.ts';
import type { RoomTypeId } from '../domain/property.ts';
import type { ConnectionRow } from '../store/connections.ts';
import { externalRoomsOf, findConnection, roomLinksOf } from '../store/connections.ts';
import { keepProfile, keptProfile } from '../store/checklists-kept.ts';
import type { ReadHandle } from '../store/database.ts';
import { soldRoomTypes } from '../store/desired.ts';
import { roomTypesOf } from '../store/property.ts';
import type { Writer } from '../store/writer.ts';
import { profileOf } from '../sync/manual-channel.ts';
import { isByHand } from './checklist-channels.ts';

/** The connection of a channel that people keep; refused where it is none, or nobody keeps it any more. */
export function keptByHand(read: ReadHandle, id: number): ConnectionRow {
  const found = findConnection(read, id);
  if (!found || !isByHand(found))
    throw new Refusal('not-found', 'This channel is not kept by hand here. Look again at the list.');
  if (found.state === 'disconnected')
    throw new Refusal('not-possible', `${found.name} is kept by hand no longer. Set it up anew.`);
  return found;
}

/** Everything that is known of an extranet, question by question. */
export function readProfile(read: ReadHandle, connectionId: number, now: number): ManualProfile {
  const connection = keptByHand(read, connectionId);
  const profile = profileOf(read, connection);
  const kept = keptProfile(read, connectionId);
  const sold = soldRoomTypes(read, connectionId).map(({ roomTypeId }) => roomTypeId as RoomTypeId);
  const asked = new Map(missingAnswers(profile, now, sold).map((gap) => [gap.question, gap.reason]));
  const links = new Map(roomLinksOf(read, connectionId).map((link) => [link.externalId, link.roomTypeId]));
  const types = new Map(roomTypesOf(read).map(({ id, name }) => [id, name]));
  const questions = Object.keys(profile.answers) as ProfileQuestion[];
  const pages = profile.answers.guestPages.value ?? {};
  return {
    ...{ connectionId, channel: connection.channel as Channel, name: connection.name },
    address: profile.address,
    answers: questions.map((question) => ({
      ...{ question, ...questionWords(question, profile.channel), asks: asked.get(question) ?? null },
      ...profile.answers[question],
    })),
    rooms: externalRoomsOf(read, connectionId)
      .filter(({ goneAt }) => goneAt === null)
      .map(({ externalId, name, plans }) => {
        const roomTypeId = links.get(externalId) ?? null;
        const roomType = roomTypeId === null ? '' : (types.get(roomTypeId) ?? '');
        return { externalId, name, roomTypeId, roomType, plans: plans.map((plan) => plan.name) };
      }),
    guestSites: HUMAN_PLACES[profile.channel].guestSites.map(({ key, name }) => ({
      ...{ key, name, template: pages[key] ?? '' },
    })),
    offBecause: checklistOff(profile) ?? null,
    isClosing: connection.isClosing === 1,
    changedAt: kept?.changedAt ?? null,
    changedBy: kept?.changedBy ?? '',
  };
}

interface ProfileAsked {
  readonly address?: string | undefined;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** Keeps what was answered; each answer is checked now, by who says it. Refused as a whole, with the words for each field. */
export function saveProfile(writer: Writer, connection: ConnectionRow, asked: ProfileAsked): ProfileBody {
  const { tx, act } = writer;
  const { rooms: _rooms, ...before } = profileOf(tx, connection);
  const said = Object.fromEntries(
    Object.entries(asked.answers).map(([question, value]) => [
      question,
      { value, checkedAt: act.at, checkedBy: act.actor },
    ]),
  );
  const parsed = parseProfileBody({
    ...before,
    ...(asked.address === undefined ? {} : { address: asked.address }),
    answers: { ...before.answers, ...said },
  });
  if (!parsed.ok) {
    const problems = parsed.problems.map(({ field, words }) => ({
      field: field.replace(/^answers\./u, '').replace(/\.value(?=\.|$)/u, ''),
      words,
    }));
    const [first] = problems;
    throw new Refusal(
      'invalid-input',
      `Nothing was saved: ${first?.field ?? 'the profile'}: ${first?.words ?? 'is not right'}`,
      { field: first?.field ?? 'profile', problems },
    );
  }
  const { at: changedAt, actor: changedBy } = act;
  keepProfile(tx, {
    ...{ connectionId: connection.id, changedAt, changedBy },
    body: JSON.stringify(parsed.body),
  });
  return parsed.body;
}
