import { z } from 'zod';
import { channelSchema } from '../domain/channel.ts';
import { CONNECTION_STATES, ENVIRONMENTS } from '../domain/connection.ts';
import { command, doneSchema, nothing, query } from './define.ts';
import { idSchema, instantSchema, nameSchema, textSchema } from './fields.ts';
import { connectionTestSchema, providerSchema } from './sign-in.ts';

export type { ConnectionTest, ProviderView } from './sign-in.ts';

const environmentSchema = z.enum(ENVIRONMENTS);

/** How a connection is, worst word first. `silent`: nothing failed, and yet nothing was heard for too long. */
export const CONNECTION_HEALTH = [
  'needs-sign-in',
  'failing',
  'silent',
  'unmapped',
  'slow',
  'paused',
  'new',
  'healthy',
  'disconnected',
] as const;

export const connectionRowSchema = z.object({
  id: z.int(),
  provider: z.string(),
  providerName: z.string(),
  channel: channelSchema,
  name: z.string(),
  environment: environmentSchema,
  host: z.string(),
  externalPropertyName: z.string(),
  state: z.enum(CONNECTION_STATES),
  health: z.enum(CONNECTION_HEALTH),
  /** For staff: what it is doing or what is wrong, and what to do. */
  words: z.string(),
  isTold: z.boolean(),
  lastHeardAt: instantSchema.nullable(),
  lastToldAt: instantSchema.nullable(),
  failingSince: instantSchema.nullable(),
  nextPullAt: instantSchema.nullable(),
  /** Cells whose desired value the channel has not confirmed. */
  waitingCells: z.int(),
  /** Of them: nights that the channel would not take. They do not go out by themselves, and the health is `failing`. */
  refusedCells: z.int(),
  /** In the outbox, without second looks that are only due later. */
  waitingJobs: z.int(),
  failedJobs: z.int(),
  unmappedRooms: z.int(),
  unmappedBookings: z.int(),
  breaker: z.enum(['closed', 'open', 'half-open']),
  points: z.object({ remaining: z.number(), total: z.number(), resetsAt: instantSchema }).nullable(),
  /** Days since the credentials were changed; `due` at 90, `soon` at 60. */
  rotation: z.object({ days: z.int(), state: z.enum(['fine', 'soon', 'due', 'to-confirm']) }),
});
export type ConnectionRow = z.infer<typeof connectionRowSchema>;

const externalRoomSchema = z.object({
  externalId: z.string(),
  name: z.string(),
  quantity: z.int(),
  isGone: z.boolean(),
  /** `linked` to `roomTypeId`, knowingly `ignored`, or `open`: somebody must say. */
  link: z.enum(['linked', 'ignored', 'open']),
  roomTypeId: z.int().nullable(),
  /** Our best guess while it is open; null where none is near. */
  suggestedRoomTypeId: z.int().nullable(),
  /** "5 there, 4 here: the channel could sell one that does not exist." Empty where all is well. */
  warning: z.string(),
  /** Bookings that wait for this link. */
  bookingsWaiting: z.int(),
  plans: z.array(
    z.object({
      externalId: z.string(),
      name: z.string(),
      isLinked: z.boolean(),
      ratePlanId: z.int().nullable(),
    }),
  ),
});
export const connectionSchema = connectionRowSchema.extend({
  baseUrl: z.string(),
  externalPropertyId: z.string(),
  currency: z.string(),
  closeAtLeft: z.int(),
  horizonDays: z.int(),
  rooms: z.array(externalRoomSchema),
  roomsReadAt: instantSchema.nullable(),
  /** Our room types that no room of the channel is linked to: they are not sold there. */
  unsoldRoomTypeIds: z.array(z.int()),
  schedules: z.array(
    z.object({
      kind: z.string(),
      name: z.string(),
      cron: z.string(),
      isDefault: z.boolean(),
      isPaused: z.boolean(),
      lastRunAt: instantSchema.nullable(),
      nextRunAt: instantSchema.nullable(),
    }),
  ),
  hasOldCredential: z.boolean(),
});
export type ConnectionView = z.infer<typeof connectionSchema>;

const one = z.object({ id: idSchema });
/** A new room type made after the room, none on purpose, or the word about it taken back. */
const linkWord = z.enum(['new', 'none', 'open']);

