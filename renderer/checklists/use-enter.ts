import { useEffect, useRef } from 'react';
import { isTyping } from '../core/keys.ts';

const PUSHED =
  'button, a[href], summary, input, select, textarea, [role="button"], [role="radio"], [role="gridcell"]';

const isOpenDialog = (): boolean => document.querySelector('[role="dialog"][aria-modal="true"]') !== null;

/**
 * Enter goes on, unless the focus stands on something that Enter pushes by itself, a dialog is open, or somebody writes.
 * `run` undefined: nothing to go on with.
 */
export function useEnter(run: (() => void) | undefined): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || event.defaultPrevented || event.isComposing || event.repeat) return;
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isOpenDialog()) return;
      if (event.target instanceof HTMLElement && event.target.closest(PUSHED)) return;
      if (!latest.current) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
