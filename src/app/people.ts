import type { OutputOf, ParsedInputOf } from '../contract/index.ts';
import { Refusal } from '../domain/failure.ts';
import { ACTS, may, type Person, personProblem } from '../domain/person.ts';
import {
  AFTER_RIGHT_PIN,
  countTry,
  lockedUntilAt,
  pinProblem,
  sayWrongPin,
  signInOf,
} from '../domain/person-pin.ts';
import { addPerson, changePerson, findPerson, listPeople, notePerson } from '../store/people.ts';
import type { ReadHandle } from '../store/database.ts';
import type { Act, Writer } from '../store/writer.ts';
import type { Caller } from './core.ts';
import type { Surroundings } from './handler.ts';

export function thePerson(read: ReadHandle, id: number): Person {
  const found = findPerson(read, id);
  if (!found) throw new Refusal('not-found', 'There is no such person. Look again at the list.');
  return found;
}

/** Everybody, without anything of their PINs, and who is signed in at the window that asks. */
export function readPeople(here: Surroundings, caller: Caller): OutputOf<'people.list'> {
  const { ports, store, people } = here;
  const now = ports.clock.now();
  const at = people.signedIn(caller);
  return {
    people: listPeople(store.read).map((person) => ({
      ...{ id: person.id, name: person.name, role: person.role, isActive: person.isActive },
      ...{ hasPin: person.pinHash !== null, signIn: signInOf(person) },
      lockedUntil: lockedUntilAt(person, now),
    })),
    signedIn: at
      ? {
          ...{ id: at.person.id, name: at.person.name, role: at.person.role, isIdle: at.isIdle },
          acts: ACTS.filter((act) => may(at.person.role, act)),
        }
      : null,
    idleMinutes: people.idleMinutes(),
    canRecover: ports.confirmOwner !== undefined,
  };
}

/** Adds or changes a person, and says so in the journal. */
export function savePerson(
  { tx, act }: Writer,
  { id, ...draft }: ParsedInputOf<'people.save'>,
): { readonly id: number; readonly message: string } {
  const before = id === null ? undefined : thePerson(tx, id);
  const name = draft.name.replace(/\s+/gu, ' ');
  const problem = personProblem(listPeople(tx), before?.id ?? null, { ...draft, name });
  if (problem) throw new Refusal('invalid-input', problem, { field: 'name' });
  const now = { name, role: draft.role, isActive: draft.isActive ? 1 : 0 };
  if (!before) {
    const made = addPerson(tx, { ...draft, name }, act.at);
    notePerson(tx, act, made, { old: null, now });
    return { id: made, message: `${name} works here now. They choose a PIN when they first sign in.` };
  }
  changePerson(tx, before.id, { ...draft, name });
  const old = { name: before.name, role: before.role, isActive: before.isActive ? 1 : 0 };
  notePerson(tx, act, before.id, { old, now });
  const isLetGo = before.isActive && !draft.isActive;
  return { id: before.id, message: isLetGo ? `${name} can sign in no longer.` : `${name} is saved.` };
}

/** Takes a PIN back; whoever had signed in with it is signed out. */
export function dropPin(writer: Writer, id: number, why: string): Person {
  const person = thePerson(writer.tx, id);
  changePerson(writer.tx, id, { pinHash: null, ...AFTER_RIGHT_PIN });
  const old = { pin: person.pinHash === null ? 'none' : 'chosen' } as const;
  notePerson(writer.tx, writer.act, id, { old, now: { pin: 'none' }, why });
  return person;
}

export const actBy = (caller: Caller, act: string): Omit<Act, 'at'> => ({
  ...{ commandId: null, actor: caller.actor, origin: caller.origin, act, why: '' },
});

const hasherOf = ({ ports }: Surroundings) => {
  if (ports.pinHasher) return ports.pinHasher;
  throw new Refusal('not-possible', 'PINs can not be used here. Sign in in Bellhop’s window.');
};

