import { z } from 'zod';
import { ACTS, ROLES } from '../domain/person.ts';
import { IDLE_MINUTES } from '../domain/person-pin.ts';
import { command, nothing, query } from './define.ts';
import { idSchema, instantSchema, textSchema } from './fields.ts';

const roleSchema = z.enum(ROLES);
/** Passes through and is kept nowhere: neither here nor in the log of commands. */
const pinSchema = z.string().max(40);
const said = z.object({ message: z.string() });

export const personSchema = z.object({
  id: z.int(),
  name: z.string(),
  role: roleSchema,
  isActive: z.boolean(),
  hasPin: z.boolean(),
  /** How they sign in: by choosing a PIN first, by their PIN, or not at all. */
  signIn: z.enum(['no', 'choose-pin', 'pin']),
  /** After too many wrong PINs; null: not locked. */
  lockedUntil: instantSchema.nullable(),
});
export type PersonView = z.infer<typeof personSchema>;

export const peopleCalls = {
  'people.list': query({
    says: 'Who works here, and who is signed in at this window.',
    input: nothing,
    output: z.object({
      people: z.array(personSchema),
      /** Null: nobody. `isIdle`: nothing was touched for a while, and their PIN is asked for again. */
      signedIn: z
        .object({
          id: z.int(),
          name: z.string(),
          role: roleSchema,
          isIdle: z.boolean(),
          acts: z.array(z.enum(ACTS)),
        })
        .nullable(),
      idleMinutes: z.int(),
      /** Whether the owner of this computer's account can be asked to confirm, where every PIN is forgotten. */
      canRecover: z.boolean(),
    }),
  }),
  'people.save': command({
    says: 'Adds a person, or changes their name and role, or lets them go. The first has to be an owner.',
    input: z.object({
      id: idSchema.nullable(),
      name: textSchema(80),
      role: roleSchema,
      isActive: z.boolean(),
    }),
    output: said.extend({ id: z.int() }),
  }),
  'people.setPin': command({
    says: 'Chooses a PIN, with the one before where there is one, and signs in at this window.',
    input: z.object({ id: idSchema, pin: pinSchema, currentPin: pinSchema.optional() }),
    output: said,
  }),
  'people.takeBackPin': command({
    says: 'Takes a PIN back that was forgotten or seen; its person chooses a new one.',
    input: z.object({ id: idSchema }),
    output: said,
  }),
  'people.signIn': command({
    says: 'Signs in at this window. What is done here from now on is signed with this name.',
    input: z.object({ id: idSchema, pin: pinSchema }),
    output: said,
  }),
  'people.signOut': command({
    says: 'Nobody is signed in at this window any more.',
    input: nothing,
    output: said,
  }),
  'people.touch': command({
    says: 'Somebody is at this window. Wakes nobody who was idle for too long.',
    input: nothing,
    output: z.object({ isIdle: z.boolean() }),
  }),
  'people.recover': command({
    says: 'An owner who has forgotten their PIN: takes it back once this computer’s account has confirmed who sits here.',
    input: z.object({ id: idSchema }),
    output: said,
  }),
  'people.setIdleMinutes': command({
    says: 'After how many minutes without a touch the next act asks for a PIN.',
    input: z.object({ minutes: z.int().min(IDLE_MINUTES.least).max(IDLE_MINUTES.most) }),
    output: said,
  }),
};
