import { type RefObject, useEffect, useId, useRef } from 'react';
import { create } from 'zustand';
import { matchesKey, takesText } from './key-match.ts';

/** A key of a screen: what it does stands in the sheet that `?` opens. */
export interface KeyAct {
  readonly keys: string;
  readonly says: string;
  /** Left out where another part listens itself (the tape chart) and only the sheet should know. */
  readonly run?: (() => void) | undefined;
}

interface KeyArea {
  readonly id: string;
  readonly title: string;
  readonly acts: readonly KeyAct[];
  /** The part that these keys belong to, where it may stand in a dialog. */
  readonly within: RefObject<HTMLElement | null> | undefined;
}

/** Every key that works now, by area; the newest area is asked first. */
export const useKeyAreas = create<{ readonly areas: readonly KeyArea[] }>(() => ({ areas: [] }));

/** True while somebody writes, so that letters are text; a switch or a tick box in focus is not writing. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role="combobox"]') !== null) return true;
  const control = target.closest('input, textarea, select');
  return control !== null && takesText(control.tagName, control.getAttribute('type') ?? undefined);
}
const dialogOf = (target: EventTarget | null): Element | null =>
  target instanceof HTMLElement ? target.closest('[role="dialog"], [role="menu"], [role="listbox"]') : null;

/** The dialog that stood open when the key went down: it may close, or have lost the focus, before its key is looked at. */
let openDialog: Element | null = null;
function noteDialog(): void {
  openDialog = [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].at(-1) ?? null;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return;
  const dialog = event.ctrlKey || event.metaKey ? null : (dialogOf(event.target) ?? openDialog);
  for (const area of [...useKeyAreas.getState().areas].reverse()) {
    if (dialog && !dialog.contains(area.within?.current ?? null)) continue;
    const act = area.acts.find((one) => one.run && matchesKey(event, one.keys));
    if (!act) continue;
    event.preventDefault();
    act.run?.();
    return;
  }
}

/** Listens for the life of the window. Keys stay quiet while somebody types, and in a dialog all but its own. */
export function listenForKeys(): void {
  addEventListener('keydown', noteDialog, { capture: true });
  addEventListener('keydown', onKeyDown);
}

/**
 * Puts keys to work for as long as the calling component is on screen. A part of a dialog names its element in
 * `within`: while the dialog is open, only such keys work.
 */
export function useKeys(
  title: string,
  acts: readonly KeyAct[],
  within?: RefObject<HTMLElement | null>,
): void {
  const id = useId();
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  const shape = acts.map((act) => `${act.keys}\u001f${act.says}\u001f${act.run ? 1 : 0}`).join('\u001e');
  useEffect(() => {
    const wired = latest.current.map((act) => ({
      ...act,
      run: act.run && (() => latest.current.find((one) => one.keys === act.keys)?.run?.()),
    }));
    useKeyAreas.setState(({ areas }) => ({ areas: [...areas, { id, title, acts: wired, within }] }));
    return () => useKeyAreas.setState(({ areas }) => ({ areas: areas.filter((area) => area.id !== id) }));
  }, [id, title, shape, within]);
}
