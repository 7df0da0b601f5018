import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AFTER_RIGHT_PIN,
  countTry,
  idleMinutes,
  isIdle,
  lockedUntilAt,
  lockMsAfter,
  pinProblem,
  sayWrongPin,
  signInOf,
} from './person-pin.ts';

const MINUTE = 60_000;
const fresh = { name: 'Ines', failedTries: 0, lockedUntil: null };

describe('a PIN', () => {
  it.each(['7093', '48291', '19482736', '0417'])('may be %s', (pin) => {
    expect(pinProblem(pin)).toBeUndefined();
  });

  it.each(['0000', '1234', '4321', '7890', '0123', '12345678', '1212', '123123', '2580'])(
    'is not %s',
    (pin) => {
      expect(pinProblem(pin)).toContain('first that anybody tries');
    },
  );

  it.each(['', '709', '709312345'])('has 4 to 8 digits, not "%s"', (pin) => {
    expect(pinProblem(pin)).toContain('4 to 8 digits');
  });

  it.each(['70a3', ' 7093', '7093\n', '٧٠٩٣', '-709'])('has digits only, not "%s"', (pin) => {
    expect(pinProblem(pin)).toContain('digits only');
  });
});

describe('wrong PINs', () => {
  it('lock for five minutes at the fifth, and twice as long for each more, up to a day', () => {
    expect([0, 4, 5, 6, 7, 8].map((tries) => lockMsAfter(tries) / MINUTE)).toEqual([0, 0, 5, 10, 20, 40]);
    expect([14, 50, 5_000].map((tries) => lockMsAfter(tries) / MINUTE)).toEqual([1_440, 1_440, 1_440]);
  });

  it('are counted before they are looked at, and forgotten after the right one', () => {
    let ines = fresh as Parameters<typeof countTry>[0];
    for (let turn = 1; turn <= 5; turn += 1) {
      const tried = countTry(ines, 1_000);
      if (tried.type !== 'may-try') throw new Error('locked too early');
      ines = { ...ines, ...tried.save };
    }
    expect(ines).toMatchObject({ failedTries: 5, lockedUntil: 1_000 + 5 * MINUTE });
    expect(countTry(ines, 1_000 + 5 * MINUTE - 1)).toEqual({
      type: 'locked',
      until: 1_000 + 5 * MINUTE,
      words: 'Too many wrong PINs for Ines. Try again in 1 minute, or ask an owner to take the PIN back.',
    });
    expect(countTry(ines, 1_000 + 5 * MINUTE)).toEqual({
      type: 'may-try',
      save: { failedTries: 6, lockedUntil: 1_000 + 15 * MINUTE },
    });
    expect(countTry({ ...ines, ...AFTER_RIGHT_PIN }, 2_000)).toMatchObject({ save: { failedTries: 1 } });
  });

  it('can not be tried more often than the lock allows, whenever they are tried', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3 * 60 * MINUTE), { maxLength: 200 }), (waits) => {
        let [ines, now, looked] = [fresh as Parameters<typeof countTry>[0], 0, 0];
        for (const wait of waits) {
          now += wait;
          const tried = countTry(ines, now);
          if (tried.type === 'locked') continue;
          looked += 1;
          ines = { ...ines, ...tried.save };
        }
        // four for nothing, then one after each lock
        let [most, reach] = [5, 0];
        for (let tries = 5; (reach += lockMsAfter(tries)) <= now; tries += 1) most += 1;
        expect(looked).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('do not lock for longer because the clock was set back', () => {
    const locked = { ...fresh, failedTries: 5, lockedUntil: 900 * MINUTE };
    expect(lockedUntilAt(locked, 898 * MINUTE)).toBe(900 * MINUTE);
    expect(lockedUntilAt(locked, 100 * MINUTE)).toBe(105 * MINUTE);
    expect(lockedUntilAt(locked, 900 * MINUTE)).toBeNull();
  });

  it('are answered with what is left, and how long to wait', () => {
    expect(sayWrongPin('Ines', { failedTries: 3, lockedUntil: null }, 0)).toBe(
      'This is not the PIN of Ines. 2 more tries before it is locked for 5 minutes.',
    );
    expect(sayWrongPin('Ines', { failedTries: 4, lockedUntil: null }, 0)).toContain('One more try before');
    expect(sayWrongPin('Ines', { failedTries: 9, lockedUntil: 80 * MINUTE }, 0)).toContain(
      'in 1 hour and 20 minutes,',
    );
  });
});

it('is signed in by a PIN, by choosing one, or not at all', () => {
  expect(signInOf({ isActive: true, pinHash: 'x' })).toBe('pin');
  expect(signInOf({ isActive: true, pinHash: null })).toBe('choose-pin');
  expect(signInOf({ isActive: false, pinHash: 'x' })).toBe('no');
});

it('locks what nobody has touched for so long, also when the clock was set back far', () => {
  expect(isIdle(0, 5 * MINUTE - 1, 5)).toBe(false);
  expect(isIdle(0, 5 * MINUTE, 5)).toBe(true);
  expect(isIdle(60 * MINUTE, 59 * MINUTE, 5)).toBe(false);
  expect(isIdle(60 * MINUTE, 0, 5)).toBe(true);
  expect([0, -3, 2.4, 500, Number.NaN].map(idleMinutes)).toEqual([1, 1, 2, 60, 5]);
});
