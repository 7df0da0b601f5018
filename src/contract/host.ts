import { z } from 'zod';
import { command, doneSchema, nothing, query } from './define.ts';
import { textSchema } from './fields.ts';

export const secretsStateSchema = z.object({
  kind: z.enum(['keychain', 'sealed-file', 'memory']),
  /** True where a sealed store waits for its passphrase: feeds can not be fetched until then. */
  isLocked: z.boolean(),
  /** For staff; null where there is nothing to say. */
  note: z.string().nullable(),
});

export const hostInfoSchema = z.object({
  version: z.string(),
  way: z.enum(['desktop', 'browser', 'command-line', 'test']),
  /** `own` is the hotel's real data; `demo` is the practice hotel on simulated channels, always labelled. */
  hotel: z.enum(['own', 'demo']),
  dataFolder: z.string(),
  abilities: z.object({ pickFolder: z.boolean(), openExternal: z.boolean(), switchHotel: z.boolean() }),
  secrets: secretsStateSchema,
});
export type HostInfo = z.infer<typeof hostInfoSchema>;

export const hostCalls = {
  'host.info': query({ says: 'What this Bellhop is and can do.', input: nothing, output: hostInfoSchema }),
  'host.unlock': command({
    says: 'Opens the sealed store of secrets for this run.',
    input: z.object({ passphrase: z.string().min(1).max(500) }),
    output: secretsStateSchema,
  }),
  'host.seal': command({
    says: 'Keeps secrets in a store sealed with a passphrase, where the computer has no keychain.',
    input: z.object({ passphrase: z.string().min(8, 'Use at least 8 characters.').max(500) }),
    output: secretsStateSchema,
  }),
  'host.pickFolder': command({
    says: 'Lets the person choose a folder. Null when they give up.',
    input: nothing,
    output: z.object({ folder: z.string().nullable() }),
  }),
  'host.switchHotel': command({
    says: 'Closes this hotel and opens the other: the demo hotel, or back to the own one. The window loads anew.',
    input: z.object({ hotel: z.enum(['own', 'demo']) }),
    output: z.object({ hotel: z.enum(['own', 'demo']) }),
  }),
  'host.backup': command({
    says: 'Writes a whole copy of the database to a file that does not exist yet. Secrets are not in it.',
    input: z.object({ file: textSchema(1000) }),
    output: z.object({ file: z.string(), bytes: z.int() }),
  }),
};

export const sandboxCalls = {
  'sandbox.read': query({
    says: 'The incidents that the demo hotel can play; empty where no sandbox runs.',
    input: nothing,
    output: z.object({
      isOn: z.boolean(),
      incidents: z.array(z.object({ id: z.string(), title: z.string(), story: z.string() })),
      /** The simulated channel manager to practise connecting; null where there is none. */
      beds24: z.object({ baseUrl: z.string(), inviteCode: z.string(), isOffline: z.boolean() }).nullable(),
    }),
  }),
  'sandbox.plug': command({
    says: 'Pulls the plug of the simulated channel manager, or puts it back.',
    input: z.object({ isOffline: z.boolean() }),
    output: z.object({ message: z.string() }),
  }),
  'sandbox.play': command({
    says: 'Plays one incident on the simulated channels; the feeds bring it in like any other day.',
    input: z.object({ id: z.string().max(60) }),
    output: doneSchema,
  }),
};
