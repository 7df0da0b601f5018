import { useEffect, useId, useRef } from 'react';
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
const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null;

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const isChord = event.ctrlKey || event.metaKey;
  if (isTyping(event.target) || (isInDialog(event.target) && !isChord)) return;
  for (const area of [...useKeyAreas.getState().areas].reverse()) {
    const act = area.acts.find((one) => one.run && matchesKey(event, one.keys));
    if (!act) continue;
    event.preventDefault();
    act.run?.();
    return;
  }
}

/** Listens for the life of the window. Keys stay quiet while somebody types or a dialog is open. */
export function listenForKeys(): void {
  addEventListener('keydown', onKeyDown);
}

/** Puts keys to work for as long as the calling component is on screen. */
export function useKeys(title: string, acts: readonly KeyAct[]): void {
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
    useKeyAreas.setState(({ areas }) => ({ areas: [...areas, { id, title, acts: wired }] }));
    return () => useKeyAreas.setState(({ areas }) => ({ areas: areas.filter((area) => area.id !== id) }));
  }, [id, title, shape]);
}