export const connectionCalls = {
  'connections.providers': query({
    says: 'The channels that can be connected by sign-in, with the fields of their forms.',
    input: nothing,
    output: z.object({ providers: z.array(providerSchema) }),
  }),
  'connections.list': query({
    says: 'The connections and how each one is.',
    input: nothing,
    output: z.object({ rows: z.array(connectionRowSchema) }),
  }),
  'connections.read': query({
    says: 'One connection: links of rooms and prices, schedules, limits.',
    input: one,
    output: connectionSchema,
  }),
  'connections.test': command({
    says: 'Signs in with what was typed and says what is there. Nothing is kept until it is added.',
    input: z.object({
      provider: z.string().max(40),
      environment: environmentSchema,
      /** Only where the provider leaves it open, or for another address of the same API. */
      baseUrl: z.string().trim().max(300).optional(),
      fields: z.record(z.string().max(40), z.string().trim().max(4000)),
    }),
    output: connectionTestSchema,
  }),
  'connections.add': command({
    says: 'Keeps a tested sign-in as a connection for one property, and begins to read it. Nothing is told to it yet.',
    input: z.object({
      testId: z.string().max(100),
      externalPropertyId: z.string().max(100),
      name: nameSchema(80),
    }),
    output: doneSchema.extend({ id: z.int() }),
  }),
  'connections.linkRoom': command({
    says: 'Says which room type a room of the channel is: one of ours, a new one made after it, or none on purpose.',
    input: z.object({
      id: idSchema,
      externalRoomId: z.string().max(100),
      to: z.union([idSchema, linkWord]),
    }),
    output: doneSchema,
  }),
  'connections.linkRooms': command({
    says: 'Says of several rooms of the channel at once which room types they are, as one act.',
    input: z.object({
      id: idSchema,
      links: z
        .array(z.object({ externalRoomId: z.string().max(100), to: z.union([idSchema, linkWord]) }))
        .min(1)
        .max(200),
    }),
    output: doneSchema,
  }),
  'connections.linkPlan': command({
    says: 'Says which rate plan a price of the channel is; null for none.',
    input: z.object({
      id: idSchema,
      externalRoomId: z.string().max(100),
      externalPlanId: z.string().max(100),
      ratePlanId: idSchema.nullable(),
    }),
    output: doneSchema,
  }),
  'connections.tell': command({
    says: 'Begins or ceases to tell the channel what to show. See `sync.dryRun` for what would go: guards that ask must be named in `knowing`.',
    input: one.extend({ isTold: z.boolean(), knowing: z.array(z.string().max(120)).max(50).optional() }),
    output: doneSchema,
  }),
  'connections.change': command({
    says: 'Changes a connection: its name, from how many left it closes, how far ahead it is told.',
    input: one.extend({
      name: nameSchema(80).optional(),
      closeAtLeft: z.int().min(0).max(50).optional(),
      horizonDays: z.int().min(1).max(730).optional(),
    }),
    output: doneSchema,
  }),
  'connections.pause': command({
    says: 'Pauses a connection or lets it go on. What is to be told waits meanwhile.',
    input: one.extend({ isPaused: z.boolean(), reason: textSchema(200).optional() }),
    output: doneSchema,
  }),
  'connections.schedule': command({
    says: 'Sets when a kind of work runs (five cron fields, in the hotel’s time; null: as proposed), or pauses it.',
    input: one.extend({
      kind: z.string().max(40),
      cron: z.string().max(100).nullable().optional(),
      isPaused: z.boolean().optional(),
    }),
    output: doneSchema,
  }),
  'connections.refreshRooms': command({
    says: 'Reads the rooms and prices of the channel anew.',
    input: one,
    output: z.object({ message: z.string() }),
  }),
  'connections.rotate': command({
    says: 'Changes to tested new credentials. The old ones are kept until the new ones are confirmed.',
    input: one.extend({ testId: z.string().max(100) }),
    output: doneSchema,
  }),
  'connections.lend': command({
    says: 'Signs in with tested credentials for this run only, on the command line. What is kept stays as it is.',
    input: one.extend({ testId: z.string().max(100) }),
    output: z.object({ message: z.string() }),
  }),
  'connections.confirmRotation': command({
    says: 'Ends a change of credentials: keeps the new ones, or goes back to the old ones.',
    input: one.extend({ keep: z.enum(['new', 'old']) }),
    output: doneSchema,
  }),
  'connections.disconnect': command({
    says: 'Lets a channel go. `close` sells nothing there any more before it is let go; `leave` leaves it as it is.',
    input: one.extend({ meanwhile: z.enum(['close', 'leave']), reason: textSchema(300).optional() }),
    output: doneSchema,
  }),
};
