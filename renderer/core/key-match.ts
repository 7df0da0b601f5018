export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/**
 * True where a key press is what is printed: `N`, `1`, `/`, `?`, `Enter`, `Ctrl+Z`, `Ctrl+Shift+Z`. Cmd counts as Ctrl.
 * Shift must match for letters; signs such as `?` are taken as typed, whatever the keyboard needs to make them.
 */
export function matchesKey(press: KeyPress, printed: string): boolean {
  const parts = printed === '+' ? ['+'] : printed.split('+');
  const key = (parts.at(-1) ?? '').toLowerCase();
  const pressed = press.key === 'Escape' ? 'esc' : press.key.toLowerCase();
  if (pressed !== key || press.altKey) return false;
  if ((press.ctrlKey || press.metaKey) !== parts.includes('Ctrl')) return false;
  return !/^[a-z]$/.test(key) || press.shiftKey === parts.includes('Shift');
}

/** Inputs that are pushed or picked; every other type, known or not, is written into. */
const PUSHED = new Set(['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit']);

/** True for a control into which one writes, by its tag and, for an input, its type: its letters are not acts. */
export function takesText(tag: string, type = 'text'): boolean {
  const name = tag.toLowerCase();
  return name === 'textarea' || name === 'select' || (name === 'input' && !PUSHED.has(type.toLowerCase()));
}
