import { describe, expect, it } from 'vitest';
import { actOf, type Key } from './keys.ts';

describe('keys', () => {
  const key = (name: string, more: Partial<Key> = {}): Key => ({
    key: name,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...more,
  });
  it.each([
    ['n', 'new'],
    ['M', 'move'],
    ['r', 'resize'],
    ['s', 'split'],
    ['p', 'park'],
    ['l', 'lock'],
    ['b', 'block'],
    ['c', 'close'],
    ['/', 'find'],
    ['g', 'go-to'],
    ['t', 'today'],
    ['+', 'zoom-in'],
    ['-', 'zoom-out'],
    ['[', 'previous-conflict'],
    [']', 'next-conflict'],
    ['Enter', 'open'],
    ['Escape', 'give-up'],
  ])('%s asks for %s', (name, act) => {
    expect(actOf(key(name))).toEqual({ do: act });
  });
  it('reads arrows, with Shift extending', () => {
    expect(actOf(key('ArrowLeft', { shiftKey: true }))).toEqual({
      do: 'step',
      across: -1,
      down: 0,
      extend: true,
    });
  });
  it('undoes and redoes, and leaves other chords to the application', () => {
    expect(actOf(key('z', { ctrlKey: true }))).toEqual({ do: 'undo' });
    expect(actOf(key('Z', { metaKey: true, shiftKey: true }))).toEqual({ do: 'redo' });
    expect(actOf(key('k', { ctrlKey: true }))).toBeUndefined();
    expect(actOf(key('n', { altKey: true }))).toBeUndefined();
    expect(actOf(key('F10', { shiftKey: true }))).toEqual({ do: 'menu' });
    expect(actOf(key('F10'))).toBeUndefined();
  });
});
