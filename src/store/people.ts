import type { Person } from '../domain/person.ts';
import type { ReadHandle, WriteHandle } from './database.ts';
import { insertInto, selectFrom, updateById } from './row-writing.ts';
import { journal, person } from './schema.ts';
import type { Act } from './writer.ts';

type PersonRow = typeof person.$inferSelect;
const ALL = selectFrom(person);

const personOf = ({ id, role, isActive, ...row }: PersonRow): Person => ({
  ...{ id: id as Person['id'], role: role as Person['role'], isActive: isActive === 1 },
  ...{ name: row.name, pinHash: row.pinHash, lockedUntil: row.lockedUntil, failedTries: row.failedTries },
});

/** Everybody who works here or has worked here, in the order in which they came. */
export const listPeople = (read: ReadHandle): Person[] =>
  read.prepare(`${ALL} ORDER BY id`).all<PersonRow>().map(personOf);

export function findPerson(read: ReadHandle, id: number): Person | undefined {
  const row = read.prepare(`${ALL} WHERE id = ?`).get<PersonRow>(id);
  return row && personOf(row);
}

/** True as long as nobody was added: then the hotel has one user, who may do everything. */
export const hasPeople = (read: ReadHandle): boolean =>
  read.prepare('SELECT 1 FROM person WHERE is_active = 1 LIMIT 1').pluck<number>().length > 0;

type Draft = Pick<Person, 'name' | 'role' | 'isActive'>;

export const addPerson = (tx: WriteHandle, { name, role, isActive }: Draft, createdAt: number): number =>
  insertInto(tx, person, { name, role, isActive: isActive ? 1 : 0, createdAt });

export const changePerson = (tx: WriteHandle, id: number, { isActive, ...patch }: Partial<Person>): void => {
  const { id: _id, ...rest } = patch;
  updateById(tx, person, id, { ...rest, ...(isActive === undefined ? {} : { isActive: isActive ? 1 : 0 }) });
};

/** What the journal may hold of a person: never the hash of a PIN, only whether there is one. */
export interface PersonNote {
  readonly name?: string;
  readonly role?: string;
  readonly isActive?: number;
  readonly pin?: 'chosen' | 'none';
}

/** A line of the journal for a change of a person. */
export const notePerson = (
  tx: WriteHandle,
  act: Act,
  entityId: number,
  change: { readonly old: PersonNote | null; readonly now: PersonNote; readonly why?: string },
): void => {
  insertInto(tx, journal, {
    ...act,
    ...{ entity: 'person', entityId, why: change.why ?? act.why },
    old: change.old && JSON.stringify(change.old),
    new: JSON.stringify(change.now),
  });
};
