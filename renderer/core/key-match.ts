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
