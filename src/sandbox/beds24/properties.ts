import type { Answer, ItemError, ItemResult } from './answer.ts';
import { isItem, type Item, list, oneOf, pattern, text, whole, wrongFields } from './fields.ts';
import type { Hotel, Property, WebhookSetting } from './hotel.ts';
import { type Page, pageOf } from './page.ts';
import type { Parameter, Query } from './query.ts';
import type { RoomType } from './room-type.ts';

export const PROPERTY_PARAMETERS: Readonly<Record<string, Parameter>> = {
  id: 'whole-numbers',
  roomId: 'whole-numbers',
  includeAllRooms: 'flag',
  includePriceRules: 'flag',
  includeOffers: 'flag',
  includeTexts: { many: ['all', 'property', 'roomType'] },
  includeLanguages: 'texts',
  includePictures: 'flag',
  includeUpsellItems: 'flag',
  includeUnitDetails: 'flag',
  page: 'page',
};

function roomOnWire(room: RoomType, query: Query): unknown {
  return {
    id: room.id,
    propertyId: room.propertyId,
    name: room.name,
    roomType: 'double',
    qty: room.qty,
    minPrice: 0,
    maxPeople: room.maxPeople,
    maxAdult: room.maxPeople,
    maxChildren: room.maxPeople,
    minStay: room.minStay,
    maxStay: room.maxStay,
    restrictionStrategy: 'stayThrough',
    rackRate: 0,
    cleaningFee: 0,
    securityDeposit: 0,
    taxPercentage: 0,
    taxPerson: 0,
    overbookingProtection: 'room',
    ...(query.flag('includeUnitDetails') && {
      units: room.units.map((unit) => ({ ...unit, statusColor: '', statusText: '', note: '' })),
    }),
    ...(query.flag('includePriceRules') && {
      priceRules: room.priceRules.map(({ id, name, upToPersons, link }) => ({
        ...{ id, name },
        priceFor: { type: 'upToPerson', upToPersonValue: upToPersons ?? room.maxPeople },
        ...{ extraPerson: 0, extraChild: 0, minimumStay: 0, maximumStay: 0, offer: 1 },
        priceLinking: link ?? null,
        channels: {},
      })),
    }),
  };
}

function propertyOnWire(hotel: Hotel, property: Property, query: Query): unknown {
  const rooms = query.numbers('roomId');
  const shown = property.roomTypes.filter(
    ({ id }) => query.flag('includeAllRooms') || (rooms?.includes(id) ?? false),
  );
  return {
    id: property.id,
    name: property.name,
    propertyType: 'hotel',
    currency: property.currency,
    ...{ address: '', city: '', state: '', postcode: '', country: property.country },
    ...{ latitude: null, longitude: null, checkInStart: '15:00', checkInEnd: '22:00', checkOutEnd: '11:00' },
    account: { ownerId: hotel.ownerId },
    ...(query.flag('includeOffers') && { offers: [] }),
    roomTypes: shown.map((room) => roomOnWire(room, query)),
    webhooks: property.webhooks,
  };
}

/** `GET /properties`. Without `includeAllRooms` only rooms named by `roomId` are shown; the zone is shown nowhere. */
export function readProperties(hotel: Hotel, query: Query, page: Page): Answer {
  const [ids, rooms] = [query.numbers('id'), query.numbers('roomId')];
  const wanted = hotel.properties.filter(
    ({ id, roomTypes }) =>
      (ids?.includes(id) ?? true) &&
      (rooms === undefined || roomTypes.some((room) => rooms.includes(room.id))),
  );
  return pageOf('property', wanted, query.page, page, (property) => propertyOnWire(hotel, property, query));
}

const ACTION = 'modify property';
const WEBHOOK_CHECKS = {
  version: oneOf(['one', 'twoNoPersonalData', 'twoWithPersonalData']),
  url: pattern(/^(https?:\/\/\S+)?$/, 'must be an http address'),
  additionalData: oneOf(['none', 'CVC', 'token', 'CVCAndToken']),
  customHeader: text(1000),
};
const FIELD_CHECKS = {
  id: whole(1),
  roomTypes: list,
  webhooks: (value: unknown): string | undefined => {
    if (!isItem(value)) return 'must be an object';
    const [first] = wrongFields(value, WEBHOOK_CHECKS, ACTION);
    return first && `${first.field}: ${first.message}`;
  },
};
const PLAIN: WebhookSetting = { version: 'one', url: '', additionalData: 'none', customHeader: '' };

function writeOne(hotel: Hotel, item: Item): ItemResult {
  const refused = (errors: readonly ItemError[]): ItemResult => ({ success: false, errors });
  const wrong = wrongFields(item, FIELD_CHECKS, ACTION);
  if (wrong.length > 0) return refused(wrong);
  // seen in the real API: rooms without their property are reported as written, and are not
  if (item['id'] === undefined && item['roomTypes'] !== undefined) return { success: true };
  const property = hotel.property(item['id'] as number);
  if (!property) return refused([{ action: ACTION, field: 'id', message: 'property not accessible' }]);
  if (item['roomTypes'] !== undefined)
    return refused([{ action: ACTION, field: 'roomTypes', message: 'cannot be changed here' }]);
  if (item['webhooks'] !== undefined)
    property.webhooks = { ...PLAIN, ...property.webhooks, ...(item['webhooks'] as Partial<WebhookSetting>) };
  return { success: true, modified: { id: property.id } };
}

/** `POST /properties`, as far as webhooks go; nothing else about a property can be changed here. */
export const writeProperties = (hotel: Hotel, items: readonly unknown[]): ItemResult[] =>
  items.map((item) =>
    isItem(item)
      ? writeOne(hotel, item)
      : { success: false, errors: [{ action: ACTION, field: '', message: 'item must be an object' }] },
  );
