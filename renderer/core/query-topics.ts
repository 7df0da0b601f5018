import type { Topic } from '../../src/contract/events.ts';
import type { QueryName } from '../../src/contract/index.ts';

/** Which changes make which answer old. */
export const QUERY_TOPICS: Readonly<Record<QueryName, readonly Topic[]>> = {
  'host.info': ['host'],
  'today.read': ['calendar', 'reservations', 'conflicts', 'feeds', 'property', 'host'],
  'calendar.read': ['calendar', 'reservations', 'conflicts', 'property'],
  'calendar.find': ['calendar', 'reservations', 'property'],
  'reservations.list': ['reservations', 'calendar', 'conflicts'],
  'reservations.read': ['reservations', 'calendar', 'conflicts', 'feeds'],
  'conflicts.list': ['conflicts'],
  'conflicts.read': ['conflicts', 'reservations', 'calendar'],
  'history.list': ['calendar', 'reservations', 'conflicts', 'feeds', 'exports', 'property', 'host'],
  'history.last': ['calendar', 'reservations', 'conflicts', 'feeds', 'exports', 'property'],
  'feeds.list': ['feeds', 'property'],
  'feeds.read': ['feeds', 'calendar'],
  'exports.list': ['exports', 'property'],
  'exports.preview': ['exports', 'calendar', 'reservations'],
  'property.read': ['property', 'calendar'],
  'sandbox.read': ['sandbox', 'host'],
};
