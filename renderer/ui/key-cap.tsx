import classes from './ui.module.css';

/** The key that does what it is printed on. Hidden from readers, who hear it from `aria-keyshortcuts`. */
export function KeyCap({ keys }: { readonly keys: string }) {
  return (
    <kbd className={classes['key']} aria-hidden="true">
      {keys}
    </kbd>
  );
}

/** `Ctrl+Z` as `aria-keyshortcuts` wants it. */
export const ariaKeys = (keys: string): string => keys.replace('Ctrl', 'Control');
