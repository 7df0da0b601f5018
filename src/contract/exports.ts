import { z } from 'zod';
import { channelSchema } from '../domain/channel.ts';
import { command, doneSchema, nothing, query } from './define.ts';
import { nightsSchema } from './feeds.ts';
import { idSchema, instantSchema, textSchema } from './fields.ts';

export const exportRowSchema = z.object({
  id: z.int(),
  channel: channelSchema,
  roomTypeId: z.int(),
  roomTypeName: z.string(),
  unitId: z.int().nullable(),
  unitName: z.string().nullable(),
  version: z.int(),
  changedAt: instantSchema.nullable(),
  writtenAt: instantSchema.nullable(),
  writeFailure: z.string().nullable(),
  fetchedAt: instantSchema.nullable(),
  fetchedBy: z.string().nullable(),
  fetchedVersion: z.int().nullable(),
  showGuestNames: z.boolean(),
  withTimes: z.boolean(),
  nights: z.int(),
});
export type ExportRow = z.infer<typeof exportRowSchema>;

export const exportCalls = {
  'exports.list': query({
    says: 'The calendars that Bellhop writes, and the folder they are written to.',
    input: nothing,
    output: z.object({
      rows: z.array(exportRowSchema),
      folder: z.string().nullable(),
      isServed: z.boolean(),
    }),
  }),
  'exports.add': command({
    says: 'Makes a private feed of a unit or (unitId null) a room type for one channel, without what came from that channel.',
    input: z.object({ channel: channelSchema, roomTypeId: idSchema, unitId: idSchema.nullable() }),
    output: doneSchema.extend({ id: z.int() }),
  }),
  'exports.change': command({
    says: 'Guest names on or off (off unless switched on), times in the events for readers that need them.',
    input: z.object({
      id: idSchema,
      showGuestNames: z.boolean().optional(),
      withTimes: z.boolean().optional(),
    }),
    output: doneSchema,
  }),
  'exports.remove': command({
    says: 'Removes a feed: its address stops answering.',
    input: z.object({ id: idSchema }),
    output: doneSchema,
  }),
  'exports.rotate': command({
    says: 'Gives a feed a new address; the old one stops answering at once.',
    input: z.object({ id: idSchema }),
    output: doneSchema,
  }),
  'exports.preview': query({
    says: 'What the channel will see: the document, its nights, and what was left out.',
    input: z.object({ id: idSchema }),
    output: z.object({
      text: z.string(),
      nights: z.array(nightsSchema),
      leftOut: z.array(z.string()),
      version: z.int(),
    }),
  }),
  'exports.reveal': command({
    says: 'The address on this computer, for a person who asked to copy it. It is as good as a password.',
    input: z.object({ id: idSchema }),
    output: z.object({ address: z.string().nullable() }),
  }),
  'exports.setFolder': command({
    says: 'Writes every feed to this folder on each change (null: no more).',
    input: z.object({ folder: textSchema(1000).nullable() }),
    output: doneSchema,
  }),
};
