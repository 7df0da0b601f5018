import type { ProviderDescriptor, SignInField } from '../kit/provider.ts';
import { WEBHOOK_HEADER } from './webhook.ts';

/** Secrets there are letters, digits and the signs of base64; blanks around a pasted one are cut off before. */
const SECRET = '\\s*[A-Za-z0-9+/=_.~-]{16,512}\\s*';

const FIELDS: readonly SignInField[] = [
  {
    name: 'inviteCode',
    label: 'Invite code',
    help: 'For reading and writing. It is good once, for 24 hours; Bellhop trades it for a sign-in of its own.',
    isSecret: true,
    pattern: SECRET,
    isOptional: true,
  },
  {
    name: 'longLifeToken',
    label: 'Long life token',
    help: 'Instead of an invite code, and only for reading: Bellhop sees bookings and can not change anything.',
    isSecret: true,
    pattern: SECRET,
    isOptional: true,
  },
];

/** Beds24 without code. The limits are the published ones; where none is published, the safest plausible one. */
export const beds24Descriptor: ProviderDescriptor = {
  id: 'beds24',
  name: 'Beds24',
  channel: 'beds24',
  transport: 'http',
  documents: [
    { title: 'API V2, reference', href: 'https://beds24.com/api/v2' },
    { title: 'API V2, introduction', href: 'https://wiki.beds24.com/index.php/Category:API_V2' },
  ],
  capabilities: [
    'pull-changes',
    'pull-all',
    'push-availability',
    'push-rates',
    'push-stop-sell',
    'push-cta',
    'push-ctd',
    'push-min-los',
    'push-max-los',
    'push-reservations',
    'read-back',
    'webhooks',
    'room-discovery',
    'rate-discovery',
  ],
  environments: [
    { environment: 'production', baseUrl: 'https://api.beds24.com/v2' },
    { environment: 'sandbox', baseUrl: null },
  ],
  auth: {
    kind: 'invite-code',
    fields: FIELDS,
    whereToFind: [
      'In Beds24, open Settings, then Marketplace, then API.',
      'Under Invite codes, choose Generate invite code.',
      'Tick Bookings, Bookings personal, Bookings financial and Inventory for read and write, and Properties for read.',
      'If the property belongs to another account, tick Allow linked properties as well.',
      'Copy the code and paste it here within 24 hours.',
    ],
  },
  limits: {
    budget: { points: 100, windowMs: 300_000, per: 'account' },
    parallel: 1,
    nightsPerRange: 366,
    // a range is at most 200 bytes on the wire even alone in its item: 400 KB, less than half of what a call may carry
    rangesPerCall: 2_000,
    horizonDays: 730,
    breaksAtMonthEnd: false,
  },
  schedules: [
    { kind: 'pull', cron: '*/5 * * * *', jitterMs: 30_000 },
    { kind: 'reconcile', cron: '0 3 * * *', jitterMs: 300_000 },
    { kind: 'rates', cron: '*/15 * * * *', jitterMs: 60_000 },
    { kind: 'inventory', cron: '*/5 * * * *', jitterMs: 30_000 },
    { kind: 'content', cron: '0 2 * * *', jitterMs: 300_000 },
  ],
  fields: {
    available: 'room-type',
    stopSell: 'room-type',
    closedToArrival: 'room-type',
    closedToDeparture: 'room-type',
    minLos: 'room-type',
    maxLos: 'room-type',
    priceMinor: 'rate-plan',
  },
  // one word there says all three switches, and opening without a number resets the number to the most
  together: [['available', 'stopSell', 'closedToArrival', 'closedToDeparture']],
  mapping: { roomTypes: true, ratePlans: true },
  webhookHeader: WEBHOOK_HEADER,
  staleAfterMinutes: 20,
};
