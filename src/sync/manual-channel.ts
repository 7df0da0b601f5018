import {
  type ChannelProfile,
  emptyProfile,
  type HumanChannel,
  parseProfileBody,
} from '../domain/channel-profile.ts';
import { type ChecklistTemplate, parseTemplateText } from '../domain/checklist-template.ts';
import type { RoomTypeId } from '../domain/property.ts';
import type { Provider } from '../providers/kit/provider.ts';
import { keptProfile, usedTemplates } from '../store/checklists-kept.ts';
import { externalRoomsOf, roomLinksOf } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import type { ConnectionRow } from './engine-world.ts';
import { withCheck } from './template-checks.ts';

/** What is known of a channel's extranet: the hotel's answers, and its rooms by their names there. */
export function profileOf(read: ReadHandle, connection: ConnectionRow): ChannelProfile {
  const kept = keptProfile(read, connection.id);
  const parsed = kept ? parseProfileBody(JSON.parse(kept.body)) : undefined;
  const body = parsed?.ok ? parsed.body : emptyProfile(connection.channel as HumanChannel);
  const rooms = new Map(externalRoomsOf(read, connection.id).map((room) => [room.externalId, room]));
  return {
    ...body,
    rooms: roomLinksOf(read, connection.id).flatMap(({ externalId, roomTypeId }) => {
      const room = rooms.get(externalId);
      if (roomTypeId === null || !room) return [];
      const plans = room.plans.map((plan) => plan.name);
      return [{ roomTypeId: roomTypeId as RoomTypeId, externalId, name: room.name, plans }];
    }),
  };
}

/** How tasks are done at a channel: what staff have made of our templates, else ours. */
export function templatesFor(read: ReadHandle, provider: Provider): ChecklistTemplate[] {
  const used = new Map(usedTemplates(read).map((kept) => [kept.templateId, kept.body]));
  return (provider.checklists ?? []).map((ours) => {
    const body = used.get(ours.id);
    const parsed = body === undefined ? undefined : parseTemplateText(body);
    return parsed?.ok ? parsed.template : withCheck(read, ours);
  });
}

/** The rooms of a channel by their names there. */
export function roomNamesAt(read: ReadHandle, connectionId: number): (roomTypeId: RoomTypeId) => string {
  const rooms = new Map(
    externalRoomsOf(read, connectionId).map(({ externalId, name }) => [externalId, name]),
  );
  const names = new Map(
    roomLinksOf(read, connectionId).map(({ roomTypeId, externalId }) => [roomTypeId, rooms.get(externalId)]),
  );
  return (roomTypeId) => names.get(roomTypeId) ?? 'Room';
}
