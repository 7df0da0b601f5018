import classes from './ui.module.css';

/**
 * The key that does what it is printed on. Drawn by the style sheet, so that it is no part of a button's name: readers
 * hear it from `aria-keyshortcuts`.
 */
export function KeyCap({ keys }: { readonly keys: string }) {
  return <span className={classes['key']} data-keys={keys} aria-hidden="true" />;
}

/** A key named in text. */
export function KeyName({ keys }: { readonly keys: string }) {
  return <kbd className={classes['key']}>{keys}</kbd>;
}

/** `Ctrl+Z` as `aria-keyshortcuts` wants it. */
export const ariaKeys = (keys: string): string => keys.replace('Ctrl', 'Control').replace('Esc', 'Escape');
