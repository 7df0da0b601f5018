import type { ExternalPlan, ExternalProperty, ExternalRoom } from '../../domain/connection.ts';
import type { Outcome, ProviderContext } from '../kit/provider.ts';
import { done, failed, notPossible, strangeAnswer } from './failures.ts';
import { getAll, type Query } from './pages.ts';
import { priceRuleSchema, propertySchema, roomTypeSchema } from './wire.ts';

const SLOTS = 16;

/** The properties that the sign-in may reach. Beds24 does not tell their zones. */
export async function listProperties(
  context: ProviderContext,
): Promise<Outcome<readonly ExternalProperty[]>> {
  const rows = await getAll(context, { path: '/properties', query: [], purpose: 'list properties' });
  if (!rows.ok) return rows;
  const read = rows.value.map((row) => propertySchema.safeParse(row).data);
  if (read.includes(undefined)) return failed(strangeAnswer('a property without a number', false));
  const properties = read.flatMap((property) => (property ? [property] : []));
  return done(
    properties.map(({ id, name, currency }) => ({
      externalId: id,
      name: name?.trim() || `Property ${id}`,
      currency: currency?.toUpperCase() ?? '',
      zone: '',
    })),
  );
}

/** A room's prices. A rule that is no slot of the calendar can not be written and is left out. */
function plansOf(rules: readonly unknown[]): ExternalPlan[] {
  const plans = rules.flatMap((rule): ExternalPlan[] => {
    const { data } = priceRuleSchema.safeParse(rule);
    if (!data || Number(data.id) > SLOTS) return [];
    const isLinked = data.priceLinking?.roomId !== undefined || data.priceLinking?.priceId !== undefined;
    return [{ externalId: data.id, name: data.name?.trim() || `Price ${data.id}`, isLinked }];
  });
  return [...new Map(plans.map((plan) => [plan.externalId, plan])).values()];
}

function roomOf(row: unknown): ExternalRoom | undefined {
  const { data } = roomTypeSchema.safeParse(row);
  if (!data) return undefined;
  const { id, name, qty, maxPeople } = data;
  return {
    externalId: id,
    name: name?.trim() || `Room ${id}`,
    quantity: Math.max(0, Math.trunc(qty ?? 1)),
    sleeps: maxPeople === undefined || maxPeople < 1 ? null : Math.trunc(maxPeople),
    plans: plansOf(data.priceRules),
  };
}

/** The rooms of the chosen property with their prices, which are the rate plans there. */
export async function listRoomTypes(context: ProviderContext): Promise<Outcome<readonly ExternalRoom[]>> {
  const { externalPropertyId } = context.connection;
  if (externalPropertyId === '')
    return failed(
      notPossible('No property of the Beds24 account was chosen yet. Choose one, and its rooms are read.'),
    );
  const query: Query = [
    ['id', externalPropertyId],
    ['includeAllRooms', 'true'],
    ['includePriceRules', 'true'],
  ];
  const rows = await getAll(context, { path: '/properties', query, purpose: 'list rooms and prices' });
  if (!rows.ok) return rows;
  const read = rows.value.map((row) => propertySchema.safeParse(row).data);
  if (read.includes(undefined)) return failed(strangeAnswer('a property without a number', false));
  const property = read.find((one) => one?.id === externalPropertyId);
  if (!property) {
    const words = `The sign-in does not reach property ${externalPropertyId} at Beds24 any more. Choose another one, or sign in again with linked properties allowed.`;
    return failed({ code: 'gone', words, mayHaveHappened: false });
  }
  const rooms = property.roomTypes.map(roomOf);
  if (rooms.includes(undefined)) return failed(strangeAnswer('a room without a number', false));
  return done(rooms.flatMap((room) => (room ? [room] : [])));
}
