import type { CallName } from '../contract/index.ts';
import { Refusal } from '../domain/failure.ts';
import { may, type Person, sayWhoMay } from '../domain/person.ts';
import { IDLE_MINUTES, idleMinutes, isIdle } from '../domain/person-pin.ts';
import type { ReadHandle } from '../store/database.ts';
import { findPerson, hasPeople } from '../store/people.ts';
import { readSetting } from '../store/settings.ts';
import type { Caller } from './core.ts';
import { actOf } from './people-acts.ts';

export const IDLE_KEY = 'people:idle-minutes';

export interface SignedIn {
  readonly person: Person;
  readonly isIdle: boolean;
}

/** Who is signed in at which window. Kept in memory alone: after a start everybody signs in again. */
export interface PeopleDesk {
  idleMinutes(): number;
  signedIn(caller: Caller): SignedIn | undefined;
  signIn(caller: Caller, person: Person): void;
  signOut(caller: Caller): void;
  /** Somebody is there. Nothing where they were away for too long already. */
  touch(caller: Caller): void;
  /** The caller as they sign this command; refused in words where they may not give it, or nobody has signed in. */
  admit(name: CallName, caller: Caller): Caller;
}

interface Session {
  readonly personId: number;
  /** Another one since: the PIN was taken back or changed elsewhere, and this sign-in ends. */
  readonly pinHash: string | null;
  readonly touchedAt: number;
}

/** Windows of one host that it does not tell apart are one desk. */
const windowOf = ({ origin, session }: Caller): string => `${origin}:${session ?? ''}`;

/** The command line is worked by the computer's own account, and the demo by the program: neither signs in. */
const needsPerson = ({ origin }: Caller): boolean => origin !== 'command-line' && origin !== 'demo';

export function createPeopleDesk(read: ReadHandle, now: () => number): PeopleDesk {
  const sessions = new Map<string, Session>();
  const minutes = (): number => idleMinutes(Number(readSetting(read, IDLE_KEY) ?? IDLE_MINUTES.usual));

  const signedIn = (caller: Caller): SignedIn | undefined => {
    const session = sessions.get(windowOf(caller));
    const person = session && findPerson(read, session.personId);
    if (!session || !person?.isActive || person.pinHash !== session.pinHash) return undefined;
    return { person, isIdle: isIdle(session.touchedAt, now(), minutes()) };
  };
  const touch = (caller: Caller): void => {
    const session = sessions.get(windowOf(caller));
    if (session && signedIn(caller)?.isIdle === false)
      sessions.set(windowOf(caller), { ...session, touchedAt: now() });
  };

  return {
    idleMinutes: minutes,
    signedIn,
    touch,
    signIn: (caller, { id, pinHash }) =>
      void sessions.set(windowOf(caller), { personId: id, pinHash, touchedAt: now() }),
    signOut: (caller) => void sessions.delete(windowOf(caller)),
    admit(name, caller) {
      if (!needsPerson(caller) || !hasPeople(read)) return caller;
      const act = actOf(name);
      const at = signedIn(caller);
      const signed = at && !at.isIdle ? { ...caller, actor: at.person.name } : caller;
      if (act === 'anybody') return signed;
      if (!at) throw new Refusal('forbidden', `${sayWhoMay(act)}`, { act, needs: 'sign-in' });
      if (at.isIdle)
        throw new Refusal(
          'forbidden',
          `Nobody has touched this window for a while. ${at.person.name}, type your PIN again, or choose another name.`,
          { act, needs: 'pin' },
        );
      if (!may(at.person.role, act))
        throw new Refusal('forbidden', sayWhoMay(act), { act, needs: 'other-person' });
      touch(caller);
      return signed;
    },
  };
}
