import { describe, expect, it } from 'vitest';
import {
  ACTS,
  may,
  type Person,
  type PersonDraft,
  personProblem,
  type PersonId,
  ROLES,
  sayWhoMay,
} from './person.ts';

const person = (id: number, name: string, more: Partial<Person> = {}): Person => ({
  ...{ id: id as PersonId, name, role: 'clerk', isActive: true },
  ...{ pinHash: null, lockedUntil: null, failedTries: 0 },
  ...more,
});
const id = (number: number): PersonId => number as PersonId;
const draft = (name: string, more: Partial<PersonDraft> = {}): PersonDraft => ({
  ...{ name, role: 'clerk', isActive: true },
  ...more,
});
const owner = person(1, 'Ines', { role: 'owner' });

describe('roles', () => {
  it('may do all that those before them may', () => {
    for (const act of ACTS) {
      const allowed = ROLES.map((role) => may(role, act));
      expect(allowed).toEqual([...allowed].sort((a, b) => Number(a) - Number(b)));
      expect(may('owner', act)).toBe(true);
    }
  });

  it.each([
    ['do-checklists', ['clerk', 'manager', 'owner']],
    ['override-cancellation', ['manager', 'owner']],
    ['change-sell-rules', ['manager', 'owner']],
    ['edit-templates', ['manager', 'owner']],
    ['connect-channels', ['owner']],
    ['disconnect-channels', ['owner']],
    ['see-who-did-what', ['owner']],
    ['keep-people', ['owner']],
  ] as const)('%s: %j', (act, roles) => {
    expect(ROLES.filter((role) => may(role, act))).toEqual(roles);
  });

  it('are told who may, and what to do', () => {
    expect(sayWhoMay('change-prices')).toBe(
      'A manager or the owner may change prices. Ask them to sign in here.',
    );
    expect(sayWhoMay('see-who-did-what')).toBe(
      'Only an owner may see who did what. Ask them to sign in here.',
    );
    expect(sayWhoMay('close-nights')).toBe(
      'Somebody who is signed in may close nights. Choose your name first.',
    );
  });
});

describe('who is saved', () => {
  it('has a name that is nobody else’s, as it is read', () => {
    expect(personProblem([owner], null, draft('Marek'))).toBeUndefined();
    expect(personProblem([owner], null, draft('   '))).toContain('needs a name');
    expect(personProblem([owner], null, draft('x'.repeat(41)))).toContain('at most 40');
    expect(personProblem([owner], null, draft(' iNES '))).toContain('Ines is on the list already');
    expect(personProblem([owner, person(2, 'Marek', { isActive: false })], null, draft('Marek'))).toContain(
      'has worked here before',
    );
    expect(personProblem([owner], null, draft('Bellhop'))).toContain('signs what the program does');
  });

  it('keeps their own name', () => {
    expect(
      personProblem([owner, person(2, 'Marek')], id(2), draft('Marek', { role: 'manager' })),
    ).toBeUndefined();
  });

  it('leaves somebody who may add people', () => {
    const retired = person(2, 'Old', { role: 'owner', isActive: false });
    const words = 'make another person an owner first';
    expect(personProblem([], null, draft('Marek'))).toContain(words);
    expect(personProblem([], null, draft('Ines', { role: 'owner' }))).toBeUndefined();
    expect(personProblem([owner, retired], id(1), draft('Ines', { role: 'manager' }))).toContain(words);
    expect(
      personProblem([owner, retired], id(1), draft('Ines', { role: 'owner', isActive: false })),
    ).toContain(words);
    const second = person(3, 'Ada', { role: 'owner' });
    expect(personProblem([owner, second], id(1), draft('Ines'))).toBeUndefined();
  });
});
