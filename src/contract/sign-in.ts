import { z } from 'zod';
import { channelSchema } from '../domain/channel.ts';
import { ENVIRONMENTS } from '../domain/connection.ts';

const environmentSchema = z.enum(ENVIRONMENTS);

/** A channel that can be connected by sign-in, with the form for it. */
export const providerSchema = z.object({
  id: z.string(),
  name: z.string(),
  channel: channelSchema,
  /** Where a base address is null, the person gives it. */
  environments: z.array(z.object({ environment: environmentSchema, baseUrl: z.string().nullable() })),
  fields: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      help: z.string(),
      isSecret: z.boolean(),
      pattern: z.string(),
      isOptional: z.boolean(),
    }),
  ),
  whereToFind: z.array(z.string()),
  documents: z.array(z.object({ title: z.string(), href: z.string() })),
});
export type ProviderView = z.infer<typeof providerSchema>;

/** What a sign-in reaches. */
export const connectionTestSchema = z.object({
  /** Give it to `connections.add` or `connections.rotate` within 15 minutes. */
  testId: z.string(),
  properties: z.array(
    z.object({
      ...{ externalId: z.string(), name: z.string(), currency: z.string(), zone: z.string() },
      /** The connection that it has already; it can not be added a second time, but its sign-in can be changed. */
      connectedId: z.int().nullable(),
      /** "This property is connected already, as Beds24. …" Empty where it is not. */
      connectedWords: z.string(),
    }),
  ),
  /** For staff: what this sign-in may not do. */
  missing: z.array(z.string()),
});
export type ConnectionTest = z.infer<typeof connectionTestSchema>;