/**
 * Looks whether a PIN is right. The try is on disk before it is looked at: so many at once count like many one after the
 * other, and a program that is ended in between has counted too. Refused in words where it is wrong or locked.
 */
export async function provePin(here: Surroundings, id: number, pin: string): Promise<Person> {
  const { store, ports } = here;
  const hasher = hasherOf(here);
  const counted = store.write((tx) => {
    const person = thePerson(tx, id);
    if (signInOf(person) === 'no')
      throw new Refusal('forbidden', `${person.name} works here no longer. An owner can let them come back.`);
    if (person.pinHash === null)
      throw new Refusal('not-possible', `${person.name} has no PIN yet. Choose one first.`, {
        needs: 'choose-pin',
      });
    const tried = countTry(person, ports.clock.now());
    if (tried.type === 'locked') throw new Refusal('forbidden', tried.words, { until: tried.until });
    changePerson(tx, id, tried.save);
    return { ...person, ...tried.save, pinHash: person.pinHash };
  });
  const isRight = await hasher.verify(pin, counted.pinHash);
  if (!isRight)
    throw new Refusal('forbidden', sayWrongPin(counted.name, counted, ports.clock.now()), {
      field: 'pin',
    });
  return store.write((tx) => {
    const person = thePerson(tx, id);
    // taken back or changed while it was looked at
    if (person.pinHash !== counted.pinHash || !person.isActive)
      throw new Refusal('changed-meanwhile', `The PIN of ${person.name} was just changed. Try again.`);
    changePerson(tx, id, AFTER_RIGHT_PIN);
    return { ...person, ...AFTER_RIGHT_PIN };
  });
}

/** Keeps a new PIN. Where there is one, it has to be given first. */
export async function choosePin(
  here: Surroundings,
  { id, pin, currentPin }: ParsedInputOf<'people.setPin'>,
  caller: Caller,
): Promise<Person> {
  const before = thePerson(here.store.read, id);
  if (!before.isActive) throw new Refusal('forbidden', `${before.name} works here no longer.`);
  const problem = pinProblem(pin);
  if (problem) throw new Refusal('invalid-input', problem, { field: 'pin' });
  if (before.pinHash !== null) {
    if (currentPin === undefined)
      throw new Refusal(
        'forbidden',
        `Type the PIN that ${before.name} has now, or ask an owner to take it back.`,
        {
          field: 'currentPin',
        },
      );
    await provePin(here, id, currentPin);
  }
  const pinHash = await hasherOf(here).hash(pin);
  return here.commit({ ...actBy(caller, 'people.setPin'), actor: before.name }, (writer) => {
    const person = thePerson(writer.tx, id);
    if (person.pinHash !== before.pinHash || !person.isActive)
      throw new Refusal(
        'changed-meanwhile',
        `The PIN of ${person.name} was just changed elsewhere. Look again.`,
      );
    changePerson(writer.tx, id, { pinHash, ...AFTER_RIGHT_PIN });
    const old = { pin: person.pinHash === null ? 'none' : 'chosen' } as const;
    notePerson(writer.tx, writer.act, id, { old, now: { pin: 'chosen' } });
    return { ...person, pinHash, ...AFTER_RIGHT_PIN };
  });
}

/** For an owner whose PIN nobody else can take back. */
export async function recoverOwner(here: Surroundings, id: number, caller: Caller): Promise<Person> {
  const person = thePerson(here.store.read, id);
  if (!person.isActive || person.role !== 'owner')
    throw new Refusal('forbidden', `${person.name} is no owner: an owner can take back their PIN.`);
  const { confirmOwner } = here.ports;
  if (!confirmOwner)
    throw new Refusal(
      'not-possible',
      'This window can not ask the computer who sits here. Open Bellhop as a program on this computer, signed in with the account that it was set up with.',
    );
  if (!(await confirmOwner()))
    throw new Refusal('forbidden', 'The computer did not confirm who sits here. Nothing was changed.');
  const why = 'The account of this computer confirmed it.';
  return here.commit(actBy(caller, 'people.recover'), (writer) => dropPin(writer, id, why));
}
