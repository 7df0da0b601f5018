import type { Person } from './person.ts';
import { sayList } from './say-nights.ts';

/** Makes PINs slow to guess for whoever takes the database away. A PIN is kept nowhere, and stands in no log. */
export interface PinHasher {
  /** Another text each time, for the same PIN too. */
  hash(pin: string): Promise<string>;
  /** False for a wrong PIN, and for a text that no hasher has made. */
  verify(pin: string, hash: string): Promise<boolean>;
}

const SHORTEST = 4;
const LONGEST = 8;
/** Straight down and up a telephone's middle. */
const ON_THE_KEYS: readonly string[] = ['2580', '0852'];

function isRun(pin: string): boolean {
  const digits = [...pin].map(Number);
  const isStep = (by: number): boolean =>
    digits.every((digit, at) => at === 0 || digit === ((digits[at - 1] as number) + by + 10) % 10);
  return isStep(0) || isStep(1) || isStep(-1);
}

/** "1212", "123123": a short piece said again and again. */
function isRepeated(pin: string): boolean {
  for (let length = 1; length <= pin.length / 2; length += 1)
    if (pin.length % length === 0 && pin === pin.slice(0, length).repeat(pin.length / length)) return true;
  return false;
}

/** What is wrong with a PIN that somebody chooses, in words; undefined where nothing is. */
export function pinProblem(pin: string): string | undefined {
  if (!/^[0-9]*$/.test(pin)) return 'A PIN has digits only, 0 to 9.';
  if (pin.length < SHORTEST || pin.length > LONGEST)
    return `A PIN has ${SHORTEST} to ${LONGEST} digits. Longer is safer.`;
  if (isRun(pin) || isRepeated(pin) || ON_THE_KEYS.includes(pin))
    return 'This PIN is among the first that anybody tries. Choose one without a pattern.';
  return undefined;
}

const MINUTE_MS = 60_000;
const FREE_TRIES = 5;
const FIRST_LOCK_MS = 5 * MINUTE_MS;
const LONGEST_LOCK_MS = 24 * 60 * MINUTE_MS;

/** How long it is locked after so many wrong tries in a row: not up to four, five minutes at five, twice that for each more. */
export const lockMsAfter = (failedTries: number): number =>
  failedTries < FREE_TRIES
    ? 0
    : Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** Math.min(failedTries - FREE_TRIES, 20));

type PinState = Pick<Person, 'failedTries' | 'lockedUntil'>;

/**
 * Until when this person's PIN is not looked at; null where it is. Save it where it differs from what is kept: after the clock
 * was set back nobody waits longer than the lock was meant to last.
 */
export function lockedUntilAt({ failedTries, lockedUntil }: PinState, now: number): number | null {
  if (lockedUntil === null || lockedUntil <= now) return null;
  return Math.min(lockedUntil, now + lockMsAfter(failedTries));
}

/** What is kept of a person after the right PIN. */
export const AFTER_RIGHT_PIN: PinState = { failedTries: 0, lockedUntil: null };

export type PinTry =
  | { readonly type: 'locked'; readonly until: number; readonly words: string }
  | { readonly type: 'may-try'; readonly save: PinState };

/**
 * Counts a try before the PIN is looked at. Save `save` first, then compare, and save {@link AFTER_RIGHT_PIN} where it was
 * right: so that many tries at once are counted like many one after the other.
 */
export function countTry(person: Pick<Person, 'name'> & PinState, now: number): PinTry {
  const until = lockedUntilAt(person, now);
  if (until !== null) return { type: 'locked', until, words: sayLocked(person.name, until - now) };
  const failedTries = person.failedTries + 1;
  const lockMs = lockMsAfter(failedTries);
  return { type: 'may-try', save: { failedTries, lockedUntil: lockMs === 0 ? null : now + lockMs } };
}

/** "5 minutes", "1 hour and 20 minutes"; never less than a minute. */
function sayWait(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / MINUTE_MS));
  const say = (count: number, one: string): string[] =>
    count === 0 ? [] : [`${String(count)} ${count === 1 ? one : `${one}s`}`];
  return sayList([...say(Math.floor(minutes / 60), 'hour'), ...say(minutes % 60, 'minute')]);
}

const sayLocked = (name: string, ms: number): string =>
  `Too many wrong PINs for ${name}. Try again in ${sayWait(ms)}, or ask an owner to take the PIN back.`;

/** After a wrong PIN, with what was saved by {@link countTry}. */
export function sayWrongPin(name: string, { failedTries, lockedUntil }: PinState, now: number): string {
  if (lockedUntil !== null && lockedUntil > now) return sayLocked(name, lockedUntil - now);
  const left = FREE_TRIES - failedTries;
  return `This is not the PIN of ${name}. ${left === 1 ? 'One more try' : `${left} more tries`} before it is locked for 5 minutes.`;
}

/** How somebody signs in: not at all once they have left, by choosing a PIN where they have none, else by their PIN. */
export const signInOf = ({
  isActive,
  pinHash,
}: Pick<Person, 'isActive' | 'pinHash'>): 'no' | 'choose-pin' | 'pin' =>
  !isActive ? 'no' : pinHash === null ? 'choose-pin' : 'pin';

/** Minutes without a key or a touch after which names of guests are blurred and the next act asks for a PIN. */
export const IDLE_MINUTES = { least: 1, usual: 5, most: 60 } as const;

/** Whole minutes within what can be chosen; the usual ones where nothing sensible was. */
export const idleMinutes = (chosen: number): number =>
  Number.isFinite(chosen)
    ? Math.min(IDLE_MINUTES.most, Math.max(IDLE_MINUTES.least, Math.round(chosen)))
    : IDLE_MINUTES.usual;

/** True where nobody has touched it for so long. A clock that was set back far says nothing of how long: then too. */
export const isIdle = (touchedAt: number, now: number, minutes: number): boolean =>
  Math.abs(now - touchedAt) >= idleMinutes(minutes) * MINUTE_MS;
