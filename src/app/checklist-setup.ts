import type { ParsedInputOf } from '../contract/index.ts';
import { emptyProfile, type HumanChannel } from '../domain/channel-profile.ts';
import { channelName } from '../domain/channel.ts';
import { Refusal } from '../domain/failure.ts';
import { providerOf } from '../providers/registry.ts';
import { keepProfile } from '../store/checklists-kept.ts';
import { findConnection, listConnections, saveExternalRooms } from '../store/connections.ts';
import { applyReceipts } from '../store/ledger.ts';
import { roomTypesOf, theProperty, unitsOf } from '../store/property.ts';
import type { Writer } from '../store/writer.ts';
import type { ConnectionRow } from '../sync/engine-world.ts';
import { planPush } from '../sync/plan-push.ts';
import { keepVisit } from '../sync/worklist.ts';

type SetUp = ParsedInputOf<'checklists.setUp'>;

/** Nights ahead that people keep by hand, unless they say otherwise: further ones are rarely booked, and every night costs minutes. */
const HORIZON_NIGHTS = 120;

function assertSound(writer: Writer, { provider, propertyId, rooms }: SetUp): void {
  const twins = (values: readonly (string | number)[]): boolean => new Set(values).size !== values.length;
  if (twins(rooms.map(({ roomTypeId }) => roomTypeId)))
    throw new Refusal('invalid-input', 'One room type stands there twice. Give each its one room there.', {
      field: 'rooms',
    });
  if (twins(rooms.map(({ name, externalId }) => externalId || name)))
    throw new Refusal('invalid-input', 'Two rooms there have the same name or number. Tell them apart.', {
      field: 'rooms',
    });
  const same = listConnections(writer.tx).find(
    (row) =>
      row.provider === provider && row.state !== 'disconnected' && row.externalPropertyId === propertyId,
  );
  if (same)
    throw new Refusal('not-possible', `${same.name} is kept by hand already. Change its rooms there.`);
}

/** Somebody has looked: it shows what it should. From now on that is known, and ages. */
export function believeAsHere(writer: Writer, connection: ConnectionRow): void {
  const { tx, act } = writer;
  const provider = providerOf(connection.provider);
  if (!provider) return;
  const { ranges } = planPush(tx, connection, provider.descriptor, act.at);
  const taken = ranges.map((range) => ({ range, receipt: { type: 'taken' } as const }));
  applyReceipts(tx, connection.id, taken, act.at);
}

/** A channel that people keep: a connection without a sign-in, its rooms by their names there. */
export function setUpByHand(writer: Writer, asked: SetUp): ConnectionRow {
  assertSound(writer, asked);
  const provider = providerOf(asked.provider);
  if (provider?.descriptor.transport !== 'human')
    throw new Refusal('not-found', 'Bellhop knows no such channel.', { field: 'provider' });
  const { channel } = provider.descriptor;
  const name = channelName(channel);
  const property = theProperty(writer.tx);
  const { id } = writer.insert('connection', {
    ...{ propertyId: property.id, provider: asked.provider, channel, name, environment: 'production' },
    ...{ baseUrl: '', secretKey: '', externalPropertyId: asked.propertyId, isTold: 1 },
    ...{ externalPropertyName: asked.propertyName, currency: property.currency, horizonDays: HORIZON_NIGHTS },
    ...{ createdAt: writer.act.at, credentialAt: writer.act.at },
  });
  const units = Map.groupBy(unitsOf(writer.tx), ({ roomTypeId }) => roomTypeId);
  const types = new Map(roomTypesOf(writer.tx).map((type) => [type.id, type]));
  const rooms = asked.rooms.map((room) => {
    const type = types.get(room.roomTypeId);
    if (!type) throw new Refusal('not-found', 'One of these room types is no longer there.');
    const quantity = units.get(type.id)?.length ?? 0;
    return { ...room, externalId: room.externalId || room.name, quantity, sleeps: type.sleeps, plans: [] };
  });
  saveExternalRooms(writer.tx, id, rooms, writer.act.at);
  for (const { externalId, roomTypeId } of rooms)
    writer.insert('room_link', { connectionId: id, externalId, roomTypeId });
  const made = findConnection(writer.tx, id);
  if (!made) throw new Error('A connection that was just made is not there');
  const { at: changedAt, actor: changedBy } = writer.act;
  const body = emptyProfile(channel as HumanChannel);
  const value = { name: asked.propertyName, id: asked.propertyId || '-' };
  const told = { value, checkedAt: changedAt, checkedBy: changedBy };
  keepProfile(writer.tx, {
    ...{ connectionId: id, changedAt, changedBy },
    body: JSON.stringify({ ...body, answers: { ...body.answers, property: told } }),
  });
  if (asked.shows === 'as-here') believeAsHere(writer, made);
  keepVisit(writer.tx, made, provider.descriptor, writer.act.at);
  return made;
}
