import type { Id } from './property.ts';

export type PersonId = Id<'person'>;

/** Each may do all that the ones before it may. */
export const ROLES = ['clerk', 'manager', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** Who works at the desk. Everything that is done is signed with a person's name, so nobody is ever removed, only let go. */
export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly role: Role;
  /** Null until one was chosen, and after it was taken back. */
  readonly pinHash: string | null;
  /** Null: not locked. An instant. */
  readonly lockedUntil: number | null;
  /** Wrong PINs since the last right one. */
  readonly failedTries: number;
  /** False: works here no longer. */
  readonly isActive: boolean;
}

interface ActFacts {
  /** The least of the roles that may. */
  readonly least: Role;
  /** After "may": "change prices". */
  readonly says: string;
}

/** What can be done, in the order of who may do it. */
const ACT_FACTS = {
  'take-bookings': { least: 'clerk', says: 'enter, change and cancel bookings' },
  'move-stays': { least: 'clerk', says: 'move stays between rooms' },
  'close-nights': { least: 'clerk', says: 'close nights' },
  'do-checklists': { least: 'clerk', says: 'enter what channels should show' },
  'second-person': { least: 'clerk', says: 'check what somebody else has entered' },
  'resolve-conflicts': { least: 'clerk', says: 'settle conflicts' },
  'retry-sync': { least: 'clerk', says: 'send again what did not go through' },
  'hand-over': { least: 'clerk', says: 'hand over a shift' },
  'override-cancellation': {
    least: 'manager',
    says: 'sell nights again before the other side has confirmed a cancellation',
  },
  'take-in-doubt': { least: 'manager', says: 'accept a calendar that was held back' },
  'change-prices': { least: 'manager', says: 'change prices' },
  'change-sell-rules': { least: 'manager', says: 'change what is held back from channels' },
  'change-rooms': { least: 'manager', says: 'change room types and rooms' },
  'link-rooms': { least: 'manager', says: 'link rooms and rate plans' },
  'pause-channels': { least: 'manager', says: 'pause channels and change when they are asked' },
  'edit-templates': { least: 'manager', says: 'change the steps of checklists' },
  'edit-profiles': { least: 'manager', says: 'change what is known of an extranet' },
  'export-evidence': { least: 'manager', says: 'make an evidence pack' },
  'connect-channels': { least: 'owner', says: 'connect channels and change their keys' },
  'disconnect-channels': { least: 'owner', says: 'disconnect channels' },
  'keep-people': { least: 'owner', says: 'add people, change their roles and take back PINs' },
  'see-who-did-what': { least: 'owner', says: 'see who did what' },
  'restore-backup': { least: 'owner', says: 'go back to a backup' },
} as const satisfies Readonly<Record<string, ActFacts>>;

export type Act = keyof typeof ACT_FACTS;
export const ACTS = Object.keys(ACT_FACTS) as readonly Act[];

/** Whether somebody of this role may do it. */
export const may = (role: Role, act: Act): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(ACT_FACTS[act].least);

const WHO: Readonly<Record<Role, string>> = {
  clerk: 'Somebody who is signed in',
  manager: 'A manager or the owner',
  owner: 'Only an owner',
};

/** For staff who may not, or are not signed in: "A manager or the owner may change prices. Ask them to sign in here." */
export function sayWhoMay(act: Act): string {
  const { least, says } = ACT_FACTS[act];
  const todo = least === 'clerk' ? 'Choose your name first.' : 'Ask them to sign in here.';
  return `${WHO[least]} may ${says}. ${todo}`;
}

const LONGEST_NAME = 40;
const letters = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** What is typed of a person. */
export type PersonDraft = Pick<Person, 'name' | 'role' | 'isActive'>;

/**
 * What is wrong with a person as they are to be saved, in words; undefined where nothing is. `id` is null for somebody new.
 * Two people of one name could not be told apart later, and somebody must be left who may add people.
 */
export function personProblem(
  people: readonly Person[],
  id: PersonId | null,
  draft: PersonDraft,
): string | undefined {
  const name = letters(draft.name);
  if (name === '') return 'A person needs a name: what they do is signed with it.';
  if ([...name].length > LONGEST_NAME) return `A name has at most ${LONGEST_NAME} letters.`;
  // those who left signed things too
  const same = people.find((person) => person.id !== id && letters(person.name) === name);
  if (same)
    return same.isActive
      ? `${same.name} is on the list already. Add a letter of the other name, so that the two can be told apart.`
      : `${same.name} has worked here before. Let them come back, or add a letter of the other name.`;
  // the program itself signs what it does
  if (name === 'bellhop') return 'Bellhop signs what the program does by itself. Choose another name.';
  const others = people.filter((person) => person.id !== id && person.isActive);
  const isOwner = draft.role === 'owner' && draft.isActive;
  if (!isOwner && !others.some(({ role }) => role === 'owner'))
    return 'Somebody has to stay who may add people and take back PINs: make another person an owner first.';
  return undefined;
}
