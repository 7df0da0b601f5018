import { describe, expect, it } from 'vitest';
import { matchesKey, takesText } from './key-match.ts';

const press = (key: string, held: string[] = []) => ({
  key,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  shiftKey: held.includes('shift'),
  altKey: held.includes('alt'),
});

describe('keys', () => {
  it.each([
    [press('n'), 'N', true],
    [press('N', ['shift']), 'N', false],
    [press('n', ['ctrl']), 'N', false],
    [press('z', ['ctrl']), 'Ctrl+Z', true],
    [press('z', ['meta']), 'Ctrl+Z', true],
    [press('Z', ['ctrl', 'shift']), 'Ctrl+Z', false],
    [press('Z', ['ctrl', 'shift']), 'Ctrl+Shift+Z', true],
    [press('?', ['shift']), '?', true],
    [press('/', ['shift']), '/', true],
    [press('+', ['shift']), '+', true],
    [press('1'), '1', true],
    [press('1', ['alt']), '1', false],
    [press('Enter'), 'Enter', true],
    [press('Escape'), 'Esc', true],
  ])('%o against %s: %s', (pressed, printed, expected) => {
    expect(matchesKey(pressed, printed)).toBe(expected);
  });
});

describe('what is written into', () => {
  it.each(['text', 'search', 'number', 'date', 'password', 'email', 'TEXT', 'unheard-of'])(
    'an input of type %s',
    (type) => expect(takesText('INPUT', type)).toBe(true),
  );
  it.each(['radio', 'checkbox', 'button', 'submit', 'file', 'range', 'RADIO'])(
    'but not one of type %s',
    (type) => expect(takesText('INPUT', type)).toBe(false),
  );
  it('an input without a type, a text area and a list, and no button', () => {
    expect(takesText('INPUT')).toBe(true);
    expect(takesText('TEXTAREA')).toBe(true);
    expect(takesText('SELECT')).toBe(true);
    expect(takesText('BUTTON', 'button')).toBe(false);
  });
});
