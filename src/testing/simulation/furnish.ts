import { type Beds24Sandbox, startBeds24 } from '../../sandbox/beds24/server.ts';
import type { SimulatedConnection, SimulatedHotel, SimulatedRoomType } from './simulated-hotel.ts';

const ZONE = 'Europe/Lisbon';
/** Small on purpose: a hotel that is nearly full makes every mistake show. */
const ROOM_TYPES = [
  { name: 'Double', units: ['201', '202', '203'], dailyPrice: 90 },
  { name: 'Suite', units: ['301'], dailyPrice: 180 },
] as const;

/** The hotel as its owner sets it up; answers its rate plan. */
export async function furnish(
  hotel: Pick<SimulatedHotel, 'client'>,
  roomTypes: SimulatedRoomType[],
): Promise<number> {
  await hotel.client.call('property.save', { name: 'Casa Prova', zone: ZONE, currency: 'EUR' });
  for (const { name, units } of ROOM_TYPES)
    await hotel.client.call('roomTypes.save', { name, sleeps: 2, addUnits: [...units] });
  const known = await hotel.client.call('property.read', {});
  for (const { id, name, units } of known.roomTypes)
    roomTypes.push({ id, name, unitIds: units.map((unit) => unit.id) });
  const { id } = await hotel.client.call('rates.savePlan', {
    ...{ id: null, name: 'Standard', kind: 'bar', mealPlan: 'room-only', cancellation: 'flexible' },
    ...{ parentId: null, adjustBasisPoints: 0, adjustMinor: 0, minLos: 1, maxLos: 0 },
    ...{ advanceMinDays: null, advanceMaxDays: null, floorMinor: null },
  });
  return id;
}

/** By the very calls that a person would make. */
export async function connect(
  hotel: SimulatedHotel,
  channels: Beds24Sandbox[],
  { seed, index }: { readonly seed: number; readonly index: number },
): Promise<SimulatedConnection> {
  const channel = await startBeds24({ clock: hotel.clock.world, zone: ZONE, account: `sim-${index}` });
  channels.push(channel);
  // some channels have so much to say that it comes in pages
  if (seed % 3 === 0) channel.pageSize = 3;
  const property = channel.addProperty({
    ...{ id: 40_000 + index, name: 'Casa Prova', currency: 'EUR', zone: ZONE },
    roomTypes: ROOM_TYPES.map(({ name, units, dailyPrice }) => ({ name, qty: units.length, dailyPrice })),
  });
  const { client } = hotel;
  const { testId } = await client.call('connections.test', {
    ...{ provider: 'beds24', environment: 'sandbox', baseUrl: channel.baseUrl },
    fields: { inviteCode: channel.signIn.inviteCode() },
  });
  const { id } = await client.call('connections.add', {
    testId,
    externalPropertyId: String(property.id),
    name: `Beds24 ${index}`,
  });
  await client.call('sync.run', { connectionId: id, kind: 'rooms', isAwaited: true });
  const rooms = property.roomTypes.map((room) => room.id);
  for (const [place, roomId] of rooms.entries()) {
    const roomType = hotel.roomTypes[place];
    if (roomType)
      await client.call('connections.linkRoom', { id, externalRoomId: String(roomId), to: roomType.id });
  }
  const { ratePlanId } = hotel;
  for (const { externalId: externalRoomId, plans } of (await client.call('connections.read', { id })).rooms)
    for (const { externalId: externalPlanId } of plans)
      await client.call('connections.linkPlan', { id, externalRoomId, externalPlanId, ratePlanId });
  await client.call('sync.run', { connectionId: id, kind: 'pull', isAwaited: true });
  await client.call('connections.change', { id, horizonDays: 21 });
  await client.call('connections.tell', { id, isTold: true });
  const webhookLine = (await hotel.core.webhookLine(id)) ?? '';
  return { id, channel, property, rooms, webhookLine };
}
